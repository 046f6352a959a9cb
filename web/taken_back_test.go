package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// The page of a case says which desk was asked to delete what, and whether it has done so: until the desk attests
// it, after it has, and when it refuses. The desk itself sees nothing of it there.
func TestWhatWasTakenBack(t *testing.T) {
	t.Parallel()
	const mission = casework.DeskID("ken-mission-bangkok")
	for outcome, badge := range map[casework.Outcome]string{casework.Attested: "Deletion attested", casework.Refused: "Not deleted and not asked any more"} {
		o := newOffice(t)
		o.get(ofKenyan, caseworker).status(http.StatusOK).never("Taken back", "were asked to delete")
		o.Do(kenyan, 2*time.Hour, casework.Command{
			Kind: casework.KindWithdraw, Consents: []casework.Consent{casework.ConsentConsulate},
			By: casework.Actor{Account: "acc-caseworker", Desk: "tha-caseworker-maesot", Role: casework.RoleCaseworker},
		})
		task := casework.Attest(mission)
		state := o.State(kenyan)
		_, asked := state.TaskFor(task)
		require.True(t, asked)
		a := o.get(ofKenyan, caseworker).status(http.StatusOK)
		a.says("Taken back", "Embassy of Kenya, Bangkok Not attested yet Identity data that the consulate received", "Asked to delete them: 21 November").never("Deletion attested", "Identity data that the consulate received Being undone")
		o.get(ofKenyan, consul).never("Taken back", "were asked to delete")

		o.Settle(kenyan, time.Hour, task, outcome, casework.RoleConsul)
		o.get(ofKenyan, caseworker).status(http.StatusOK).says("Taken back", badge, "Identity data that the consulate received").never("Not attested yet")
	}
}

// A desk that sees its own part of a case only is not shown what other desks were asked to delete.
func TestWhatWasTakenBackIsForThoseWhoSeeTheWholeCase(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Do(kenyan, 2*time.Hour, casework.Command{
		Kind: casework.KindWithdraw, Consents: []casework.Consent{casework.ConsentConsulate},
		By: casework.Actor{Account: "acc-caseworker", Desk: "tha-caseworker-maesot", Role: casework.RoleCaseworker},
	})
	o.get(ofKenyan, "tha-screener-maesot screener").status(http.StatusOK).says("You see the steps of your own desk").never("Taken back", "were asked to delete")
}
