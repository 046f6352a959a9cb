package upgrade_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
)

// officer is an account that acts, in a role, at a desk; on a panel, for an agency.
type officer struct {
	Desk    string `json:"desk"`
	Role    string `json:"role"`
	Account string `json:"account"`
	Agency  string `json:"agency,omitempty"`
}

// callers holds the sessions of all officers and the kinds of all desks.
type callers struct {
	keeper *client.PersonaSignIn
	kinds  map[string]string
}

// caller makes requests on behalf of one test. Bodies are written as JSON by hand, as an old client
// sends them: the types of this release are not asked.
type caller struct {
	*site
	tb testing.TB
}

// body is a JSON object.
type body = map[string]any

// request is one request. It is kept in a fixture when it is to be sent again after the upgrade.
type request struct {
	By      officer         `json:"by"`
	Path    string          `json:"path"`
	Key     string          `json:"key,omitempty"`
	Version int64           `json:"version,omitempty"`
	Body    json.RawMessage `json:"body,omitempty"`

	method string
	token  string // instead of the officer's
	kind   string // the content type of a body that is not JSON
}

// receipt is the answer to a write.
type receipt struct {
	Key    string `json:"key"`
	State  string `json:"state"`
	Target struct {
		Ref string `json:"ref"`
	} `json:"target"`
	Movement movementAnswer `json:"movement"`
	Problem  problem        `json:"problem"`
}

// problem is a refusal.
type problem struct {
	Code   string `json:"code"`
	Detail string `json:"detail"`
	Gates  []struct {
		Gate  string `json:"gate"`
		Unmet []struct {
			Condition string `json:"condition"`
		} `json:"unmet"`
	} `json:"gates"`
}

type movementAnswer struct {
	Passengers []passenger `json:"passengers"`
}

type passenger struct {
	Case    string `json:"case"`
	State   string `json:"state"`
	Why     string `json:"why"`
	Refused string `json:"refused"`
}

// as returns the officer who usually answers at a desk.
func (c *caller) as(desk string) officer {
	c.tb.Helper()
	kind, ok := c.callers.kinds[desk]
	require.True(c.tb, ok, "there is no desk %s", desk)
	role := map[string]string{
		"medical": "medical_officer", "shelter": "shelter_officer", "panel": "panel_member", "review_body": "reviewer",
		"child_panel": "child_panel_member", "consulate": "consular_officer", "immigration": "immigration_officer", "border": "border_officer",
		"receiving": "receiving_officer", "transport": "transport_coordinator", "reintegration": "reintegration_officer",
	}[kind]
	if role == "" {
		role = kind // the role is called like the desk
	}
	return officer{Desk: desk, Role: role, Account: "acct-" + desk}
}

// send sends a request and returns the status and the body of the answer.
func (c *caller) send(r request) (int, []byte) {
	c.tb.Helper()
	token := r.token
	for stale := ""; ; {
		if r.token == "" {
			var err error
			token, err = c.callers.keeper.As(r.By.persona())(c.tb.Context(), stale)
			require.NoError(c.tb, err)
		}
		status, answer := c.once(r, token)
		if status != http.StatusUnauthorized || r.token != "" || stale != "" {
			return status, answer
		}
		stale = token // a fresh proof is asked for
	}
}

func (c *caller) once(r request, token string) (int, []byte) {
	c.tb.Helper()
	outgoing, err := http.NewRequestWithContext(c.tb.Context(), r.method, c.address+r.Path, bytes.NewReader(r.Body))
	require.NoError(c.tb, err)
	outgoing.Header.Set("Authorization", "Bearer "+token)
	if len(r.Body) > 0 {
		outgoing.Header.Set("Content-Type", "application/json")
	}
	if r.kind != "" {
		outgoing.Header.Set("Content-Type", r.kind)
	}
	if r.Key != "" {
		outgoing.Header.Set("Idempotency-Key", r.Key)
	}
	if r.Version > 0 {
		outgoing.Header.Set("If-Match", strconv.Quote(strconv.FormatInt(r.Version, 10)))
	}
	response, err := (&http.Client{Timeout: patience}).Do(outgoing)
	require.NoError(c.tb, err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	require.NoError(c.tb, err)
	return response.StatusCode, answer
}

// get reads something.
func (c *caller) get(by officer, path string, into any) {
	c.tb.Helper()
	status, answer := c.send(request{By: by, method: http.MethodGet, Path: path})
	require.Equal(c.tb, http.StatusOK, status, "%s GET %s: %s", by.Desk, path, answer)
	require.NoError(c.tb, json.Unmarshal(answer, into))
}

// status is the status that reading something is answered with.
func (c *caller) status(by officer, path string) int {
	c.tb.Helper()
	status, _ := c.send(request{By: by, method: http.MethodGet, Path: path})
	return status
}

// newRequest returns a write with a new key.
func newRequest(tb testing.TB, by officer, path string, content body) request {
	tb.Helper()
	r := request{By: by, method: http.MethodPost, Path: path, Key: uuid.NewString()}
	if content != nil {
		text, err := json.Marshal(content)
		require.NoError(tb, err)
		r.Body = text
	}
	return r
}

// post sends a write and waits until it is carried out.
func (c *caller) post(by officer, path string, content body) receipt {
	c.tb.Helper()
	return c.settle(newRequest(c.tb, by, path, content))
}

// settle sends a write and waits until it is carried out; a refusal fails the test.
func (c *caller) settle(r request) receipt {
	c.tb.Helper()
	answer := c.await(r)
	require.Equal(c.tb, "settled", answer.State, "%s POST %s: %+v", r.By.Desk, r.Path, answer.Problem)
	return answer
}

// refused sends a write and returns the code that it is refused with.
func (c *caller) refused(r request) string {
	c.tb.Helper()
	answer := c.await(r)
	require.Equal(c.tb, "refused", answer.State, "%s POST %s", r.By.Desk, r.Path)
	return answer.Problem.Code
}

// await sends a write and waits until it is settled or refused.
func (c *caller) await(r request) receipt {
	c.tb.Helper()
	answer := c.submit(r)
	for end := time.Now().Add(patience); answer.State == "pending"; <-time.After(100 * time.Millisecond) {
		require.True(c.tb, time.Now().Before(end), "%s POST %s is pending for %s", r.By.Desk, r.Path, patience)
		c.get(r.By, "/commands/"+r.Key, &answer)
	}
	return answer
}

// submit sends a write once.
func (c *caller) submit(r request) receipt {
	c.tb.Helper()
	r.method = http.MethodPost
	status, text := c.send(r)
	var answer receipt
	if status >= http.StatusBadRequest {
		answer.State = "refused"
		require.NoError(c.tb, json.Unmarshal(text, &answer.Problem), "%d %s", status, text)
		return answer
	}
	require.NoError(c.tb, json.Unmarshal(text, &answer), "%d %s", status, text)
	return answer
}

// signedIn is the token of an officer's session.
func (c *caller) signedIn(by officer) string {
	c.tb.Helper()
	token, err := c.callers.keeper.As(by.persona())(c.tb.Context(), "")
	require.NoError(c.tb, err)
	return token
}

// proven is the token of a session whose officer has just proved who they are.
func (c *caller) proven(by officer) string {
	c.tb.Helper()
	token, err := c.callers.keeper.As(by.persona())(c.tb.Context(), c.signedIn(by))
	require.NoError(c.tb, err)
	return token
}

// persona names the officer to the identity provider of development. An account sits at one
// desk, so the desk is a part of its name here.
func (o officer) persona() client.Persona {
	return client.Persona{Desk: casework.DeskID(o.Desk), Role: casework.Role(o.Role), Account: o.Account + "-" + o.Desk, Agency: casework.AgencyID(o.Agency)}
}
