package web_test

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/tasks"
)

const (
	firstConsul  = consul + " acc-first"
	secondConsul = consul + " acc-second"
)

// proposesEleven has the first consul propose eleven answers, and returns the page of the batch.
func proposesEleven(t *testing.T, o *office) string {
	t.Helper()
	var batch []tasks.BatchedDecision
	for i := range 11 {
		ref := casework.Ref("c7m2k9x4p" + strconv.Itoa(i))
		o.Ask(ref, "tha-ken", 9*24*time.Hour)
		o.Record.Put(ref, record.Person{Name: "Person " + strconv.Itoa(i), Nationality: "KEN"})
		batch = append(batch, tasks.BatchedDecision{
			Write:    tasks.Write{Case: ref, Task: casework.TaskIDOf(casework.StepVerifyNationality, 1), Version: 1, Key: "item-" + strconv.Itoa(i)},
			Decision: tasks.Decision{Outcome: casework.Confirmed, Reasons: "in the register"},
		})
	}
	o.Record.SeedColleagues("ken-mission-bangkok", casework.RoleConsul, "acc-first", "acc-second")
	proposer := request.With(t.Context(), &request.Request{Session: "s", Purpose: policy.ForCasework, Actor: policy.Actor{
		Account: "acc-first", Role: casework.RoleConsul, Desk: "ken-mission-bangkok", Kind: casework.DeskConsulate, Agency: "ken-mofa", Country: "KEN",
	}})
	answered, err := o.DecideTasks(proposer, batch)
	require.NoError(t, err)
	return "/desk/approvals/batches/" + string(answered.Second.Ref)
}

// A consul proposes eleven answers; a colleague finds them under what waits for approval, sees each with its case and
// reasons, and agrees. The consul who proposed them can only take them back.
func TestAColleagueAgreesToManyAnswers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const first, second = firstConsul, secondConsul
	path := proposesEleven(t, o)

	o.get("/desk/approvals", second).says("Decide many requests", path)
	o.get("/desk/approvals", first).never(path)
	o.get(path, first).status(http.StatusOK).says("You have proposed these answers", "Take back what I proposed").never("I have looked at these and I agree")
	page := o.get(path, second).status(http.StatusOK).says("National confirmed", "c7m2k9x4p3", "in the register", "I have looked at these and I agree", "Refuse all of them")
	require.NotContains(t, page.text(), "Person 3", "names stay on the pages of the cases")
	o.get(path, "tha-caseworker-maesot caseworker").status(http.StatusNotFound)
	o.post(path, second, page.form(path)).status(http.StatusSeeOther)
	require.Len(t, o.Commands.Sent(), 11)
	o.get(path, second).says("This does not wait for you")
}

// A batch that is agreed to and not recorded yet stays under what waits for approval, with how far it is. A colleague can
// go on with it; the consul who proposed it sees how far it is.
func TestAnAgreedBatchIsShownUntilItIsRecorded(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	path := proposesEleven(t, o)
	o.Commands.Hold(true)
	o.post(path, secondConsul, o.get(path, secondConsul).form(path)).status(http.StatusSeeOther)
	o.get("/desk/approvals", secondConsul).says(path, "not recorded yet: 11")
	o.get(path, firstConsul).status(http.StatusOK).says("0 of 11 answers are recorded", "Not recorded yet").never("Go on and send the others now", "Take back what I proposed")
	page := o.get(path, secondConsul).status(http.StatusOK).says("0 of 11 answers are recorded", "Go on and send the others now").never("Refuse all of them")
	o.Commands.Hold(false)
	o.post(path, secondConsul, page.form(path)).status(http.StatusSeeOther)
	require.Len(t, o.Commands.Sent(), 11, "nothing is sent twice")
	o.get("/desk/approvals", secondConsul).never(path)
	o.get(path, secondConsul).says("This does not wait for you")
}
