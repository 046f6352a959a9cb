package security_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/wire"
)

// life is the case of one invented survivor, in which everything that can be written is marked.
type life struct {
	*installation
	tb    testing.TB
	ref   casework.Ref
	marks *marks

	mu      sync.Mutex
	written []written
}

// written is the answer to a write, with its sender.
type written struct {
	by   officer
	what string
	key  string // of the write
	answer
}

// settled is a write that is kept with its answer.
func (her *life) settled(tb testing.TB, r request) answer {
	tb.Helper()
	a := her.installation.settled(tb, r)
	her.mu.Lock()
	defer her.mu.Unlock()
	her.written = append(her.written, written{of(r), r.method + " " + r.path, r.header.Get("Idempotency-Key"), a})
	return a
}

// of returns the officer who has sent a request.
func of(r request) officer {
	parts := strings.Split(strings.TrimPrefix(r.header.Get("Authorization"), "Bearer "), "|")
	return officer{casework.DeskID(parts[0]), casework.Role(parts[1]), parts[2], casework.AgencyID(parts[3])}
}

// usual is the role that answers at a kind of desk.
func usual(kind casework.DeskKind) casework.Role {
	return map[casework.DeskKind]casework.Role{
		casework.DeskRegistrar: casework.RoleRegistrar, casework.DeskMedical: casework.RoleMedical,
		casework.DeskShelter: casework.RoleShelter, casework.DeskCaseworker: casework.RoleCaseworker,
		casework.DeskScreener: casework.RoleScreener, casework.DeskPanel: casework.RolePanelMember,
		casework.DeskReview: casework.RoleReviewer, casework.DeskChildPanel: casework.RoleChildPanel,
		casework.DeskConsulate: casework.RoleConsul, casework.DeskImmigration: casework.RoleImmigration,
		casework.DeskProsecutor: casework.RoleProsecutor, casework.DeskBorder: casework.RoleBorder,
		casework.DeskReceiving: casework.RoleReceiver, casework.DeskTransport: casework.RoleTransport,
		casework.DeskMovement: casework.RoleMovementApprover, casework.DeskEscort: casework.RoleEscort,
		casework.DeskReintegration: casework.RoleReintegration, casework.DeskSupervisor: casework.RoleSupervisor,
	}[kind]
}

// who usually sits at a desk.
func (h *installation) who(tb testing.TB, desk casework.DeskID) officer {
	tb.Helper()
	known, ok := h.book.Directory().Desk(desk)
	require.True(tb, ok, "there is no desk %s", desk)
	return at(desk, usual(known.Kind))
}

// The desks that carry her case.
var (
	registrar  = at("tha-registrar-bangkok", casework.RoleRegistrar)
	caseworker = at("tha-caseworker-bangkok", casework.RoleCaseworker)
	supervisor = at("tha-supervisor-bangkok", casework.RoleSupervisor)
	consul     = at("mmr-mission-bangkok", casework.RoleConsul)
)

// opens opens her case: a woman from Myanmar in a shelter in Bangkok.
func (h *installation) opens(tb testing.TB, m *marks, age wire.CaseOpeningAge, operation string) *life {
	tb.Helper()
	a := h.settled(tb, post("/cases", wire.CaseOpening{
		Host: "THA", Origin: "MMR", Operation: casework.Ref(operation), Custodian: "state", Age: age, ToldOfPurpose: wire.CaseOpeningToldOfPurposeYes, Words: m.words("opening"), Despite: "another person",
		Person: wire.PersonInput{
			Name: m.text("name"), NativeName: m.text("native"), Sex: "F", Nationality: "MMR", DocumentNumber: m.text("number"), Languages: []wire.Language{"my"},
			Birth: wire.BirthInput{Date: m.text("born"), Precision: "day", AsWritten: m.text("born as written")},
			Phone: m.text("phone"), Place: m.text("place"), Remark: m.text("remark"),
		},
	}).as(registrar))
	var receipt wire.Receipt
	a.into(tb, &receipt)
	return &life{installation: h, tb: tb, ref: receipt.Target.Ref, marks: m}
}

func (her *life) path(rest string) string { return "/cases/" + string(her.ref) + rest }

// asked returns the open request of a step, and who usually answers it. It waits until there is
// one and it can be answered.
func (her *life) asked(step casework.Step) (wire.Task, officer) {
	her.tb.Helper()
	var line wire.WaitingTask
	require.Eventually(her.tb, func() bool {
		var w wire.Waiting
		her.send(her.tb, get(her.path("/waiting")).as(caseworker)).into(her.tb, &w)
		i := slices.IndexFunc(w.Tasks, func(t wire.WaitingTask) bool { line = t; return t.Step == step })
		return i >= 0
	}, time.Minute, 50*time.Millisecond, "nobody is asked about %s", step)
	by := her.who(her.tb, casework.DeskID(line.Desk))
	var task wire.Task
	require.Eventually(her.tb, func() bool {
		task = wire.Task{}
		a := her.send(her.tb, get(her.path("/tasks/"+line.Task)).as(by))
		require.Equal(her.tb, http.StatusOK, a.status, "%s asks about %s: %s", by.desk, step, a.body)
		a.into(her.tb, &task)
		return task.NotBefore.IsZero() || time.Now().After(task.NotBefore.Add(20*time.Millisecond))
	}, time.Minute, 50*time.Millisecond, "%s cannot be answered", step)
	return task, by
}

// decides sends the answer of the asked desk, with a text that is marked with the step.
func (her *life) decides(step casework.Step, d wire.TaskDecision) answer {
	her.tb.Helper()
	task, by := her.asked(step)
	return her.decidesAs(by, task, step, d)
}

func (her *life) decidesAs(by officer, task wire.Task, step casework.Step, d wire.TaskDecision) answer {
	her.tb.Helper()
	if d.Reasons == "" {
		d.Reasons = her.marks.words(string(step))
	}
	return her.settled(her.tb, post(her.path("/tasks/"+task.Name+"/decide"), d).with("If-Match", version(task)).as(by))
}

func version(task wire.Task) string { return strconv.Quote(strconv.FormatInt(task.Version, 10)) }

// knowing are facts, as name and value in turn.
func knowing(pairs ...string) wire.Statements {
	var out wire.Statements
	for pair := range slices.Chunk(pairs, 2) {
		out = append(out, wire.Statement{Name: casework.FactName(pair[0]), Value: pair[1]})
	}
	return out
}

func in(d time.Duration) time.Time { return time.Now().Add(d).UTC().Truncate(time.Second) }

const day = 24 * time.Hour

// isHeard brings her to where her consulate is asked.
func (her *life) isHeard() {
	her.tb.Helper()
	her.decides(casework.StepTriage, wire.TaskDecision{Outcome: casework.Green, Facts: knowing("needs_met", "yes")})
	her.decides(casework.StepPlacement, wire.TaskDecision{Outcome: casework.Placed})
	her.decides(casework.StepRegister, wire.TaskDecision{Outcome: casework.Registered, Facts: knowing("age", "adult")})
	her.settled(her.tb, post(her.path("/consents"), wire.ConsentGiving{
		Consents: []casework.Consent{"C1", "C2", "C3", "C4", "C5", "C8", "C9", "C10", "C11"}, Mode: casework.ModeThumbprint, Language: "my", Words: her.marks.words("consent"),
	}).as(caseworker))
	her.decides(casework.StepFearOfReturn, wire.TaskDecision{Outcome: casework.No, Facts: knowing("interpreter", "ok", "lawyer_told", "yes")})
	her.decides(casework.StepScreening, wire.TaskDecision{Outcome: casework.Refer})
	for n, agency := range []casework.AgencyID{"tha-police", "tha-labour", "tha-social"} {
		task, member := her.asked(casework.StepDetermination)
		member.agency, member.account = agency, "acc-panel-"+string(agency)
		if n == 2 {
			member.role = casework.RolePanelChair
		}
		her.decidesAs(member, task, casework.StepDetermination, wire.TaskDecision{Outcome: casework.Victim})
	}
	her.settled(her.tb, post(her.path("/facts"), wire.FactStatement{Facts: knowing("information_given", "yes"), Words: her.marks.words("fact")}).as(caseworker))
	her.decides(casework.StepRiskAssessment, wire.TaskDecision{Outcome: casework.Low})
	her.decides(casework.StepSolution, wire.TaskDecision{Outcome: casework.Return})
}

// isCleared gets her the papers and an agency that receives her.
func (her *life) isCleared() {
	her.tb.Helper()
	her.decides(casework.StepVerifyNationality, wire.TaskDecision{Outcome: casework.Confirmed})
	her.decides(casework.StepTravelDocument, wire.TaskDecision{
		Outcome: casework.Issued, Until: in(300 * day),
		Document: wire.DocumentInput{Type: "single_sheet_etd", Number: her.marks.text("passport"), Mrz: her.marks.text("zone"), ExpiresAt: in(300 * day), Hash: strings.Repeat("d4", 32)},
	})
	her.decides(casework.StepExitPermit, wire.TaskDecision{Outcome: casework.Granted, Until: in(30 * day)})
	her.decides(casework.StepFineWaiver, wire.TaskDecision{Outcome: casework.NotDue})
	her.settled(her.tb, post(her.path("/facts"), wire.FactStatement{Facts: knowing("sharing_agreement", "in_force")}).as(supervisor))
	her.decides(casework.StepReception, wire.TaskDecision{Outcome: casework.Accepted, Facts: knowing("pick_up_named", "yes")})
	her.decides(casework.StepFitToTravel, wire.TaskDecision{Outcome: casework.Fit})
}
