package policy_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/policy"
)

var update = flag.Bool("update", false, "rewrite the tables of testdata")

// allRoles lists the roles of accounts, the system's, and one that does not exist.
func allRoles() []casework.Role {
	return append(casework.Roles(), casework.RoleSystem, "stranger")
}

// at returns an actor of a role at a desk of the kind that the role belongs to. Roles that oversee get
// the supervisor's desk.
func at(role casework.Role) policy.Actor {
	for _, kind := range casework.DeskKinds() {
		if policy.RoleFitsDesk(role, kind) && !policy.RoleFitsDesk(role, casework.DeskSupervisor) {
			return policy.Actor{Role: role, Kind: kind}
		}
	}
	return policy.Actor{Role: role, Kind: casework.DeskSupervisor}
}

// golden compares a table with a file that a lawyer can open, or writes the file.
func golden(t *testing.T, file string, rows [][]string) {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	require.NoError(t, w.WriteAll(rows))
	if *update {
		require.NoError(t, os.WriteFile(file, b.Bytes(), 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), b.String(),
		"the rights have changed; if that is meant, run the test with -update and let a person read the difference")
}

// head returns the first line of a table: a title, then every role.
func head(what string) []string {
	out := []string{what}
	for _, role := range casework.Roles() {
		out = append(out, string(role))
	}
	return out
}

// cell lists the relations in which the answer is yes, whether or not she has consented.
func cell(yes func(policy.Relations) bool) string {
	var in []string
	for _, r := range policy.AllRelations() {
		always := true
		for _, state := range policy.ConsentStates() {
			always = always && yes(policy.In(r).WithGranted(policy.Classes()...).WithConsents(policy.All(state)))
		}
		if always {
			in = append(in, string(r))
		}
	}
	if len(in) == 0 {
		return "-"
	}
	return strings.Join(in, " ")
}

// resting lists the relations in which the answer depends on a consent, with the states that allow it.
// It returns "" if there are none.
func resting(yes func(policy.Relations) bool, on policy.Basis) string {
	var in []string
	for _, r := range policy.AllRelations() {
		var open []string
		for _, state := range policy.ConsentStates() {
			var consents policy.Consents
			consents[on] = state
			if yes(policy.In(r).WithGranted(policy.Classes()...).WithConsents(consents)) {
				open = append(open, state.String())
			}
		}
		if len(open) > 0 && len(open) < len(policy.ConsentStates()) {
			in = append(in, string(r)+"("+strings.Join(open, "|")+")")
		}
	}
	return strings.Join(in, " ")
}

// Every role, action and relation: all rights as one table.
func TestMatrixOfRights(t *testing.T) {
	t.Parallel()
	rows := [][]string{head("action \\ role")}
	for _, action := range policy.Actions() {
		row := []string{string(action)}
		for _, role := range casework.Roles() {
			row = append(row, cell(func(to policy.Relations) bool { return policy.May(at(role), action, to) }))
		}
		rows = append(rows, row)
	}
	golden(t, "testdata/matrix.csv", rows)
}

// Every role, field class, relation and consent: first what is visible without any consent, then what
// is visible in addition, with the consent that it needs.
func TestMatrixOfFields(t *testing.T) {
	t.Parallel()
	rows := [][]string{append([]string{"class \\ role", "needs consent"}, head("")[1:]...)}
	for _, class := range policy.Classes() {
		first := []string{string(class), ""}
		for _, role := range casework.Roles() {
			first = append(first, cell(func(to policy.Relations) bool { return policy.Sees(at(role), class, to) }))
		}
		rows = append(rows, first)
		for _, basis := range []policy.Basis{policy.ToConsulate, policy.ToReceiver, policy.ToMedicine, policy.AfterReturn} {
			row := []string{string(class), basis.String()}
			for _, role := range casework.Roles() {
				row = append(row, resting(func(to policy.Relations) bool { return policy.Sees(at(role), class, to) }, basis))
			}
			if strings.Join(row[2:], "") != "" {
				rows = append(rows, row)
			}
		}
	}
	golden(t, "testdata/fields.csv", rows)
}

// The restrictions of each kind of desk, for every role at it.
func TestMatrixOfDesks(t *testing.T) {
	t.Parallel()
	rows := [][]string{{"desk", "never visible there", "never granted to an agency that has one", "outside the care of the host state", "roles that may be there"}}
	for _, kind := range casework.DeskKinds() {
		if kind == casework.DeskSurvivor {
			continue
		}
		var bars, keeps, who []string
		out := "no"
		for _, w := range policy.DeskRestrictions() {
			if !slices.Contains(w.Kinds, kind) {
				continue
			}
			bars, keeps = texts(w.Denied), texts(w.NotGrantable)
			if w.OutsideCare {
				out = "yes"
			}
		}
		for _, role := range casework.Roles() {
			if policy.RoleFitsDesk(role, kind) {
				who = append(who, string(role))
			}
		}
		rows = append(rows, []string{string(kind), strings.Join(bars, " "), strings.Join(keeps, " "), out, strings.Join(who, " ")})
	}
	golden(t, "testdata/desks.csv", rows)
}

func texts[S ~string](in []S) []string {
	var out []string
	for _, s := range in {
		out = append(out, string(s))
	}
	return out
}

// The field class of each step, fact, condition and event.
func TestClassesOfACase(t *testing.T) {
	t.Parallel()
	rows := [][]string{{"what", "name", "class of the answer", "class of the text"}}
	for _, spec := range casework.Specs() {
		rows = append(rows, []string{"step", string(spec.Step), string(policy.OutcomeClass(spec.Step)), string(policy.TextClass(spec.Step))})
	}
	for _, spec := range casework.FactSpecs() {
		rows = append(rows, []string{"fact", string(spec.Name), string(policy.FactClass(spec.Name)), ""})
	}
	for _, c := range gate.Conditions() {
		rows = append(rows, []string{"condition", string(c.ID), string(policy.ConditionClass(c.ID)), ""})
	}
	for _, e := range casework.Events() {
		rows = append(rows, []string{"event", string(e), string(policy.EventClass(e)), ""})
	}
	for _, c := range casework.Causes() {
		rows = append(rows, []string{"cause", string(c.Cause), string(policy.CauseClass(c.Cause)), ""})
	}
	golden(t, "testdata/classes.csv", rows)
}

// An unknown step, condition or event gets a sensitive class. An unknown fact belongs to a corridor,
// whose file everyone can read.
func TestUnknownNamesHaveAClass(t *testing.T) {
	t.Parallel()
	require.Equal(t, policy.Operational, policy.FactClass(casework.FactDeceased))
	require.Equal(t, policy.Operational, policy.FactClass("mfa_approval"))
	require.Equal(t, policy.Operational, policy.ConditionClass(casework.OwnCondition("mfa_approval")))
	require.Equal(t, policy.Fear, policy.ConditionClass(casework.OwnCondition(casework.FactAsylum)))
	require.Equal(t, policy.Narrative, policy.ConditionClass("no such condition"))
	require.Equal(t, policy.Narrative, policy.OutcomeClass("no such step"))
	require.Equal(t, policy.Narrative, policy.TextClass("no such step"))
	require.Equal(t, policy.Narrative, policy.EventClass("no such event"))
	require.Equal(t, policy.Narrative, policy.CauseClass("no such cause"))
	require.Equal(t, policy.Operational, policy.CauseClass(""))
	require.Equal(t, policy.Aftercare, policy.TextClass(casework.FollowUp("3m")))
}

// The three tables say everything that Decide says: for every role, kind of desk, action, relation,
// consent and class, the answer follows from the row, the column and the restrictions of the desk.
func TestTheTablesAreTheWholeMatrix(t *testing.T) {
	t.Parallel()
	cells, yes := 0, 0
	relations := append(policy.AllRelations(), "cousin")
	for _, role := range allRoles() {
		a := at(role)
		for _, r := range relations {
			for _, state := range policy.ConsentStates() {
				to := policy.In(r).WithConsents(policy.All(state)).WithGranted(policy.Classes()...)
				sees := map[policy.Class]bool{"": true}
				for _, class := range policy.Classes() {
					sees[class] = policy.Sees(a, class, to)
				}
				for _, action := range append(policy.Actions(), "never.heard.of", "") {
					may := policy.May(a, action, to)
					for class, seen := range sees {
						d := policy.Decide(policy.Question{Actor: a, Action: action, Class: class, Relations: to})
						if d.Allow != (may && seen) || d.Allow != (d.Reason == policy.Allowed) {
							require.Failf(t, "more than the tables say", "%s %s %s %s %s: %+v", role, action, r, state, class, d)
						}
						cells++
						if d.Allow {
							yes++
						}
					}
				}
			}
		}
	}
	t.Logf("%d cells, %d of them yes", cells, yes)
	require.Greater(t, cells, 1_000_000)
}

// Several relations open what each of them opens, and nothing more. None of them opens anything to an
// excluded officer. An expired grant and an unknown role, desk or relation open nothing.
func TestRelationsAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := policy.Actor{
			Role: rapid.SampledFrom(allRoles()).Draw(t, "role"),
			Kind: rapid.SampledFrom(append(casework.DeskKinds(), "", "kiosk")).Draw(t, "desk"),
		}
		relations := rapid.SliceOfN(rapid.SampledFrom(append(policy.AllRelations(), "cousin")), 0, 5).Draw(t, "relations")
		given := rapid.SliceOfN(rapid.SampledFrom(append(policy.Classes(), "Z")), 0, 4).Draw(t, "given")
		consents := policy.Consents{}
		for i := range consents {
			consents[i] = rapid.SampledFrom(policy.ConsentStates()).Draw(t, "consent")
		}
		class := rapid.SampledFrom(append(policy.Classes(), "", "Z")).Draw(t, "class")
		action := rapid.SampledFrom(append(policy.Actions(), "never.heard.of")).Draw(t, "action")
		one := func(r ...policy.Relation) policy.Relations {
			return policy.In(r...).WithConsents(consents).WithGranted(given...)
		}
		all := one(relations...)
		may, sees := false, false
		for _, r := range relations {
			may = may || policy.May(a, action, one(r))
			sees = sees || policy.Sees(a, class, one(r))
		}
		if slices.Contains(relations, policy.Excluded) {
			may, sees = false, false
		}
		require.Equal(t, may, policy.May(a, action, all))
		require.Equal(t, sees, policy.Sees(a, class, all))
		require.False(t, policy.May(a, action, one(policy.ExpiredGrant)))
		require.False(t, policy.Sees(a, class, one(policy.ExpiredGrant)))
		if !slices.Contains(given, class) && class != policy.Operational && (class != policy.TravelCard || !slices.Contains(given, policy.Identity)) {
			require.False(t, policy.Sees(a, class, one(policy.Granted)), "a grant of other classes")
		}
		if policy.Sees(a, class, one(policy.Granted)) && class != policy.Operational && policy.RoleFitsDesk(a.Role, a.Kind) {
			require.True(t, policy.Sees(a, class, policy.In(policy.OwnDesk, policy.OnTeam).WithConsents(policy.All(policy.GivenByHer))), "a grant shows what the role sees at its own desk, and no more")
		}
	})
}

func TestDecideIsTotal(t *testing.T) {
	t.Parallel()
	reasons := []policy.Reason{
		policy.Allowed, policy.RoleNotAllowed, policy.NotRelated, policy.OfficerExcluded, policy.DeskNotAllowed, policy.ClassNotVisible, policy.NoSuchAction,
	}
	for _, role := range allRoles() {
		for _, kind := range append(casework.DeskKinds(), "", "kiosk") {
			a := policy.Actor{Role: role, Kind: kind}
			for _, action := range append(policy.Actions(), "never.heard.of", "") {
				for _, r := range append(policy.AllRelations(), "cousin", "") {
					d := policy.Decide(policy.Question{Actor: a, Action: action, Relations: policy.In(r)})
					if !slices.Contains(reasons, d.Reason) || d.Allow != (d.Reason == policy.Allowed) || d.Allow && !policy.EverAllowed(a, action) {
						require.Failf(t, "no answer", "%s %s %s %s: %+v", role, kind, action, r, d)
					}
				}
				require.False(t, policy.May(a, action, policy.Relations{}), "without a relation the answer is no")
			}
		}
	}
	for _, role := range []casework.Role{casework.RoleSystem, casework.RoleSurvivor, "stranger", ""} {
		for _, action := range policy.Actions() {
			require.False(t, policy.EverAllowed(policy.Actor{Role: role}, action), "%s %s", role, action)
		}
	}
	require.True(t, policy.May(policy.Actor{}, policy.Public, policy.Relations{}))
	require.False(t, policy.Decide(policy.Question{Action: policy.Public, Class: policy.Operational}).Allow)
	ask := func(a policy.Actor, action policy.Action, class policy.Class, in ...policy.Relation) policy.Reason {
		return policy.Decide(policy.Question{Actor: a, Action: action, Class: class, Relations: policy.In(in...)}).Reason
	}
	require.Equal(t, policy.NoSuchAction, ask(at(casework.RoleCaseworker), "never.heard.of", "", policy.OwnDesk))
	require.Equal(t, policy.OfficerExcluded, ask(at(casework.RoleCaseworker), policy.ShowCase, "", policy.OwnDesk, policy.Excluded))
	require.Equal(t, policy.ClassNotVisible, ask(at(casework.RoleCaseworker), policy.ShowCase, policy.Medical, policy.OwnDesk))
	require.Equal(t, policy.DeskNotAllowed, ask(policy.Actor{Role: casework.RoleSupervisor, Kind: casework.DeskShelter}, policy.ReportOf(casework.EventSuperseded), "", policy.OnTeam))
	require.Equal(t, policy.NotRelated, ask(policy.Actor{Role: casework.RoleLegal, Kind: casework.DeskConsulate}, policy.SeeWholeCase, "", policy.OnTeam))
	require.Equal(t, policy.NotRelated, ask(policy.Actor{Role: casework.RoleLegal, Kind: casework.DeskReceiving}, policy.BreakTheGlass, "", policy.TeamAgency))
	require.Equal(t, policy.RoleNotAllowed, ask(at(casework.RoleConsul), policy.GiveConsent, "", policy.OwnDesk))
	require.Equal(t, policy.NotRelated, ask(at(casework.RoleConsul), policy.ShowCase, policy.Identity, policy.Unrelated))
}

// An officer at a mission sees what a consul sees and nothing more, in any role, and however the case
// came to the mission.
func TestNoRoleAtAMissionSeesTheStory(t *testing.T) {
	t.Parallel()
	for _, role := range casework.Roles() {
		a := policy.Actor{Role: role, Kind: casework.DeskConsulate}
		for _, state := range policy.ConsentStates() {
			to := policy.In(policy.AllRelations()[1:]...).WithConsents(policy.All(state)).WithGranted(policy.Classes()...)
			for _, class := range []policy.Class{policy.Narrative, policy.Medical, policy.Contact, policy.Legal, policy.Fear, policy.Aftercare} {
				require.False(t, policy.Sees(a, class, to), "%s %s", role, class)
			}
			require.False(t, policy.May(a, policy.SeeWholeCase, to), "%s", role)
		}
	}
}

func BenchmarkDecide(b *testing.B) {
	caseworker, consul := at(casework.RoleCaseworker), at(casework.RoleConsul)
	own := policy.In(policy.OwnDesk, policy.OwnAgency, policy.Unrelated).WithConsents(policy.All(policy.GivenByHer))
	far := policy.In(policy.HostCountry, policy.Unrelated)
	for name, q := range map[string]policy.Question{
		"allowed, of a class": {Actor: caseworker, Action: policy.ShowCase, Class: policy.Fear, Relations: own},
		"allowed":             {Actor: caseworker, Action: policy.StateFacts, Relations: own},
		"refused, of a class": {Actor: consul, Action: policy.ShowCase, Class: policy.Fear, Relations: own},
		"refused":             {Actor: consul, Action: policy.ShowCase, Relations: far},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				policy.Decide(q)
			}
		})
	}
}
