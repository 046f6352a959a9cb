package stories_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/assertion"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// register is the case register of an agency: a program that acts for the registrar's desk, with a key
// that only it has.
type register struct {
	*story

	file   string // the file for the command line
	issuer string
	key    *assertion.Key
}

func (s *story) register() register {
	s.t.Helper()
	dir := filepath.Join(s.site.stack.State(), "dev", "programs")
	content, err := assertion.ReadPrivate(filepath.Join(dir, "case-register.pem"))
	require.NoError(s.t, err, "made by homeward dev, for nobody else to read")
	key, err := assertion.Parse(content, "")
	require.NoError(s.t, err)
	return register{s, filepath.Join(dir, "case-register.yaml"), s.site.address + "/persona", key}
}

// runs runs the command line as the program, and gives what it said and how it ended.
func (r register) runs(args ...string) (said, trouble string, code int) {
	r.t.Helper()
	var out, err bytes.Buffer
	cmd := exec.CommandContext(r.t.Context(), r.site.program, args...)
	cmd.Env = append(os.Environ(), "HOMEWARD_MACHINE="+r.file, "HOME="+r.t.TempDir())
	cmd.Stdout, cmd.Stderr = &out, &err
	_ = cmd.Run() // the exit code has the result
	require.NotContains(r.t, strings.Join(cmd.Args, " "), "PRIVATE")
	return out.String(), err.String(), cmd.ProcessState.ExitCode()
}

// sends shows the agency's provider an assertion, and gives the token that it gives.
func (r register) sends(signed string) (status int, token string) {
	r.t.Helper()
	form := assertion.Params(signed)
	form.Set("grant_type", "client_credentials")
	request, err := http.NewRequestWithContext(r.t.Context(), http.MethodPost, r.issuer+"/token", strings.NewReader(form.Encode()))
	require.NoError(r.t, err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := (&http.Client{Timeout: patience}).Do(request)
	require.NoError(r.t, err)
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	require.NoError(r.t, err)
	var given struct {
		Token string `json:"access_token"`
	}
	require.NoError(r.t, json.Unmarshal(content, &given))
	return response.StatusCode, given.Token
}

// signs returns the program's signed assertion for a server, at a time.
func (r register) signs(to string, at time.Time) string {
	r.t.Helper()
	signed, err := r.key.Sign("case-register", assertion.Server{Issuer: to}, "", at)
	require.NoError(r.t, err)
	return signed
}

// TestAnAgencysProgramWorksAtItsDesk: a ministry's register reads what waits at its own desk, and
// nothing else, by a token that its own provider gives it for a signature.
func TestAnAgencysProgramWorksAtItsDesk(t *testing.T) {
	s := begin(t)
	her := s.opens("maesot", wire.CaseOpening{
		Host: "THA", Origin: "ETH", Custodian: "bgf", Age: "adult",
		Person: wire.PersonInput{Name: "Almaz Bekele", Sex: "F", Nationality: "ETH", Languages: []wire.Language{"am"}},
	})
	r := s.register()

	said, trouble, code := r.runs("whoami", "--json")
	require.Zero(t, code, trouble)
	var me wire.Account
	require.NoError(t, json.Unmarshal([]byte(said), &me))
	require.EqualValues(t, "tha-registrar-maesot", me.Desk)
	require.Equal(t, casework.RoleRegistrar, me.Role)
	require.True(t, strings.HasPrefix(string(me.Account), "mc-dev-"), "as nobody in person")

	var inbox wire.TaskPage
	s.until("her registration lies on the desk", func() bool {
		said, trouble, code = r.runs("task", "inbox", "--case", string(her.ref), "--json")
		if code == 4 { // the desk has a part once it is asked
			return false
		}
		require.Zero(t, code, trouble)
		require.NoError(t, json.Unmarshal([]byte(said), &inbox))
		return len(inbox.Items) > 0
	})
	for _, k := range inbox.Items {
		require.Equal(t, "tha-registrar-maesot", k.Desk)
	}
	elsewhere := s.burmese() // in Bangkok
	asked, doctor := elsewhere.asked(casework.StepTriage)
	_, err := s.as(doctor).ShowTask(t.Context(), elsewhere.ref, asked.Name)
	s.fine(err)
	_, trouble, code = r.runs("task", "show", string(elsewhere.ref), asked.Name)
	require.Equal(t, 4, code, "another desk's is not there: %s", trouble)
	_, trouble, code = r.runs("case", "show", string(elsewhere.ref))
	require.Equal(t, 4, code, trouble)
	_, trouble, code = r.runs("task", "inbox", "--desk", string(doctor.desk))
	require.Equal(t, 4, code, trouble)
	_, trouble, code = r.runs("whoami", "--as", "tha-registrar-maesot")
	require.Equal(t, 2, code, trouble)
	_, trouble, code = r.runs("whoami", "--server", "https://homeward.example")
	require.Equal(t, 2, code, trouble)

	// Its token, by hand.
	now := time.Now()
	good := r.signs(r.issuer, now)
	status, token := r.sends(good)
	require.Equal(t, http.StatusOK, status)
	direct, err := client.New(client.Options{Server: s.site.address, Sign: client.Token(token)})
	require.NoError(t, err)
	_, err = direct.ListTasks(t.Context(), wire.ListTasksParams{Desk: "tha-registrar-maesot"})
	s.fine(err)
	_, err = direct.ShowTask(t.Context(), elsewhere.ref, asked.Name)
	s.refused(err, fault.NotFound)
	for name, signed := range map[string]string{
		"said twice":            good,
		"said to somebody else": r.signs("https://login.ministry.example", now),
		"of an hour ago":        r.signs(r.issuer, now.Add(-time.Hour)),
		"of an hour hence":      r.signs(r.issuer, now.Add(time.Hour)),
		"its token":             token,
	} {
		status, none := r.sends(signed)
		require.Equal(t, http.StatusUnauthorized, status, name)
		require.Empty(t, none, name)
	}
	// An assertion for its provider is not accepted here.
	wrong, err := client.New(client.Options{Server: s.site.address, Sign: client.Token(r.signs(s.site.address, now))})
	require.NoError(t, err)
	_, err = wrong.ShowAccount(t.Context())
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
}
