package policy_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

func agencyOf(desk casework.DeskID) casework.AgencyID { return casework.AgencyID(desk + "-agency") }

// morning is the time at which these cases are read.
var morning = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// newCase is a case in its first hour: only the registrar has a task.
func newCase() *casework.Case {
	return &casework.Case{
		Ref: "c7m2k9x4pq",
		Rules: casework.Rules{
			Host: "THA", Origin: "KEN",
			Desks: map[casework.DeskKind]casework.DeskID{
				casework.DeskRegistrar: "registrar", casework.DeskCaseworker: "caseworker", casework.DeskSupervisor: "supervisor",
				casework.DeskConsulate: "mission", casework.DeskMedical: "medical", casework.DeskTransport: "transport",
			},
		},
		Attempts: map[casework.Step]int{casework.StepRegister: 1},
		Tasks:    []casework.Task{{ID: "register#1", Step: casework.StepRegister, Desk: "registrar"}},
	}
}

func sees(c *casework.Case, role casework.Role, desk casework.DeskID, country casework.Country) bool {
	a := policy.Actor{Role: role, Desk: desk, Kind: at(role).Kind, Agency: agencyOf(desk), Country: country, Leads: desk == "focal"}
	return policy.May(a, policy.ShowCase, policy.OfCase(c, agencyOf, morning).RelationsOf(a))
}

func TestTheTeamSeesACaseFromItsFirstHour(t *testing.T) {
	t.Parallel()
	c := newCase()
	require.True(t, sees(c, casework.RoleRegistrar, "registrar", "THA"))
	require.True(t, sees(c, casework.RoleCaseworker, "caseworker", "THA"))
	require.True(t, sees(c, casework.RoleSupervisor, "supervisor", "THA"))
	require.True(t, sees(c, casework.RoleCoordinator, "focal", "THA"))
	require.False(t, sees(c, casework.RoleCoordinator, "ministry", "THA"), "an agency of the host state that leads no referrals")
	require.False(t, sees(c, casework.RoleCoordinator, "focal", "KEN"), "the state of origin hears of nobody who was not put to it")
	require.False(t, sees(c, casework.RoleCaseworker, "caseworker-2", "THA"))
	require.False(t, sees(c, casework.RoleMedical, "medical", "THA"), "named in the rules, and not asked yet")
	require.False(t, sees(c, casework.RoleTransport, "transport", "THA"))
}

// A consulate sees a person only from the time her case was sent to it until the request was taken
// back.
func TestAConsulateSeesWhatIsPutToIt(t *testing.T) {
	t.Parallel()
	c := newCase()
	require.False(t, sees(c, casework.RoleConsul, "mission", "KEN"))

	c.Attempts[casework.StepVerifyNationality] = 1
	c.Tasks = append(c.Tasks, casework.Task{ID: "verify_nationality#1", Step: casework.StepVerifyNationality, Desk: "mission"})
	c.Undo = []casework.UndoEntry{{ID: 1, Kind: casework.UndoVerification, State: casework.UndoArmed, Desk: "mission"}}
	require.True(t, sees(c, casework.RoleConsul, "mission", "KEN"))
	require.False(t, sees(c, casework.RoleConsul, "other-mission", "ETH"))

	c.Tasks = c.Tasks[:1] // answered
	c.Settlements = []casework.Settlement{{Step: casework.StepVerifyNationality, Outcome: casework.Confirmed, By: casework.Actor{Desk: "mission"}}}
	require.True(t, sees(c, casework.RoleConsul, "mission", "KEN"))

	c.Undo[0].State = casework.UndoOrdered // consent withdrawn
	require.False(t, sees(c, casework.RoleConsul, "mission", "KEN"))
	c.Tasks = append(c.Tasks, casework.Task{ID: "attest/mission#1", Step: casework.Attest("mission"), Desk: "mission"})
	require.True(t, sees(c, casework.RoleConsul, "mission", "KEN"), "while it owes the word that it has deleted")
	a := policy.Actor{Role: casework.RoleConsul, Desk: "mission", Kind: casework.DeskConsulate, Agency: agencyOf("mission"), Country: "KEN"}
	owes := policy.OfCase(c, agencyOf, morning).RelationsOf(a)
	require.Equal(t, []policy.Relation{policy.OwesDeletion, policy.Unrelated}, owes.List())
	require.True(t, policy.Sees(a, policy.Operational, owes))
	require.False(t, policy.Sees(a, policy.TravelCard, owes), "which case it was, and not who she is")
	require.False(t, policy.May(a, policy.StateFacts, owes))
	task := policy.OfTask(policy.OfCase(c, agencyOf, morning), "mission", agencyOf)
	require.True(t, policy.May(a, policy.DecideTask, task.RelationsOf(a)), "its word is its own to give")

	c.Tasks = c.Tasks[:1] // attested
	c.Undo[0].State = casework.UndoDone
	require.Equal(t, []policy.Relation{policy.Unrelated}, policy.OfCase(c, agencyOf, morning).RelationsOf(a).List())
	require.Equal(t, []casework.DeskID{"mission"}, policy.OfCase(c, agencyOf, morning).TakenBack, "an attestation gives nothing back")

	c.Undo = append(c.Undo, casework.UndoEntry{ID: 2, Kind: casework.UndoVerification, State: casework.UndoArmed, Desk: "mission"})
	require.True(t, sees(c, casework.RoleConsul, "mission", "KEN"), "given again")
	require.Empty(t, policy.OfCase(c, agencyOf, morning).TakenBack)
}

func TestATaskIsOfItsDesk(t *testing.T) {
	t.Parallel()
	c := newCase()
	task := policy.OfTask(policy.OfCase(c, agencyOf, morning), "registrar", agencyOf)
	may := func(role casework.Role, desk casework.DeskID, action policy.Action) bool {
		a := policy.Actor{Role: role, Desk: desk, Kind: casework.DeskKind(desk), Country: "THA"}
		return policy.May(a, action, task.RelationsOf(a))
	}
	require.True(t, may(casework.RoleRegistrar, "registrar", policy.DecideTask))
	require.True(t, may(casework.RoleCaseworker, "caseworker", policy.ShowTask))
	require.False(t, may(casework.RoleCaseworker, "caseworker", policy.DecideTask))
	require.True(t, may(casework.RoleSupervisor, "supervisor", policy.ReassignTask))
	require.False(t, may(casework.RoleSupervisor, "supervisor", policy.DecideTask))
}

// The consents of a case are read as the gates read them.
func TestConsentsOfACase(t *testing.T) {
	t.Parallel()
	earlier, later := morning.Add(-time.Hour), morning.Add(time.Hour)
	given := func(which casework.Consent) casework.ConsentGiven {
		return casework.ConsentGiven{Consent: which, At: earlier, Mode: casework.ModeSignature}
	}
	withdrawn := func(which casework.Consent) casework.ConsentGiven {
		g := given(which)
		g.WithdrawnAt = &earlier
		return g
	}
	until := func(which casework.Consent, at time.Time) casework.ConsentGiven {
		g := given(which)
		g.Until = &at
		return g
	}
	byAuthority := func(which casework.Consent) casework.ConsentGiven {
		g := given(which)
		g.Mode = casework.ModeAuthority
		return g
	}
	consul := policy.Actor{Role: casework.RoleConsul, Desk: "mission", Kind: casework.DeskConsulate}
	receiver := policy.Actor{Role: casework.RoleReceiver, Desk: "receiving", Kind: casework.DeskReceiving}
	medic := policy.Actor{Role: casework.RoleMedical, Desk: "medical", Kind: casework.DeskMedical, Country: "THA"}
	ngo := policy.Actor{Role: casework.RoleReintegration, Desk: "ngo", Kind: casework.DeskReintegration}
	for name, tt := range map[string]struct {
		actor    policy.Actor
		class    policy.Class
		consents []casework.ConsentGiven
		change   func(*casework.Case)
		want     bool
	}{
		"both consents for a consul":          {consul, policy.Identity, []casework.ConsentGiven{given("C4"), given("C5")}, nil, true},
		"one of the two":                      {consul, policy.Identity, []casework.ConsentGiven{given("C4")}, nil, false},
		"the other of the two":                {consul, policy.Identity, []casework.ConsentGiven{given("C5")}, nil, false},
		"one withdrawn":                       {consul, policy.Identity, []casework.ConsentGiven{given("C4"), withdrawn("C5")}, nil, false},
		"one run out":                         {consul, policy.Identity, []casework.ConsentGiven{until("C4", morning), given("C5")}, nil, false},
		"until later":                         {consul, policy.Identity, []casework.ConsentGiven{until("C4", later), given("C5")}, nil, true},
		"entered by an authority":             {consul, policy.Identity, []casework.ConsentGiven{byAuthority("C4"), byAuthority("C5")}, nil, false},
		"the host must by law say so":         {consul, policy.Identity, nil, func(c *casework.Case) { c.Rules.HostDuty = true }, true},
		"waived by one of two":                {consul, policy.Identity, nil, waived(casework.RoleLegal), false},
		"waived by two":                       {consul, policy.Identity, nil, waived(casework.RoleLegal, casework.RoleSupervisor), true},
		"law goes on where she has withdrawn": {consul, policy.Identity, []casework.ConsentGiven{withdrawn("C4")}, func(c *casework.Case) { c.Rules.HostDuty = true }, true},
		"nothing for a receiver":              {receiver, policy.Contact, nil, nil, false},
		"the handover":                        {receiver, policy.Contact, []casework.ConsentGiven{given("C10")}, nil, true},
		"her family":                          {receiver, policy.Contact, []casework.ConsentGiven{given("C7")}, nil, true},
		"the handover withdrawn":              {receiver, policy.Contact, []casework.ConsentGiven{withdrawn("C10")}, nil, false},
		"a return by force of law":            {receiver, policy.Contact, nil, func(c *casework.Case) { c.Modality = casework.Deportation }, true},
		"care before any form":                {medic, policy.Medical, nil, nil, true},
		"care that she has refused":           {medic, policy.Medical, []casework.ConsentGiven{withdrawn("C3")}, nil, false},
		"called before she was asked":         {ngo, policy.Contact, nil, nil, true},
		"called against her word":             {ngo, policy.Contact, []casework.ConsentGiven{withdrawn("C11")}, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCase()
			c.Consents = tt.consents
			for _, desk := range []casework.DeskID{"mission", "receiving", "medical", "ngo"} {
				c.Tasks = append(c.Tasks, casework.Task{ID: casework.TaskID(desk + "#1"), Step: casework.StepPlan, Desk: desk})
			}
			if tt.change != nil {
				tt.change(c)
			}
			require.Equal(t, tt.want, policy.Sees(tt.actor, tt.class, policy.OfCase(c, agencyOf, morning).RelationsOf(tt.actor)))
		})
	}
}

func waived(by ...casework.Role) func(*casework.Case) {
	return func(c *casework.Case) {
		for _, role := range by {
			c.Waivers = append(c.Waivers, casework.WaiverGiven{
				Gate: "G03", Conditions: []casework.ConditionID{casework.CondConsulateConsent}, By: casework.Actor{Role: role},
			})
		}
	}
}

// Row-level security is built from the same relations.
func TestDeskRelationsOfACase(t *testing.T) {
	t.Parallel()
	c := newCase()
	c.Tasks = append(c.Tasks, casework.Task{ID: "attest/mission#1", Step: casework.Attest("mission"), Desk: "mission"})
	var parts []string
	for _, p := range policy.OfCase(c, agencyOf, morning).DeskRelations() {
		parts = append(parts, string(p.Desk)+" "+string(p.Relation))
	}
	require.Equal(t, []string{
		"caseworker involved", "mission owing", "registrar involved", "registrar own_desk", "supervisor involved",
	}, parts)
}
