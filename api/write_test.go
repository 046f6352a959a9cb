package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/record"
)

type m = map[string]any

type l = []any

// Every write becomes its command.
func TestEveryWriteBecomesItsCommand(t *testing.T) {
	t.Parallel()
	review := "2027-01-01T00:00:00Z"
	for path, tt := range map[string]struct {
		who  string
		body any
		tag  string // If-Match
		name string
		look func(*testing.T, command.Request)
	}{
		"/operations": {lead, m{"host": "THA", "custodian": "bgf", "words": "bridge"}, "", "operation open", func(t *testing.T, r command.Request) {
			t.Helper()
			require.Equal(t, operation.Command{Kind: "open", Host: "THA", Custodian: "bgf"}, r.Args)
			require.Equal(t, "bridge", r.Words.Text)
		}},
		"/operations/o5t8r2w6yz/pause":  {lead, m{"cause": "border_closed"}, "", "operation pause", nil},
		"/operations/o5t8r2w6yz/resume": {lead, nil, "", "operation resume", nil},
		"/operations/o5t8r2w6yz/close":  {coordinator, nil, "", "operation close", nil},
		"/lists/l3k9p4s7dq/confirm": {registrar, m{}, "", "operation confirm_list", func(t *testing.T, r command.Request) {
			t.Helper()
			require.Equal(t, opRef, r.Target.Ref)
			require.Equal(t, operation.Command{Kind: operation.KindConfirmList, List: listRef}, r.Args)
		}},
		"/lists/l3k9p4s7dq/approve": {coordinator, m{"preview": strings.Repeat("a", 64)}, "", "operation approve_list", func(t *testing.T, r command.Request) {
			t.Helper()
			require.Equal(t, operation.Command{Kind: operation.KindApproveList, List: listRef, Fingerprint: strings.Repeat("a", 64)}, r.Args)
		}},
		"/lists/l3k9p4s7dq/refuse": {registrar, nil, "", "operation refuse_list", nil},
		"/cases": {registrar, m{
			"host": "THA", "origin": "ETH", "custodian": "bgf", "told_of_purpose": "yes", "age": "minor", "operation": string(opRef),
			"person": m{"name": "Hanna", "sex": "F", "birth": m{"date": "2001-05"}, "languages": l{"am", "en"}},
		}, "", "case open", func(t *testing.T, r command.Request) {
			t.Helper()
			cmd := args[casework.Command](t, r)
			require.Equal(t, "tha-eth", cmd.Pinned.Corridor)
			require.Equal(t, casework.Country("THA"), cmd.Pinned.Host)
			require.Len(t, cmd.Facts, 3)
			require.Equal(t, "Hanna", r.Words.Opening.Person.Name)
			require.Equal(t, "am en", r.Words.Opening.Person.Languages)
			require.Equal(t, "2001-05-31", r.Words.Opening.Person.Birth.Readings[0].To.String())
			raw, err := json.Marshal(r.Args)
			require.NoError(t, err)
			require.NotContains(t, string(raw), "Hanna")
		}},
		"/cases/c7m2k9x4pq/facts":               {caseworker, m{"facts": l{m{"name": "interpreter", "value": "ok"}}}, "", "case state_facts", nil},
		"/cases/c7m2k9x4pq/ask-again":           {caseworker, m{"step": "follow_up/3m"}, "", "case ask_again", nil},
		"/cases/c7m2k9x4pq/gates/G02/waive":     {supervisor, m{"reasons": "life-saving"}, "", "case waive_gate", reasoned("life-saving")},
		"/cases/c7m2k9x4pq/consents":            {caseworker, m{"consents": l{"C1", "C2"}, "mode": "icons", "language": "am", "until": review}, "", "case give_consent", nil},
		"/cases/c7m2k9x4pq/consents/withdrawal": {caseworker, m{"consents": l{"C9"}, "words": "not now"}, "", "case withdraw_consent", nil},
		"/cases/c7m2k9x4pq/reports": {supervisor, m{"event": "hold_set", "hold": m{"kind": "witness", "review_by": review}}, "", "case report", func(t *testing.T, r command.Request) {
			t.Helper()
			cmd := args[casework.Command](t, r)
			require.Equal(t, "witness", cmd.Hold.Kind)
			require.NotEmpty(t, cmd.Hold.ID)
		}},
		"/cases/c7m2k9x4pq/tasks/register.1/claim":   {registrar, nil, `"1"`, "case claim", version(1)},
		"/cases/c7m2k9x4pq/tasks/register.1/release": {registrar, nil, "", "case release", version(0)},
		"/cases/c7m2k9x4pq/tasks/register.1/decide": {registrar, m{"outcome": "registered", "reasons": "by list"}, `"1"`, "case decide", func(t *testing.T, r command.Request) {
			t.Helper()
			version(1)(t, r)
			reasoned("by list")(t, r)
			require.Equal(t, casework.Registered, args[casework.Command](t, r).Outcome)
		}},
		"/cases/c7m2k9x4pq/tasks/register.1/pause":    {registrar, m{"cause": "security"}, "", "case pause", nil},
		"/cases/c7m2k9x4pq/tasks/register.1/resume":   {registrar, nil, "", "case resume", nil},
		"/cases/c7m2k9x4pq/tasks/register.1/ask":      {registrar, m{"question": "which bus?", "desk": "tha-caseworker-maesot"}, "", "case ask", reasoned("which bus?")},
		"/cases/c7m2k9x4pq/tasks/register.1/answer":   {registrar, m{"answer": "the second"}, "", "case answer", reasoned("the second")},
		"/cases/c7m2k9x4pq/tasks/register.1/reassign": {supervisor, m{"desk": "tha-registrar-bangkok"}, "", "case reassign", nil},
		"/cases/c7m2k9x4pq/tasks/register.1/recall":   {caseworker, m{"reasons": "twice"}, "", "case recall", reasoned("twice")},
		"/movements": {transporter, m{"seats": 50, "receiving": "eth-receiving", "escorts": l{"tha-escort-maesot"}, "legs": l{m{
			"mode": "air", "from": "THDMK", "to": "ETADD", "departs_at": "2026-12-01T10:00:00+07:00", "arrives_at": review,
		}}}, "", "movement plan", func(t *testing.T, r command.Request) {
			t.Helper()
			plan := args[movement.Command](t, r).Plan
			require.Equal(t, time.Date(2026, 12, 1, 3, 0, 0, 0, time.UTC), plan.Legs[0].DepartsAt)
		}},
		"/movements/m6v1b8n2xc/hold":        {transporter, m{"blocks": l{m{"members": l{m{"case": string(caseRef), "needs": l{"medical"}}}}}}, "", "movement hold", nil},
		"/movements/m6v1b8n2xc/standby":     {transporter, m{"blocks": l{m{"members": l{m{"case": string(caseRef)}}}}}, "", "movement standby", nil},
		"/movements/m6v1b8n2xc/release":     {transporter, m{"cases": l{string(caseRef)}, "cause": "medical"}, "", "movement release", nil},
		"/movements/m6v1b8n2xc/ticket":      {transporter, m{}, "", "movement ticket", nil},
		"/movements/m6v1b8n2xc/separations": {transporter, m{"a": "c1aaaaaaaa", "b": "c2bbbbbbbb", "lifted": true}, "", "movement separate", nil},
		"/movements/m6v1b8n2xc/lock":        {approver, m{"passengers": l{m{"case": string(caseRef), "names_match_document": "yes", "separations_kept": "no"}}}, "", "movement lock", nil},
		"/movements/m6v1b8n2xc/unlock":      {approver, nil, "", "movement unlock", nil},
		"/movements/m6v1b8n2xc/swap":        {transporter, m{"seats": 40}, "", "movement swap", nil},
		"/movements/m6v1b8n2xc/slip":        {transporter, m{"departs_at": review, "cause": "medical"}, "", "movement slip", nil},
		"/movements/m6v1b8n2xc/board":       {escort, m{"passengers": l{m{"case": string(caseRef), "outcome": "boarded", "identity_match": "yes", "consent_asked_again": "yes"}}}, "", "movement board", nil},
		"/movements/m6v1b8n2xc/depart":      {escort, m{}, "", "movement depart", nil},
		"/movements/m6v1b8n2xc/arrive":      {receiver, m{"passengers": l{m{"case": string(caseRef), "outcome": "met"}}}, "", "movement arrive", nil},
		"/movements/m6v1b8n2xc/cancel":      {transporter, m{"cause": "border_closed"}, "", "movement cancel", nil},
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			h := newTestAPI(t)
			if tt.who == escort || tt.who == receiver { // they report of a trip that is under way
				h.movement.Legs[0].DepartsAt, h.movement.Legs[0].ArrivesAt = noon.Add(-6*time.Hour), noon.Add(4*time.Hour)
			}
			r := post(path, tt.body).as(tt.who)
			if tt.tag != "" {
				r = r.with("If-Match", tt.tag)
			}
			status := http.StatusOK
			if r.URL.Path == "/cases" || r.URL.Path == "/operations" || r.URL.Path == "/movements" {
				status = http.StatusCreated
			}
			a := h.ok(status, r)
			sent := h.commands.last()
			require.Equal(t, tt.name, string(sent.Target.Kind)+" "+sent.Name)
			require.Equal(t, key, sent.Key)
			require.Equal(t, casework.AccountID("dev-1"), sent.Actor.Account)
			require.NotEmpty(t, sent.Actor.Agency)
			require.Equal(t, key, a.at("key"))
			require.Equal(t, "settled", a.at("state"))
			if status == http.StatusCreated {
				require.Equal(t, path+"/newref0001", a.Header.Get("Location"))
			}
			if tt.look != nil {
				tt.look(t, sent)
			}
		})
	}
}

// args decodes the arguments of a command.
func args[T any](t *testing.T, r command.Request) T {
	t.Helper()
	cmd, ok := r.Args.(T)
	require.True(t, ok, "%T", r.Args)
	return cmd
}

func version(n int64) func(*testing.T, command.Request) {
	return func(t *testing.T, r command.Request) {
		t.Helper()
		require.Equal(t, n, args[casework.Command](t, r).Version)
		require.Equal(t, casework.TaskID("register#1"), args[casework.Command](t, r).Task)
	}
}

func reasoned(text string) func(*testing.T, command.Request) {
	return func(t *testing.T, r command.Request) {
		t.Helper()
		require.True(t, args[casework.Command](t, r).Reasoned)
		require.Equal(t, text, r.Words.Text)
	}
}

func TestAWriteNeedsKeyAndVersion(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	decide := func() request {
		return post("/cases/c7m2k9x4pq/tasks/register.1/decide", m{"outcome": "registered"}).as(registrar).with("If-Match", `"1"`)
	}
	h.refused(http.StatusBadRequest, "no_key", decide().without("Idempotency-Key"))
	h.refused(http.StatusPreconditionRequired, "no_version", decide().without("If-Match"))
	for _, bad := range []string{"key-1", "0f2f0b86", "0f2f0b86-7a0c-4a35-9d3e-1d4a1f4f9f1x"} {
		p := h.refused(http.StatusUnprocessableEntity, "invalid", decide().with("Idempotency-Key", bad))
		require.Equal(t, "Idempotency-Key", p.Errors[0].Parameter)
	}
	for _, bad := range []string{"1", `W/"x"`, `"x"`, "*", `"1", "2"`, `"1-zip"`} {
		p := h.refused(http.StatusUnprocessableEntity, "invalid", decide().with("If-Match", bad))
		require.Equal(t, "If-Match", p.Errors[0].Parameter)
	}
	twice := decide()
	twice.Header.Add("Idempotency-Key", key)
	h.refused(http.StatusUnprocessableEntity, "invalid", twice)
	require.Zero(t, h.commands.count())
}

func TestTheAnswerToAWrite(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	decide := func() request {
		return post("/cases/c7m2k9x4pq/tasks/register.1/decide", m{"outcome": "registered"}).as(registrar).with("If-Match", `"1"`)
	}
	h.commands.do = func(r command.Request) (command.Result, error) {
		return command.Result{Target: r.Target, State: record.CommandPending}, nil
	}
	put := h.ok(http.StatusAccepted, decide())
	require.Equal(t, "/commands/"+key, put.Header.Get("Location"))
	require.NotEmpty(t, put.Header.Get("Retry-After"))
	require.Equal(t, "pending", put.at("state"))

	for code, status := range map[fault.Code]int{
		fault.Conflict: 409, fault.Stale: 412, fault.KeyReused: 422, fault.Invalid: 422, fault.Denied: 403, fault.Busy: 503,
		fault.Unavailable: 503, fault.RollingOver: 503, fault.Unknown: 500,
	} {
		h.commands.do = func(command.Request) (command.Result, error) {
			if code == fault.Unknown {
				return command.Result{}, json.Unmarshal([]byte(mark), &code)
			}
			return command.Result{}, fault.Wrap(json.Unmarshal([]byte(mark), &status), code, "a safe sentence")
		}
		p := h.refused(status, string(code), decide())
		require.NotContains(t, p.Detail, mark)
	}
	require.NotContains(t, h.logs.String(), mark)
}

// A refusal lists the closed gates, each with its unmet conditions, their owners, and since when, to her team;
// a consul learns which gates, and not why.
func TestARefusalListsTheClosedGates(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.reach(casework.StepVerifyNationality)
	since := noon.Add(-90 * time.Minute)
	closed := []gate.Status{{Gate: "G03", Unmet: []gate.Unmet{
		{Condition: casework.CondNoAsylum, Owner: casework.DeskCaseworker, Desk: "tha-caseworker-maesot", Since: since},
		{Condition: casework.CondConsulateConsent, Owner: casework.DeskCaseworker, Desk: "tha-caseworker-maesot", Since: since},
	}}, {Gate: "G20", Unmet: []gate.Unmet{{Condition: casework.CondNoHold, Owner: casework.DeskProsecutor, Desk: "tha-prosecutor-maesot", Since: since}}}}
	raw, err := json.Marshal(closed)
	require.NoError(t, err)
	for name, details := range map[string]any{"as it comes": closed, "as it is kept": json.RawMessage(raw)} {
		h.commands.do = func(command.Request) (command.Result, error) {
			return command.Result{}, fault.New(fault.GateClosed, "this waits for something else first").With(details)
		}
		verify := post("/cases/c7m2k9x4pq/tasks/verify_nationality.1/decide", m{"outcome": "confirmed"}).as(consul).with("If-Match", `"1"`)
		p := h.refused(http.StatusConflict, "gate_closed", verify)
		require.Len(t, p.Gates, 2, name)
		require.Empty(t, p.Gates[0].Unmet)
		require.Empty(t, p.Gates[1].Unmet, "a condition would tell of the hold")

		p = h.refused(http.StatusConflict, "gate_closed", post("/cases/c7m2k9x4pq/facts", m{"facts": l{m{"name": "age", "value": "adult"}}}).as(caseworker))
		require.Equal(t, "no_asylum_claim", p.Gates[0].Unmet[0].Condition)
		require.Equal(t, "consulate_consent", p.Gates[0].Unmet[1].Condition)
		require.Equal(t, 5400, p.Gates[0].Unmet[1].AgeSeconds)
		require.Equal(t, "tha-prosecutor-maesot", p.Gates[1].Unmet[0].Desk)
	}
}

// Two officers decide at the same time: the second gets the decision of the first.
func TestTheSecondOfficerGetsTheFirstDecision(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	decided := casework.AlreadyDecided{Outcome: casework.Merged, At: noon, Desk: "tha-registrar-maesot"}
	raw, err := json.Marshal(decided)
	require.NoError(t, err)
	for _, details := range []any{decided, json.RawMessage(raw)} {
		h.commands.do = func(command.Request) (command.Result, error) {
			return command.Result{}, fault.New(fault.Decided, "this task has been decided already").With(details)
		}
		p := h.refused(http.StatusConflict, "decided", post("/cases/c7m2k9x4pq/tasks/register.1/decide", m{"outcome": "registered"}).as(registrar).with("If-Match", `"1"`))
		require.Equal(t, "merged", p.Decided.Outcome)
		require.Equal(t, "tha-registrar-maesot", p.Decided.Desk)
	}
}

func TestWhereToLookAfterwards(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	a := h.ok(http.StatusOK, get("/commands/"+key).as(registrar))
	require.Equal(t, "settled", a.at("state"))
	require.Equal(t, "clearance", a.at("case", "stage"))
	var asked casework.Key
	h.fake.command = func(k casework.Key) (record.CommandRow, error) {
		asked = k
		return record.CommandRow{
			Actor: casework.Actor{Account: "dev-1"}, Target: record.Target{Kind: record.TargetCase, Ref: caseRef}, Name: "decide", State: record.CommandRefused,
			CreatedAt: noon, EndedAt: &noon, Code: fault.GateClosed, Message: "closed",
			Details: json.RawMessage(`[{"gate":"G20","unmet":[{"condition":"no_legal_hold","owner":"prosecutor","since":"2026-11-20T00:00:00Z"}]}]`),
		}, nil
	}
	a = h.ok(http.StatusOK, get("/commands/"+key).as(registrar))
	require.Equal(t, "gate_closed", a.at("problem", "code"))
	require.Contains(t, string(a.raw), "withheld")
	ours, err := command.KeyFor("dev-1", key)
	require.NoError(t, err)
	require.Equal(t, ours, asked)
	h.fake.command = func(casework.Key) (record.CommandRow, error) {
		return record.CommandRow{Actor: casework.Actor{Account: "somebody-else"}}, nil
	}
	h.refused(http.StatusNotFound, "not_found", get("/commands/"+key).as(registrar))
	h.fake.command = nil
	h.refused(http.StatusNotFound, "not_found", get("/commands/"+key).as(registrar))
}

// A decision that lacks what its outcome needs is refused with the name of the field.
func TestWhatADecisionNeeds(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	task := h.reach(casework.StepTravelDocument)
	h.commands.do = nil
	issue := func(body m) request {
		return post("/cases/c7m2k9x4pq/tasks/travel_document.1/decide", body).as(consul).with("If-Match", `"1"`)
	}
	require.Equal(t, casework.DeskID("eth-mission-newdelhi"), task.Desk)
	pointer := func(r request) string {
		return h.refused(http.StatusUnprocessableEntity, "invalid", r).Errors[0].Pointer
	}
	require.Equal(t, "/document", pointer(issue(m{"outcome": "issued"})))
	require.Equal(t, "/document", pointer(issue(m{"outcome": "refused", "document": m{"type": "passport", "number": "A1"}})))
	require.Equal(t, "/desk", pointer(issue(m{"outcome": "refused", "desk": "no-such-desk"})))
	require.Equal(t, "/desk", pointer(issue(m{"outcome": "refused", "desk": "tha-shelter-maesot"})))
	h.ok(http.StatusOK, issue(m{"outcome": "issued", "document": m{"type": "laissez_passer", "number": "LP1", "expires_at": "2027-03-01T00:00:00+03:00"}}))
	sent := h.commands.last()
	cmd := args[casework.Command](t, sent)
	require.NotEmpty(t, cmd.Ref)
	require.Equal(t, cmd.Ref, sent.Words.Document.Ref)
	require.Equal(t, time.Date(2027, 2, 28, 21, 0, 0, 0, time.UTC), *cmd.Until, "until the document expires, unless it is said otherwise")
	raw, err := json.Marshal(cmd)
	require.NoError(t, err)
	require.NotContains(t, string(raw), "LP1", "numbers do not travel")
	h.ok(http.StatusOK, issue(m{"outcome": "issued", "document": m{"type": "laissez_passer", "number": "LP1"}, "until": "2026-12-24T00:00:00Z"}))
	require.Equal(t, cmd.Ref, args[casework.Command](t, h.commands.last()).Ref, "the same key gives the same reference")
}

// Two requests with one key are the same if their content is the same, in any JSON formatting and at
// any time.
func TestTheSameRequestIsTheSameWhenItIsSentAgain(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	hash := func(r request) string {
		h.ok(http.StatusOK, r)
		return string(h.commands.last().Hash)
	}
	ticket := func(body any) request { return post("/movements/m6v1b8n2xc/ticket", body).as(transporter) }
	first := hash(ticket(`{"passengers":[]}`))
	h.movement.Passengers = nil // meanwhile
	require.Equal(t, first, hash(ticket("{ \"passengers\" : [ ] }")))
	require.NotEqual(t, first, hash(ticket(`{}`)))
	decide := func(body, tag string) request {
		return post("/cases/c7m2k9x4pq/tasks/register.1/decide", body).as(registrar).with("If-Match", tag)
	}
	one := hash(decide(`{"outcome":"registered","reasons":"x"}`, `"1"`))
	require.Equal(t, one, hash(decide(`{"reasons":"x","outcome":"registered"}`, `"1"`)))
	require.NotEqual(t, one, hash(decide(`{"reasons":"y","outcome":"registered"}`, `"1"`)))
	require.NotEqual(t, one, hash(decide(`{"reasons":"x","outcome":"registered"}`, `"2"`)))
	claim := hash(post("/cases/c7m2k9x4pq/tasks/register.1/claim", nil).as(registrar))
	require.NotEqual(t, claim, hash(post("/cases/c7m2k9x4pq/tasks/register.1/release", nil).as(registrar)))
	a, b := batch(2), batch(2)
	set(t, b, 1, "reasons", "another")
	h.ok(http.StatusOK, post("/tasks/decide", a).as(registrar))
	h.ok(http.StatusOK, post("/tasks/decide", b).as(registrar))
	same, other := map[string]int{}, 0
	for _, sent := range h.commands.sent[len(h.commands.sent)-4:] {
		same[sent.Key+string(sent.Hash)]++
	}
	for _, n := range same {
		other += n - 1
	}
	require.Equal(t, 1, other, "the first item is the same in both batches, the second is not")
}

// A case can be opened in the desk's own state, or by a desk of the team that the corridor names.
func TestWhereACaseCanBeOpened(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	opening := m{"host": "THA", "origin": "ETH", "custodian": "bgf", "told_of_purpose": "legal_basis", "person": m{"name": "H"}}
	h.ok(http.StatusCreated, post("/cases", opening).as("tha-registrar-bangkok registrar"))
	h.refused(http.StatusForbidden, "denied", post("/cases", opening).as("khm-registrar-phnompenh registrar"))
	h.refused(http.StatusForbidden, "denied", post("/operations", m{"host": "KHM"}).as(lead))
	opening["corridor"] = "khm-idn"
	h.refused(http.StatusUnprocessableEntity, "invalid", post("/cases", opening).as(registrar))
}
