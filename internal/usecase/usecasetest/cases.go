package usecasetest

import (
	"strconv"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/workflows"
)

// Open opens a case of a corridor some time before now, by its registrar. The person is an adult and
// knows why her data are recorded.
func (o *Office) Open(ref casework.Ref, corridor string, before time.Duration) {
	o.TB.Helper()
	found, err := o.Book.Get(corridor, 1)
	require.NoError(o.TB, err)
	rules := found.Rules()
	registrar, _ := o.Book.Directory().Desk(rules.Desks[casework.DeskRegistrar])
	change, _, err := ruling.Open(ref, casework.Command{
		Key: "open-" + casework.Key(ref), Kind: casework.KindOpen, Edition: casework.CurrentEdition, At: o.Now().Add(-before), Pinned: &rules,
		By:    casework.Actor{Account: "dev-9", Desk: registrar.ID, Agency: registrar.Agency, Role: casework.RoleRegistrar},
		Facts: []casework.Statement{{Name: casework.FactToldOfPurpose, Value: "yes"}, {Name: casework.FactAge, Value: "adult"}},
	}, workflows.Procedure)
	require.NoError(o.TB, err)
	require.NoError(o.TB, o.Commands.write(o.TB.Context(), change))
}

// State is a case as the rules see it.
func (o *Office) State(ref casework.Ref) casework.Case {
	o.TB.Helper()
	state, err := o.Record.CaseState(o.TB.Context(), ref)
	require.NoError(o.TB, err)
	return state
}

// Do carries out a command of an officer some time before now.
func (o *Office) Do(ref casework.Ref, before time.Duration, cmd casework.Command) {
	o.TB.Helper()
	o.made++
	cmd.Key, cmd.At = casework.Key("made-"+strconv.Itoa(o.made)), o.Now().Add(-before)
	change, _, err := ruling.Accept(o.State(ref), cmd, workflows.Procedure)
	require.NoError(o.TB, err)
	require.NoError(o.TB, o.Commands.write(o.TB.Context(), change))
}

// Settle answers the open task of a step as an officer of its desk.
func (o *Office) Settle(ref casework.Ref, before time.Duration, step casework.Step, outcome casework.Outcome, role casework.Role) {
	o.TB.Helper()
	t, open := o.task(ref, step)
	require.True(o.TB, open, "%s is not asked; open are %v", step, o.State(ref).Tasks)
	desk, _ := o.Book.Directory().Desk(t.Desk)
	until := o.Now().Add(200 * 24 * time.Hour)
	o.Do(ref, before, casework.Command{
		Kind: casework.KindDecide, Task: t.ID, Outcome: outcome, Reasoned: true, Until: &until, Ref: "document-1",
		By: casework.Actor{Account: casework.AccountID("acc-" + strconv.Itoa(o.made)), Desk: t.Desk, Agency: desk.Agency, Role: role},
	})
}

func (o *Office) task(ref casework.Ref, step casework.Step) (casework.Task, bool) {
	state := o.State(ref)
	return state.TaskFor(step)
}

// Agree records consents and facts as her caseworker does.
func (o *Office) Agree(ref casework.Ref, before time.Duration, consents []casework.Consent, facts ...casework.Statement) {
	o.TB.Helper()
	state := o.State(ref)
	by := casework.Actor{Account: "acc-caseworker", Desk: state.Rules.Desks[casework.DeskCaseworker], Role: casework.RoleCaseworker}
	o.Do(ref, before, casework.Command{Kind: casework.KindConsent, By: by, Mode: casework.ModeThumbprint, Language: "sw", Consents: consents})
	if len(facts) > 0 {
		o.Do(ref, before, casework.Command{Kind: casework.KindState, By: by, Facts: facts})
	}
}

// Ask brings a case to the point at which her consulate is asked who she is.
func (o *Office) Ask(ref casework.Ref, corridor string, before time.Duration) {
	o.TB.Helper()
	o.Open(ref, corridor, before)
	o.Agree(ref, before, []casework.Consent{
		casework.ConsentRegistration, casework.ConsentScreening, casework.ConsentConsulate, casework.ConsentShareIdentity, casework.ConsentReturn,
	}, casework.Statement{Name: casework.FactNeedsMet, Value: "yes"}, casework.Statement{Name: casework.FactInterpreter, Value: "ok"},
		casework.Statement{Name: casework.FactLawyerTold, Value: "yes"})
	o.Settle(ref, before, casework.StepRegister, casework.Registered, casework.RoleRegistrar)
	o.Settle(ref, before, casework.StepFearOfReturn, casework.No, casework.RoleCaseworker)
}
