package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// returned puts the case of a woman into the record whom an organisation supports after her return: the plan is due
// in weeks, and the call about her safety within a day.
func returned(t *testing.T) (*office, string) {
	t.Helper()
	o := newOffice(t)
	const ref = casework.Ref("creturned10")
	o.Open(ref, "tha-ken", 5*24*time.Hour)
	state := o.State(ref)
	desk, user := o.answering(state.Rules, casework.DeskReintegration)
	require.Equal(t, helper, user)
	state.Tasks = []casework.Task{
		asked(casework.StepPlan, desk, casework.DeskReintegration, time.Hour, 20*day), asked(casework.StepSafetyCall, desk, casework.DeskReintegration, time.Hour, 23*time.Hour),
	}
	o.Record.SeedCase(state)
	return o, "/desk/cases/" + string(ref)
}

func TestWhatIsDueFirstIsTheFirstAct(t *testing.T) {
	t.Parallel()
	o, path := returned(t)
	a := o.get(path, helper).status(http.StatusOK).says("What you can do next", "Answer: Safety call", "Reintegration plan")
	_, acts, _ := strings.Cut(string(a.raw), "What you can do next")
	first, _, _ := strings.Cut(acts, "</li>")
	require.Contains(t, first, `class="primary full" href="`+path+`/tasks/safety_call`)
}

// A page offers the consents to those who may read them, and to no one else.
func TestConsentsAreOfferedToTheirReaders(t *testing.T) {
	t.Parallel()
	o, path := returned(t)
	o.get(path+"/consents", helper).status(http.StatusForbidden)
	o.get(path, helper).status(http.StatusOK).never("Look at the consents", path+"/consents")
	o.get(path+"/consents", caseworker).status(http.StatusOK)
	o.get(path, caseworker).status(http.StatusOK).says("Look at the consents", `href="`+path+`/consents"`)
}

// The task of a call leads to what she has agreed about contact.
func TestATaskOfContactLeadsToSafeContact(t *testing.T) {
	t.Parallel()
	o, path := returned(t)
	o.get(path+"/tasks/safety_call.1", helper).status(http.StatusOK).says("How to reach her safely", "before you contact her", `<a href="`+path+`/contact">`)
	o.get(path+"/contact", helper).status(http.StatusOK)
	visit, user, _ := o.asked(casework.FollowUp("3m"), 1)
	of, _, _ := strings.Cut(visit, "/tasks/")
	o.get(visit, user).status(http.StatusOK).says(`<a href="` + of + `/contact">`)
	o.get(path+"/tasks/plan.1", helper).status(http.StatusOK).never("before you contact her")
	o.get(verify, consul).status(http.StatusOK).never("before you contact her", `/contact"`)
}
