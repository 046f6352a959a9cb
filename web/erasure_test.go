package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
)

const (
	wronglyRegistered = casework.Ref("e0000000aa")
	erasurePage       = "/desk/approvals/erasures/" + string(wronglyRegistered)
)

// erasing has the erasure of the Kenyan's case asked for, and approved if until is not nil: then it can be stopped until
// that time.
func erasing(t *testing.T, o *office, until *time.Time) {
	t.Helper()
	e := erasure.Erasure{
		Ref: wronglyRegistered, Case: kenyan, Seq: 1, State: erasure.Requested, Basis: erasure.RegisteredWrongly, RequestedAt: noon.Add(-2 * time.Hour),
		RequestedBy: casework.Actor{Account: "acc-supervisor", Desk: "tha-supervisor-maesot", Agency: "tha-social", Role: casework.RoleSupervisor},
	}
	require.NoError(t, o.Record.WriteErasure(t.Context(), erasure.Change{Ref: e.Ref, Seq: 1, Key: "ask", At: e.RequestedAt, By: e.RequestedBy, Next: e}))
	if until == nil {
		return
	}
	at := noon.Add(-time.Hour)
	e.Seq, e.State, e.DecidedAt, e.StopUntil = 2, erasure.Approved, &at, until
	e.DecidedBy = &casework.Actor{Account: "acc-protector", Desk: "tha-coordination", Agency: "tha-coordinating", Role: casework.RoleDPO}
	require.NoError(t, o.Record.WriteErasure(t.Context(), erasure.Change{Ref: e.Ref, Seq: 2, Key: "approve", At: at, By: *e.DecidedBy, Next: e}))
}

// Her team sees on the case that its erasure is approved, and stops it with reasons while that is possible. A
// consulate sees nothing of it.
func TestHerTeamStopsAnErasure(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	until := noon.Add(23 * time.Hour)
	erasing(t, o, &until)
	of := "/desk/cases/" + string(kenyan)
	o.get(of, caseworker).status(http.StatusOK).says("Until 22 November 2026", "it can be stopped", `href="`+erasurePage+`"`)
	o.get(of, consul).status(http.StatusOK).never(erasurePage)
	require.Equal(t, o.get("/desk/approvals/erasures/e9999999zz", consul).StatusCode, o.get(erasurePage, consul).StatusCode, "as one that never existed")

	a := o.get(erasurePage, caseworker).status(http.StatusOK).says("it can be stopped", "Stop this erasure", "It is destroyed with the rest.").never("Destroy these data for good")
	form := a.form(erasurePage)
	o.post(erasurePage, caseworker, with(form, "reasons", " ")).status(http.StatusUnprocessableEntity).says(`href="#reasons"`, "Write the reasons.")
	require.Empty(t, o.Commands.Sent())
	o.post(erasurePage, caseworker, with(form, "reasons", "She is at the shelter."))
	sent := o.Commands.Sent()
	require.Len(t, sent, 1)
	require.Equal(t, "She is at the shelter.", sent[0].Words.Text)
	require.Equal(t, casework.Kind(erasure.KindRefuse), sent[0].Kind)
}

// When the time is over, nothing on the case or the page offers to stop it.
func TestAnErasureIsStoppedInTimeOnly(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	until := noon.Add(-time.Minute)
	erasing(t, o, &until)
	o.get("/desk/cases/"+string(kenyan), caseworker).status(http.StatusOK).never(erasurePage)
	o.get(erasurePage, caseworker).status(http.StatusOK).never("Stop this erasure")
}

// The requester of an erasure reads on its page whose approval it waits for. That a case should not have been registered
// needs reasons before it is asked for.
func TestAnErasureSaysWhomItWaitsFor(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	path := actsOfKenyan + "/erase"
	form := o.get(path+"?basis=registered_wrongly", supervisor).status(http.StatusOK).says("Why the case should not have been registered, and what shows it").form(path)
	o.post(path, supervisor, with(form, "reasons", "")).status(http.StatusUnprocessableEntity).says(`href="#reasons"`)
	require.Empty(t, o.Commands.Sent())

	erasing(t, o, nil)
	o.get(erasurePage, supervisor).status(http.StatusOK).says("It waits for a second person: Data protection officer, of another agency than", "Refuse this erasure").never("Destroy these data for good")
}
