package web_test

import (
	"net/http"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

var markOfPage = regexp.MustCompile(`data-path="([^"]*)" data-events="([^"]*)" data-mark="([^"]*)"`)

// looks asks whether a page has changed, as its script does.
func (o *office) looks(path, mark, user string) answer {
	return o.serve(page(http.MethodGet, path, nil).as(user).with("Accept", "application/json").with("Homeward-Look", mark))
}

// A page has the mark of what it shows. Asked with it, the server counts what has changed for this reader:
// nothing, a claim that they see, and nothing of what they may not see. No page leaves the server, and no
// line says that the case was shown.
func TestAPageIsAskedWhetherItHasChanged(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	marks := map[string]string{}
	o.get(verify, consul).status(http.StatusOK) // from now on the request is not new
	for path, events := range map[string]string{
		"/inbox": "/events?desk=ken-mission-bangkok", "/day": "/events?desk=ken-mission-bangkok", "/desk/cases": "/events?desk=ken-mission-bangkok",
		ofKenyan: "/events?case=c7m2k9x4pq", verify: "/events?case=c7m2k9x4pq",
	} {
		m := markOfPage.FindStringSubmatch(string(o.get(path+"?done=x", consul).status(http.StatusOK).raw))
		require.NotNil(t, m, path)
		require.Equal(t, []string{path, events}, m[1:3])
		marks[path] = m[3]
	}
	written := len(o.Audit.Events())
	same := func(when string) {
		t.Helper()
		for path, mark := range marks {
			a := o.looks(path, mark, consul).status(http.StatusOK)
			require.InDelta(t, 0, a.at("changes"), 0, "%s %s", path, when)
			require.Equal(t, mark, a.at("mark"), "%s %s", path, when)
			require.Equal(t, "no-store", a.Header.Get("Cache-Control"))
			require.Less(t, len(a.raw), 1500)
			require.NotContains(t, string(a.raw), "Wanjiku")
		}
	}
	same("at once")
	medical := casework.Actor{Account: "acc-doctor", Desk: "tha-medical-maesot", Agency: "tha-health", Role: casework.RoleMedical}
	o.Do(kenyan, 0, casework.Command{Kind: casework.KindState, By: medical, Facts: []casework.Statement{{Name: casework.FactContagious, Value: "suspected"}}})
	same("after what a consul does not see")

	colleague := casework.Actor{Account: "acc-2", Desk: "ken-mission-bangkok", Agency: "ken-foreign", Role: casework.RoleConsul}
	o.Do(kenyan, 0, casework.Command{Kind: casework.KindClaim, Task: "verify_nationality#1", By: colleague})
	require.InDelta(t, 0, o.looks("/desk/cases", marks["/desk/cases"], consul).at("changes"), 0, "the list of cases does not say who is on it")
	delete(marks, "/desk/cases")
	for path, mark := range marks {
		a := o.looks(path, mark, consul).status(http.StatusOK)
		require.InDelta(t, 1, a.at("changes"), 0, path)
		require.Equal(t, "1 change on this page.", a.at("says"))
		require.Equal(t, "1 change. Show", a.at("show"))
		require.Contains(t, a.at("asOf"), "As of 19:00.")
	}
	require.Len(t, o.Audit.Events(), written, "nothing was shown")
	require.NotZero(t, o.looks(verify, "none", consul).at("mark"))
}

// A user who may not see a page gets the usual answer, and no look opens a task or a file.
func TestALookAsksForTheSameRights(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for path, want := range map[string]int{
		ofKenyan: http.StatusNotFound, verify: http.StatusNotFound, "/desk/cases/c0neverwas": http.StatusNotFound,
		"/account": http.StatusOK,
	} {
		a := o.looks(path, "none", "khm-caseworker-phnompenh caseworker")
		if want == http.StatusOK { // a page that no other officer changes is still never sent
			require.NotContains(t, string(a.raw), "<!doctype", path)
			continue
		}
		a.status(want)
		require.Equal(t, "not_found", a.at("code"), path)
	}
	never, _ := o.Record.Task(t.Context(), kenyan, "verify_nationality#1")
	require.Nil(t, never.Receipts.Opened)
	o.looks(verify, "none", consul).status(http.StatusOK)
	after, _ := o.Record.Task(t.Context(), kenyan, "verify_nationality#1")
	require.Nil(t, after.Receipts.Opened, "a look is not an officer's")
	require.Equal(t, http.StatusUnauthorized, o.serve(page(http.MethodGet, verify, nil).with("Accept", "application/json").with("Homeward-Look", "none")).StatusCode)
}
