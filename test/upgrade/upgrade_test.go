package upgrade_test

import (
	"bytes"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/devstack"
)

// upgraded is an installation of an earlier release that this release has taken over.
type upgraded struct {
	*fixture

	site  *site
	began time.Time // when the processes of this release were started
	kept  string    // the newest head of the audit log that the old installation kept
}

// test is one thing that continues after the upgrade.
type test struct {
	*caller
	*upgraded

	t *testing.T
}

// TestUpgrade continues the installation of every recorded release. First some things continue in the runs
// of the old code, so that their whole histories replay; then all runs roll over; then the rest continues
// from the state that the old code carried.
func TestUpgrade(t *testing.T) {
	found, err := filepath.Glob(filepath.Join("testdata", "*", storyFile))
	require.NoError(t, err)
	require.NotEmpty(t, found, "there is no fixture")
	for _, story := range found {
		t.Run(filepath.Base(filepath.Dir(story)), func(t *testing.T) {
			u := upgrade(t, filepath.Dir(story))
			u.all(t, "BeforeRollOver", map[string]func(*test){
				"EverythingIsThere": everythingIsThere, "PeopleSignIn": peopleSignIn, "WritesAreKnown": writesAreKnown,
				"PendingWritesAreCarriedOut": pendingWritesAreCarriedOut, "TheConsulateDecides": theConsulateDecides,
				"AQuestionIsAnswered": aQuestionIsAnswered, "ThePanelVotesOn": thePanelVotesOn, "AFindingIsOverturned": aFindingIsOverturned,
				"APausedCaseResumes": aPausedCaseResumes, "APausedTaskResumes": aPausedTaskResumes, "ListsAreOpened": listsAreOpened,
			})
			require.Contains(t, u.casesInAWrongState(t), `"mission_sees_closed_case"`, "the earlier release has left one")
			t.Log(u.site.run(u.site.env, "rollover"))
			await(t, "the rollover has repaired what the earlier release left", func() bool {
				return !strings.Contains(u.casesInAWrongState(t), `"adoption"`)
			})
			u.all(t, "AfterRollOver", map[string]func(*test){
				"ALockedFlightFlies": aLockedFlightFlies, "AnOpenFlightFills": anOpenFlightFills, "AWithdrawalEnds": aWithdrawalEnds,
				"VisitsGoOn": visitsGoOn, "AClosedCaseIsReopened": aClosedCaseIsReopened, "AccessIsJudged": accessIsJudged,
				"AnErasureIsApproved": anErasureIsApproved, "ReceiversAnswer": receiversAnswer,
			})
			u.workflowsAreSound(t)
			u.auditLogIsSound(t)
		})
	}
}

// all runs tests side by side and waits for them.
func (u *upgraded) all(t *testing.T, name string, tests map[string]func(*test)) {
	t.Helper()
	ok := t.Run(name, func(t *testing.T) {
		for name, goesOn := range tests {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				goesOn(&test{caller: u.site.client(t), upgraded: u, t: t})
			})
		}
	})
	if !ok {
		u.workflowsAreSound(t) // it names what does not replay
		t.FailNow()
	}
}

// upgrade restores a fixture and starts the processes of this release on it.
func upgrade(t *testing.T, dir string) *upgraded {
	t.Helper()
	started := time.Now()
	s := newSite(t, project(t))
	f := s.unpack(dir)
	made, err := time.Parse(time.RFC3339, f.MadeAt)
	require.NoError(t, err)
	require.True(t, time.Now().After(made), "the clock of this machine is behind %s, when the fixture was made", f.MadeAt)
	s.stopsErasuresSoon()
	// Sessions last for hours: those of the fixture are as young as they were.
	s.postgres("psql", "--quiet", "--command=update app.sessions set created_at = now(), seen_at = now(), ends_at = now() + interval '6 hours' where ended_at is null")
	u := &upgraded{site: s, fixture: f, kept: s.path("kept-before"), began: time.Now()}
	head, err := os.ReadFile(s.path("files", "audit.kept"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(u.kept, head, 0o600))
	t.Logf("restored in %s", time.Since(started).Round(time.Millisecond))
	s.start()
	t.Logf("started in %s", time.Since(started).Round(time.Millisecond))
	return u
}

// her is the case of a name.
func (u *test) her(name string) *survivor {
	u.t.Helper()
	require.NotEmpty(u.t, u.Cases[name], "the fixture has no case %s", name)
	return u.survivor(u.Cases[name])
}

// everythingIsThere: each case has lost nothing, and what was sealed can be read and found.
func everythingIsThere(u *test) {
	for name, ref := range u.Cases {
		her := u.survivor(ref)
		require.GreaterOrEqual(u.t, her.now().Seq, u.Seqs[name], name)
		require.Equal(u.t, u.Names[name], her.seen(her.caseworker).Person.Name, name)
	}
	her := u.her("mother")
	var found struct{ Items []struct{ Ref string } }
	status, answer := u.send(request{By: her.caseworker, method: http.MethodPost, Path: "/people/search", Body: []byte(`{"name":"` + u.Names["mother"] + `"}`)})
	require.Equal(u.t, http.StatusOK, status, "%s", answer)
	require.Contains(u.t, string(answer), her.ref, "%v", found)
}

// peopleSignIn: sessions of the old release continue, and users sign in with a passkey and with the key of
// a program that it registered.
func peopleSignIn(u *test) {
	for desk, token := range u.Sessions {
		status, answer := u.send(request{method: http.MethodGet, Path: "/whoami", token: token})
		require.Equal(u.t, http.StatusOK, status, "%s: %s", desk, answer)
		require.Contains(u.t, string(answer), desk)
	}
	status, answer := u.send(request{method: http.MethodGet, Path: "/whoami", token: u.signsIn(u.Passkey)})
	require.Equal(u.t, http.StatusOK, status, "%s", answer)
	require.Contains(u.t, string(answer), "tha-supervisor-bangkok")
	program := append(os.Environ(), "HOMEWARD_MACHINE="+u.path("files", "dev", "programs", "case-register.yaml"), "HOME="+u.t.TempDir())
	require.Contains(u.t, u.run(program, "whoami", "--json"), "tha-registrar-maesot")
	const links = "--command=select count(*) from app.account_links l join app.accounts a on a.id = l.account where a.desk = 'tha-caseworker-bangkok'"
	count := u.postgres("psql", "--quiet", "--tuples-only", "--no-align", links) // other tests sign in officers of other desks meanwhile
	u.signedIn(u.as("tha-caseworker-bangkok"))                                   // an account that the old release knew
	require.Equal(u.t, count, u.postgres("psql", "--quiet", "--tuples-only", "--no-align", links))
}

// writesAreKnown: a write that the old release carried out, sent again with its key, gets the same
// answer and does nothing; with the same key and another body it is refused.
func writesAreKnown(u *test) {
	require.NotEmpty(u.t, u.Settled)
	changed := 0
	for _, write := range u.Settled {
		seen := u.settle(write)
		require.Equal(u.t, write.Key, seen.Key)
		if longer := bytes.Replace(write.Body, []byte(u.GrantUntil), []byte("2027-01-01T00:00:00Z"), 1); !bytes.Equal(longer, write.Body) {
			write.Body = longer
			require.Equal(u.t, "key_reused", u.refused(write), write.Path)
			changed++
		}
	}
	require.Equal(u.t, 1, changed)
}

// pendingWritesAreCarriedOut: writes that could not be carried out before are settled without another request.
func pendingWritesAreCarriedOut(u *test) {
	her := u.her("unsent")
	require.Equal(u.t, "settled", u.await(u.Pending["decision"]).State)
	require.Equal(u.t, "confirmed", her.outcome("verify_nationality"))

	opened := u.settle(u.Pending["opening"])
	fresh := u.survivor(opened.Target.Ref)
	require.Equal(u.t, u.Names["unopened"], fresh.seen(fresh.caseworker).Person.Name)
	fresh.isReceived()

	u.settle(u.Pending["release"])
	state, _ := u.trip(u.Movements["open"]).state(u.her("held"))
	require.Equal(u.t, "off", state)
}

// auditLogIsSound verifies the log over its whole history, against the head that was kept before the upgrade.
func (u *upgraded) auditLogIsSound(t *testing.T) {
	t.Helper()
	env := append(slices.Clone(u.site.env), "DATABASE_URL="+u.site.cluster.RoleDSN(devstack.Auditor, devstack.Database))
	t.Log(u.site.run(env, "audit", "verify", "--database", "--key", "@"+u.site.path("files", "audit.pub"), "--kept", u.kept))
}

// casesInAWrongState returns what `homeward audit cases` finds, as JSON.
func (u *upgraded) casesInAWrongState(t *testing.T) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), u.site.program, "audit", "cases", "--json")
	command.Env = append(slices.Clone(u.site.env), "DATABASE_URL="+u.site.cluster.RoleDSN(devstack.Worker, devstack.Database))
	out, err := command.Output()
	if wrong, ends := errors.AsType[*exec.ExitError](err); ends {
		require.Equal(t, cli.ExitWrong, wrong.ExitCode(), "%s", wrong.Stderr)
		return string(out)
	}
	require.NoError(t, err)
	return string(out)
}
