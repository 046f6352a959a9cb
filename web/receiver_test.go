package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

const consentsPage = ofKenyan + "/consents"

// The consent to hand over her file names its receiver on the page, and stays to be chosen for another one.
func TestAReceiverIsChosenOnThePageOfConsents(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	give := func(pairs ...string) answer {
		form := o.get(consentsPage, caseworker).says("To whom her file is handed over", `value="ken-receiving"`).form(consentsPage + "/give")
		return o.post(consentsPage+"/give", caseworker, with(form, append(pairs, "mode", "signature", "language", "sw")...))
	}
	give("consent", "C11", "receiver", "intl-receiving").status(http.StatusUnprocessableEntity).says("A receiver belongs to the consent to hand over the file")
	give("consent", "C10").status(http.StatusSeeOther)
	o.get(consentsPage, caseworker).says("Her file is handed over to: Reception, Nairobi", "For another receiver choose it again")
	give("consent", "C10", "receiver", "intl-receiving").status(http.StatusSeeOther)
	o.get(consentsPage, caseworker).says("Her file is handed over to: Search for a receiving agency")
	state := o.State(kenyan)
	to, agreed := state.HandoverTo(noon.Add(time.Second))
	require.True(t, agreed)
	require.Equal(t, casework.DeskID("intl-receiving"), to)
	give("consent", "C10", "receiver", "vnm-receiving").status(http.StatusConflict)
}

// With two states the form about fear asks which of them, in the words of the corridor; with one it does not.
func TestAFearOfOneStateOfTwoIsNamedOnThePage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const twice, fear = casework.Ref("c0000000bb"), "/desk/cases/c0000000bb/tasks/fear_of_return.1"
	o.Open(twice, "tha-ken", 48*time.Hour)
	o.Agree(twice, time.Hour, []casework.Consent{casework.ConsentRegistration}, casework.Statement{Name: casework.FactInterpreter, Value: "ok"})
	o.Settle(twice, time.Hour, casework.StepRegister, casework.Registered, casework.RoleRegistrar)
	o.get(fear, caseworker).status(http.StatusOK).never("Which state she fears")
	state := o.State(twice)
	state.Second = &casework.OtherState{State: "UGA", Desk: "ken-mission-bangkok"}
	o.Record.SeedCase(state)
	send := func(pairs ...string) answer {
		form := o.get(fear, caseworker).says("Which state she fears", "Both, or not said", "Kenya", "Uganda").form(fear + "/decide")
		return o.post(fear+"/decide", caseworker, with(form, append(pairs, "reasons", "She told me.")...))
	}
	send("outcome", "no", "state", "UGA").status(http.StatusUnprocessableEntity).says("A state is named only with the answer that she fears to return.")
	send("outcome", "yes", "state", "KEN").status(http.StatusSeeOther)
	state = o.State(twice)
	require.Equal(t, []casework.Country{"KEN"}, state.FearedOf)
	o.get("/desk/cases/c0000000bb", caseworker).says("Of return to Kenya")
}
