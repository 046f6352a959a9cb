package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// A consul gives a request that she works on to a colleague. The form names who can take it, comes back with
// what was chosen if it must be corrected, and the colleague finds the request among her own.
func TestAClaimIsGivenToAColleague(t *testing.T) {
	t.Parallel()
	const other = "ken-mission-bangkok consular_officer acc-2"
	o := newOffice(t)
	o.Record.SeedColleagues("ken-mission-bangkok", casework.RoleConsul, "dev-1", "acc-2", "acc-3")
	o.get(verify, consul).never(verify + "/give")
	o.post(verify+"/claim", consul, o.get(verify, consul).form(verify+"/claim")).status(http.StatusSeeOther)
	o.get(verify, other).never(verify + "/give")
	shown := o.get(verify, consul).says("Give it to a colleague", "Your desk stays the owner", `<option value="acc-2"`, `<option value="acc-3"`).never(`<option value="dev-1"`)
	form := shown.form(verify + "/give")
	o.post(verify+"/give", consul, form).status(http.StatusUnprocessableEntity).says("Choose a colleague.", "Something has to be corrected first")

	o.Do(kenyan, 0, casework.Command{Kind: casework.KindExcludeOfficer, Account: "acc-3", By: casework.Actor{Account: "case", Role: casework.RoleCaseworker}})
	refused := o.post(verify+"/give", consul, with(form, "account", "acc-3")).status(http.StatusUnprocessableEntity)
	refused.says("This colleague cannot take this task.", `<option value="acc-3" selected>`).never("excluded")
	sent := o.post(verify+"/give", consul, with(refused.form(verify+"/give"), "account", "acc-2")).status(http.StatusSeeOther)
	o.get(sent.Header.Get("Location"), consul).status(http.StatusOK).says("Recorded", "Give it to a colleague", "A colleague has been on it since")
	o.get("/inbox?queue=mine", other).says("Nationality verification", "You have been on it since")
	o.get(ofKenyan, caseworker).says("gave this to a colleague there: Nationality verification.").never("acc-2")

	// It is not hers to give any more: the late form says how the task stands now.
	late := o.post(verify+"/give", consul, with(form, "key", "later", "account", "acc-2")).status(http.StatusConflict)
	late.says("has changed since you opened it", "A colleague has been on it since")
	require.Equal(t, []casework.Kind{casework.KindClaim, casework.KindGiveClaim, casework.KindGiveClaim}, o.kinds(), "the late one was refused")
}
