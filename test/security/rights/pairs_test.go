package rights_test

import (
	"context"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
)

// around are the parts of an answer that name the request itself.
var around = regexp.MustCompile(`"(request|instance|request_id)":\s*"[^"]*"`)

// pair are two lives that differ only in one thing that is hidden from some officers.
type pair struct {
	name     string
	one, two func(*life)
	// from are the officers from whom it is hidden, by a sentence of the field.
	from func(*casework.Case, officer) bool
}

// outside: neither of her team, nor of the lead of the host state, nor of a desk of an agency on her team.
func outside(c *casework.Case, o officer) bool { return elsewhere(c, o) && !o.Leads && !team(c, o) }

// nothing happens.
func nothing(*life) {}

func (l *life) states(kind casework.DeskKind, role casework.Role, name casework.FactName, value string) bool {
	return l.byTeam(kind, role, command{name: "fact", do: func(ctx context.Context, key string) (act.Receipt, error) {
		return l.StateFacts(ctx, l.ref, key, []casework.Statement{{Name: name, Value: value}}, "Words.")
	}})
}

func pairs() []pair {
	team := casework.DeskCaseworker
	must := func(l *life, done bool) { require.True(l.TB, done) }
	asylum := func(l *life) {
		must(l, l.byTeam(team, casework.RoleCaseworker, l.reports(cases.Event{Event: casework.EventAsylumClaim})))
	}
	superseded := func(l *life) { must(l, l.supersede(casework.StepFearOfReturn)) }
	withdrawn := func(l *life) {
		must(l, l.byTeam(team, casework.RoleCaseworker, l.withdraws(casework.ConsentConsulate, casework.ConsentShareIdentity)))
	}
	ofOrigin := func(c *casework.Case, o officer) bool { return o.at.Country == c.Rules.Origin }
	excludes := func(kind casework.DeskKind, role casework.Role) func(*life) {
		return func(l *life) {
			c := l.state()
			must(l, l.byTeam(team, casework.RoleCaseworker, l.excludes(l.at(c.Rules.Desks[kind], role).Account)))
		}
	}
	return []pair{
		{"she asks for asylum, or her fear is asked again", asylum, superseded, ofOrigin},
		{"she asks for asylum, or withdraws the contact", asylum, withdrawn, ofOrigin},
		{"a complaint", func(l *life) { must(l, l.states(team, casework.RoleCaseworker, casework.FactComplaint, "open")) }, nothing, outside},
		{"an exclusion", excludes(casework.DeskShelter, casework.RoleShelter), nothing, outside},
		{"whom she excludes", excludes(casework.DeskShelter, casework.RoleShelter), excludes(casework.DeskMedical, casework.RoleMedical), outside},
		{"a hold", func(l *life) {
			must(l, l.byTeam(casework.DeskSupervisor, casework.RoleSupervisor, l.reports(cases.Event{Event: casework.EventHoldSet, HoldKind: "witness", HoldReviewBy: l.clock.AddDate(0, 0, 20)})))
		}, nothing, func(c *casework.Case, o officer) bool {
			return outside(c, o) && o.Agency != "tha-prosecution" // whose desk is asked about the hold
		}},
		{"an emergency access", func(l *life) {
			must(l, l.tries(l.TB, l.at("tha-shelter-maesot", casework.RoleShelter), command{name: "break glass", do: func(ctx context.Context, key string) (act.Receipt, error) {
				return l.BreakGlass(ctx, l.ref, key, policy.ForEmergency, "Reasons.")
			}}) || l.tries(l.TB, l.at("tha-coordination", casework.RoleCoordinator), command{name: "break glass", do: func(ctx context.Context, key string) (act.Receipt, error) {
				return l.BreakGlass(ctx, l.ref, key, policy.ForEmergency, "Reasons.")
			}}))
		}, nothing, outside},
		{"a consent to what an outside desk has no part in", func(l *life) {
			must(l, l.byTeam(team, casework.RoleCaseworker, l.consents(casework.ConsentMedical)))
		}, nothing, outside},
		{"a question inside her team", func(l *life) {
			c := l.state()
			i := slices.IndexFunc(c.Tasks, func(t casework.Task) bool { return t.Desk != "lao-mission-bangkok" && !t.IsApproval() })
			require.GreaterOrEqual(l.TB, i, 0)
			must(l, l.tries(l.TB, l.answerer(c.Tasks[i]), l.asksDesk(c.Tasks[i].ID, c.Rules.Desks[casework.DeskShelter])))
		}, nothing, outside},
	}
}

// Two lives that differ in one thing, which is hidden from an officer by a sentence of the field, give that officer the
// same bytes in every read of the contract and in the answer to every write on her case: counts, order, change numbers,
// instants, gates, notices and audit lines included. The officers are those of the whole directory, each desk in each role.
func TestWhatIsHiddenChangesNoByte(t *testing.T) {
	t.Parallel()
	for _, one := range pairs() {
		t.Run(one.name, func(t *testing.T) {
			t.Parallel()
			lead := func(then func(*life)) served {
				l := asked(t)
				l.clock = l.clock.Add(1)
				then(l)
				return l.serves(t)
			}
			a, b := lead(one.one), lead(one.two)
			first := a.state()
			require.NotEqual(t, first, b.state(), "the lives differ")
			watchers, compared, all := 0, 0, operations(t)
			for _, o := range a.all {
				if !one.from(&first, o) {
					continue
				}
				watchers++
				compared += sameBytes(t, all, o, a, b)
			}
			t.Logf("%d officers, %d answers", watchers, compared)
			require.Greater(t, watchers, 20)
		})
	}
}

// unheld are the reads that the record in memory does not hold, or that show a key of the installation. None is about
// one case alone but the list of grants, which TestGrantsAreListedOnBothSides holds.
var unheld = []string{"listDeletions", "listGrants", "showNewestHead", "showAuditKey"}

// near are the operations that are compared for officers who may not look at the case. Any other command gets the
// answer of a case that never was; see TestNoAcceptedWriteWithoutALook.
var near = []string{
	"showCase", "showTimeline", "showWaiting", "listGates", "showTask", "showReaders", "listProposals", "listCases", "listTasks", "listNotices",
	"listAuditEvents", "listMovements", "reportEvent", "breakGlass",
}

// sameBytes requires the same answers of two lives.
func sameBytes(t *testing.T, all []contract.Operation, o officer, a, b served) (compared int) {
	t.Helper()
	hers, _ := a.answers(t, o, http.MethodGet, "/cases/"+string(a.ref), "", "")
	looks := hers != http.StatusNotFound
	for _, op := range all {
		path, method, body := strings.NewReplacer("{case}", string(a.ref), "{task}", "verify_nationality.1", "{number}", "1", "{gate}", "G03", "{grant}", "1", "{exclusion}", "1", "{order}", "1", "{visit}", "30").Replace(op.Path), op.Method, op.Example
		if !looks && !slices.Contains(near, op.ID) || slices.Contains(unheld, op.ID) || strings.Contains(path, "{") || op.Action == string(policy.Public) || op.Path == "/events" || method == http.MethodPost && !strings.HasPrefix(op.Path, "/cases/{case}") {
			continue
		}
		key := uuid.NewSHA1(uuid.Nil, []byte(op.ID+string(o.Account))).String()
		code, is := a.answers(t, o, method, path, key, body)
		_, other := b.answers(t, o, method, path, key, body)
		require.NotEqual(t, http.StatusInternalServerError, code, "%s as %s at %s", op.ID, o.Role, o.Desk)
		require.Equal(t, is, other, "%s as %s at %s", op.ID, o.Role, o.Desk)
		compared++
	}
	return compared
}
