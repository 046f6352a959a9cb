package rights_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/access"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
)

// asked is a case in which the embassy was asked whether she is its national: registered, consents given,
// triage and placement done, no fear.
func asked(t *testing.T) *life {
	t.Helper()
	l := newPlace(t).opens("tha-lao")
	ordinary := func(o officer, one command) { l.mustBe(t, "", o, one) }
	c := l.state()
	caseworker := l.at(c.Rules.Desks[casework.DeskCaseworker], casework.RoleCaseworker)
	ordinary(caseworker, l.consents(casework.ConsentRegistration, casework.ConsentScreening, casework.ConsentConsulate, casework.ConsentShareIdentity, casework.ConsentReturn, casework.ConsentHandover))
	ordinary(caseworker, command{name: "facts", do: func(ctx context.Context, key string) (act.Receipt, error) {
		return l.StateFacts(ctx, l.ref, key, []casework.Statement{{Name: casework.FactNeedsMet, Value: "yes"}, {Name: casework.FactInterpreter, Value: "ok"}, {Name: casework.FactLawyerTold, Value: "yes"}}, "")
	}})
	for range 40 {
		c = l.state()
		if _, open := c.TaskFor(casework.StepVerifyNationality); open {
			return l
		}
		for _, task := range c.Tasks {
			if outcome, known := usual[task.Step.Base()]; known {
				l.tries(t, l.whoAnswers(task), l.decides(task, outcome))
				break
			}
		}
	}
	require.Fail(t, "the embassy was not asked", "%v", l.trail)
	return nil
}

// whoAnswers is the first officer whose work a request is.
func (l *life) whoAnswers(task casework.Task) officer {
	i := slices.IndexFunc(l.all, func(o officer) bool {
		return o.Desk == task.Desk && policy.May(o.Actor, policy.DecideTask, policy.In(policy.OwnDesk)) && !slices.ContainsFunc(task.Votes, func(v casework.Vote) bool {
			return v.By.Account == o.Account || v.By.Agency == o.Agency && v.By.Role == o.Role
		})
	})
	require.GreaterOrEqual(l.TB, i, 0, "%s", task.Desk)
	return l.all[i]
}

// mustBe sends a command and requires the code of its refusal; "" requires that it is carried out.
func (l *life) mustBe(t *testing.T, code fault.Code, o officer, c command) {
	t.Helper()
	l.keys++
	_, err := c.do(o.asks(t.Context(), l.clock), "insider-"+string(rune('a'+l.keys%26))+time.Duration(l.keys).String())
	if code == "" {
		require.NoError(t, err, "%s by %s at %s", c.name, o.Role, o.Desk)
		return
	}
	require.Equal(t, code, fault.CodeOf(err), "%s by %s at %s", c.name, o.Role, o.Desk)
}

func (l *life) gives(desk casework.DeskID, purpose policy.Purpose, classes ...policy.Class) command {
	return command{name: "give access to " + string(desk), do: func(ctx context.Context, key string) (act.Receipt, error) {
		return l.GiveAccess(ctx, l.ref, key, access.Terms{Desk: desk, Purpose: purpose, Consent: casework.ConsentHandover, Classes: classes, Until: l.clock.AddDate(0, 0, 20)})
	}}
}

func (l *life) asksDesk(task casework.TaskID, desk casework.DeskID) command {
	return command{name: "ask " + string(desk), do: func(ctx context.Context, key string) (act.Receipt, error) {
		return l.AskAtTask(ctx, l.write(casework.Task{ID: task}, key), desk, "A question.", nil)
	}}
}

// classes lists the personal classes that an officer of a desk sees now.
func (l *life) classes(desk casework.DeskID, role casework.Role) []policy.Class {
	c := l.state()
	return sees(l.subject(&c), l.at(desk, role))
}

// The ministry above the embassy, and those who sit above other desks of an agency with a part in the case,
// read nothing of her.
func TestInsidersReadByNoRoleSomewhere(t *testing.T) {
	t.Parallel()
	l := asked(t)
	for _, role := range []casework.Role{casework.RoleSupervisor, casework.RoleLegal, casework.RoleDPO, casework.RoleCoordinator} {
		require.Empty(t, l.classes("lao-mfa-focal", role), "%s of the ministry of the state of origin", role)
		require.Empty(t, l.classes("lao-mission-bangkok", role), "%s at the embassy", role)
	}
	require.NotContains(t, l.classes("tha-review", casework.RoleSupervisor), policy.Narrative)
	for _, o := range l.all {
		if o.Kind == casework.DeskPanel && (o.Role == casework.RoleSupervisor || o.Role == casework.RoleLegal) && o.Agency != o.at.Agency {
			c := l.state()
			require.NotContains(t, sees(l.subject(&c), o), policy.Fear, "a member of %s with a role above", o.Agency)
		}
	}
	require.Equal(t, []policy.Class{policy.TravelCard, policy.Identity}, l.classes("lao-mission-bangkok", casework.RoleConsul), "the consul sees who she is")
}

// A desk of the state of origin, a carrier and a colleague of the same agency cannot have her file destroyed.
func TestInsidersDestroyNoFile(t *testing.T) {
	t.Parallel()
	l := asked(t)
	for desk, role := range map[casework.DeskID]casework.Role{
		"lao-mfa-focal": casework.RoleSupervisor, "lao-mission-bangkok": casework.RoleDPO, "tha-escort-maesot": casework.RoleDPO, "tha-transport-bangkok": casework.RoleSupervisor,
		"chn-mfa-focal": casework.RoleDPO,
	} {
		o := l.at(desk, role)
		_, err := l.RequestErasure(o.asks(t.Context(), l.clock), l.ref, "k-"+string(desk), erasure.RegisteredWrongly, "entered twice")
		require.Contains(t, []fault.Code{fault.NotFound, fault.Denied}, fault.CodeOf(err), "%s at %s", role, desk)
		for _, stage := range []policy.Relation{policy.OnTeam, policy.HostLead} {
			c := l.state()
			require.False(t, l.subject(&c).RelationsOf(o.Actor).Has(stage), "%s at %s is not one who approves", role, desk)
		}
	}
}

// A question goes to a desk of her corridor in the host state, and the embassy asks her caseworker only.
func TestInsidersShareNothingByAQuestion(t *testing.T) {
	t.Parallel()
	l := asked(t)
	consul := l.at("lao-mission-bangkok", casework.RoleConsul)
	now := l.state()
	task, _ := now.TaskFor(casework.StepVerifyNationality)
	for _, desk := range []casework.DeskID{"tls-caseworker-dili", "lao-mfa-focal", "chn-mission-bangkok", "khm-medical-phnompenh", "lao-receiving", "tha-shelter-maesot", "tha-medical-bangkok"} {
		l.mustBe(t, fault.Invalid, consul, l.asksDesk(task.ID, desk))
		require.NotContains(t, l.classes(desk, roleAt(desk)), policy.Narrative, "%s", desk)
	}
	c := l.state()
	l.mustBe(t, "", consul, l.asksDesk(task.ID, c.Rules.Desks[casework.DeskCaseworker]))
}

// roleAt is a role that may be at each of these desks.
func roleAt(casework.DeskID) casework.Role { return casework.RoleSupervisor }

// The state of origin consents to nothing for her and takes nothing of the host's decisions apart; carriers
// and the border do not move her case.
func TestInsidersDoNotActForHerTeam(t *testing.T) {
	t.Parallel()
	l := asked(t)
	above := []officer{
		l.at("lao-mfa-focal", casework.RoleSupervisor), l.at("lao-mfa-focal", casework.RoleLegal), l.at("lao-mission-bangkok", casework.RoleSupervisor),
		l.at("tha-immigration-bangkok", casework.RoleSupervisor), l.at("tha-escort-maesot", casework.RoleSupervisor), l.at("tha-border-nongkhai", casework.RoleSupervisor),
		l.at("tha-transport-bangkok", casework.RoleOperationLead), l.at("tha-shelter-maesot", casework.RoleSupervisor), l.at("tha-prosecutor-maesot", casework.RoleSupervisor),
		l.at("vnm-receiving", casework.RoleOperationLead), l.at("tha-escort-maesot", casework.RoleCoordinator),
	}
	refused := func(o officer, one command) {
		t.Helper()
		require.False(t, l.tries(t, o, one), "%s by %s at %s", one.name, o.Role, o.Desk)
	}
	now := l.state()
	task, _ := now.TaskFor(casework.StepVerifyNationality)
	for _, o := range above {
		refused(o, l.consents(casework.ConsentConsulate))
		refused(o, l.withdraws(casework.ConsentConsulate))
		refused(o, l.excludes("acc-tha-caseworker-bangkok-caseworker-tha-ngo"))
		for _, event := range []casework.Event{casework.EventDeath, casework.EventPaused, casework.EventResumed, casework.EventCorridorChanged, casework.EventReopened} {
			refused(o, l.reports(cases.Event{Event: event, Cause: casework.CauseSecurity, Corridor: "tha-any", Reasons: "Reasons."}))
		}
		for _, step := range []casework.Step{casework.StepFearOfReturn, casework.StepTriage, casework.StepPlacement} {
			refused(o, l.reports(cases.Event{Event: casework.EventSuperseded, Step: step, Reasons: "Reasons."}))
		}
		refused(o, command{name: "waive G03", do: func(ctx context.Context, key string) (act.Receipt, error) {
			return l.WaiveGate(ctx, l.ref, key, "G03", "Reasons.")
		}})
		if o.Desk == "tha-shelter-maesot" {
			continue // of an agency on her team: emergency access, with its review, is for them
		}
		refused(o, command{name: "break glass", do: func(ctx context.Context, key string) (act.Receipt, error) {
			return l.BreakGlass(ctx, l.ref, key, policy.ForEmergency, "Reasons.")
		}})
		refused(o, command{name: "reassign to another embassy", do: func(ctx context.Context, key string) (act.Receipt, error) {
			return l.ReassignTask(ctx, l.write(task, key), "chn-mission-bangkok", "Reasons.")
		}})
	}
	head := l.at("lao-mission-bangkok", casework.RoleMissionHead)
	refused(head, command{name: "reassign to another embassy", do: func(ctx context.Context, key string) (act.Receipt, error) {
		return l.ReassignTask(ctx, l.write(task, key), "chn-mission-bangkok", "Reasons.")
	}})
	prosecutor := l.at("tha-prosecutor-maesot", casework.RoleProsecutor)
	refused(prosecutor, l.reports(cases.Event{Event: casework.EventHoldSet, HoldKind: "warrant", HoldReviewBy: l.clock.AddDate(0, 6, 0)}))
}

// After she has said that she fears to return, no officer can give access to a desk of that state, and
// an NGO abroad hands nothing on.
func TestInsidersLetTheFearedStateInByNoGrant(t *testing.T) {
	t.Parallel()
	l := asked(t)
	c := l.state()
	caseworker := l.at(c.Rules.Desks[casework.DeskCaseworker], casework.RoleCaseworker)
	registrar := l.at(c.Rules.Desks[casework.DeskRegistrar], casework.RoleRegistrar)
	l.mustBe(t, fault.Denied, l.at("lao-reintegration-desk", casework.RoleReintegration), l.gives("mmr-receiving", policy.ForReception, policy.Contact))
	l.mustBe(t, "", caseworker, l.reports(cases.Event{Event: casework.EventAsylumClaim}))
	for _, desk := range []casework.DeskID{"lao-mission-bangkok", "lao-mfa-focal", "lao-receiving", "lao-reintegration-desk"} {
		l.mustBe(t, fault.Denied, registrar, l.gives(desk, policy.ForReception, policy.Identity))
		for _, o := range l.all {
			if o.Desk == desk {
				c := l.state()
				require.Empty(t, sees(l.subject(&c), o), "%s at %s", o.Role, desk)
			}
		}
	}
	l.mustBe(t, fault.Denied, registrar, l.gives("mmr-receiving", policy.ForReception, policy.Identity))
	l.mustBe(t, fault.Denied, registrar, l.gives("ken-mission-bangkok", policy.ForReception, policy.Identity))
}
