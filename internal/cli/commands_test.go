package cli

import (
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// asked is one request that a server has seen.
type asked struct {
	method, path, query, body, key, version, actor string
}

// server starts a server that answers by path and keeps the requests.
func server(tb testing.TB, answers map[string]any) (string, *[]asked) {
	tb.Helper()
	seen := &[]asked{}
	signIn := signsIn()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if signIn(w, r) {
			return
		}
		body, _ := io.ReadAll(r.Body)
		*seen = append(*seen, asked{
			r.Method, r.URL.Path, r.URL.RawQuery, string(body), r.Header.Get("Idempotency-Key"), r.Header.Get("If-Match"), whoSigned(r),
		})
		answer, ok := answers[r.Method+" "+r.URL.Path]
		if !ok {
			answer = wire.Problem{Code: fault.NotFound, Title: "Not found", Status: http.StatusNotFound}
		}
		if problem, refused := answer.(wire.Problem); refused {
			w.WriteHeader(problem.Status)
		}
		_ = json.NewEncoder(w).Encode(answer)
	}))
	tb.Cleanup(s.Close)
	return s.URL, seen
}

// signsIn returns the sign-in of a development server, as far as the command line uses it. The
// token names the persona.
func signsIn() func(w http.ResponseWriter, r *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		switch r.URL.Path {
		case "/signin/dev":
			http.Redirect(w, r, "http://"+r.Host+"/persona/authorize?state=s", http.StatusSeeOther)
		case "/persona/authorize":
			who := strings.TrimSpace(r.FormValue("desk") + " " + r.FormValue("roles") + " " + r.FormValue("account") + " " + r.FormValue("agency"))
			http.Redirect(w, r, "http://"+r.Host+"/signin/callback?"+url.Values{"code": {who}}.Encode(), http.StatusSeeOther)
		case "/signin/callback":
			w.Header().Set("Set-Cookie", "__Host-homeward=hws_"+hex.EncodeToString([]byte(r.FormValue("code"))))
			http.Redirect(w, r, "/account", http.StatusSeeOther)
		default:
			return false
		}
		return true
	}
}

// whoSigned returns the persona that the token names.
func whoSigned(r *http.Request) string {
	who, err := hex.DecodeString(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer hws_"))
	if err != nil {
		return r.Header.Get("Authorization")
	}
	return string(who)
}

func settled() wire.Receipt {
	return wire.Receipt{
		State: record.CommandSettled, Command: "decide", Target: wire.Target{Kind: record.TargetCase, Ref: "c7m2k9x4pq"},
		Case: wire.CaseAnswer{Seq: 9, Stage: casework.StageClearance, Task: "exit_permit.1", Settled: true},
	}
}

const key = "0f2f0b86-7a0c-4a35-9d3e-1d4a1f4f9f11"

func TestADecisionLooksAtTheTaskFirst(t *testing.T) {
	t.Parallel()
	address, seen := server(t, map[string]any{
		"GET /cases/c7m2k9x4pq/tasks/exit_permit.1":         wire.Task{Name: "exit_permit.1", Version: 4},
		"POST /cases/c7m2k9x4pq/tasks/exit_permit.1/decide": settled(),
	})
	out, err, code := homeward(t, nil, "task", "decide", "c7m2k9x4pq", "exit_permit.1", "granted", "--until", "+30d", "--fact", "interpreter=ok",
		"--server", address, "--as", "tha-immigration-maesot", "--key", key)
	require.Zero(t, code, err)
	require.Equal(t, "case c7m2k9x4pq: decide, change 9, stage clearance, task exit_permit.1 settled\n", out)
	require.Len(t, *seen, 2)
	decision := (*seen)[1]
	require.Equal(t, `"4"`, decision.version)
	require.Equal(t, key, decision.key)
	require.Equal(t, "tha-immigration-maesot immigration_officer dev-tha-immigration-maesot", decision.actor)
	require.JSONEq(t, `{"outcome":"granted","until":"2026-12-31T12:00:00Z","facts":[{"name":"interpreter","value":"ok"}]}`, decision.body)
}

func TestAClosedGateIsShownAsATable(t *testing.T) {
	t.Parallel()
	address, _ := server(t, map[string]any{"POST /movements/m1/ticket": wire.Problem{
		Code: fault.GateClosed, Title: "A gate is closed", Detail: "this waits for something else first", Status: http.StatusConflict,
		Gates: []wire.Gate{{
			Gate: "G12", Waiver: []wire.Role{casework.RoleBudgetHolder},
			Unmet: []wire.Unmet{
				{Condition: "exit_permit_valid", Owner: casework.DeskImmigration, Desk: "tha-immigration-maesot", AgeSeconds: 3 * 24 * 3600},
				{Condition: "fit_to_travel", Owner: casework.DeskMedical, AgeSeconds: 90 * 60},
			},
		}},
	}})
	out, err, code := homeward(t, nil, "movement", "ticket", "m1", "--server", address, "--as", "tha-transport-maesot")
	require.Equal(t, ExitGate, code)
	require.Empty(t, out)
	require.Equal(t, `A gate is closed (gate_closed)
this waits for something else first
GATE  UNMET              WHOSE                   FOR     WAIVER
G12   exit_permit_valid  tha-immigration-maesot  3 d     budget_holder
      fit_to_travel      medical                 90 min   
`, err)
}

func TestExitCodesFollowTheProblem(t *testing.T) {
	t.Parallel()
	for code, want := range map[fault.Code]int{
		fault.Unknown: ExitFailure, fault.Malformed: ExitMisuse, fault.Invalid: ExitMisuse, fault.Unsigned: ExitDenied, fault.StepUp: ExitDenied, fault.Denied: ExitDenied,
		fault.NotFound: ExitNotFound, fault.Conflict: ExitConflict, fault.Decided: ExitConflict, fault.Stale: ExitConflict,
		fault.GateClosed: ExitGate, fault.TooMany: ExitRetry, fault.Busy: ExitRetry, fault.Unavailable: ExitRetry, fault.RollingOver: ExitRetry,
	} {
		t.Run(string(code), func(t *testing.T) {
			t.Parallel()
			address, _ := server(t, map[string]any{"GET /cases/c1": wire.Problem{Code: code, Title: "No", Status: http.StatusTeapot}})
			_, err, got := homeward(t, nil, "case", "show", "c1", "--server", address, "--as", "tha-caseworker-maesot")
			require.Equal(t, want, got)
			require.Contains(t, err, string(code))
		})
	}
}

func TestAWriteThatIsNotSettledYetSaysWhereToLook(t *testing.T) {
	t.Parallel()
	pending := wire.Receipt{Key: key, State: record.CommandPending}
	address, seen := server(t, map[string]any{"POST /lists/l1/confirm": pending, "GET /commands/" + key: pending})
	_, err, code := homeward(t, nil, "list", "confirm", "l1", "--server", address, "--as", "tha-coordination:operation_lead", "--wait", "20ms")
	require.Equal(t, ExitPending, code)
	require.Contains(t, err, "homeward command "+key)
	require.NotEmpty(t, *seen)
	require.Equal(t, "tha-coordination operation_lead dev-tha-coordination-operation-lead", (*seen)[0].actor)
}

func TestWaitingTasksAreShown(t *testing.T) {
	t.Parallel()
	address, _ := server(t, map[string]any{"GET /cases/c1/waiting": wire.Waiting{
		Case: "c1",
		Tasks: []wire.WaitingTask{{
			Task: "triage.1", Desk: "tha-medical-maesot", AgeSeconds: 7200, Due: noon, OverdueSeconds: 60,
			NextRung: wire.RungAt{Rung: casework.EscalationFocalPoint, At: noon.Add(time.Hour)},
		}},
		Gates: []wire.WaitingGate{{Steps: []string{"ticket"}, AgeSeconds: 7200, Due: noon, OverdueSeconds: 60, Gate: wire.Gate{Gate: "G19", Never: true, Unmet: []wire.Unmet{{Condition: "risk_not_extreme", Owner: casework.DeskCaseworker}}}}},
	}})
	out, err, code := homeward(t, map[string]string{"HOMEWARD_SERVER": address, "HOMEWARD_AS": "tha-caseworker-maesot"}, "case", "waiting", "c1", "--server", address, "--as", "tha-caseworker-maesot")
	require.Zero(t, code, err)
	require.Equal(t, `TASK      WAITING FOR         FOR  DUE               OVERDUE  CLAIMED  PAUSED  NEXT WHO ACTS         AT
triage.1  tha-medical-maesot  2 h  2026-12-01 12:00  1 min    -        -       ministry_focal_point  2026-12-01 13:00

CLOSED GATE  UNMET             WHOSE       FOR  WAIVER
G19          risk_not_extreme  caseworker  -    never

CLOSED GATE  WAITING  FOR  OWNER ASKED       OVERDUE
G19          ticket   2 h  2026-12-01 12:00  1 min
`, out)
}

func TestAnswersAreJSONWhenThatIsAskedFor(t *testing.T) {
	t.Parallel()
	address, _ := server(t, map[string]any{"GET /operations": wire.OperationPage{Items: []wire.Operation{{Ref: "op1", Host: "THA"}}, Next: "abc"}})
	out, err, code := homeward(t, nil, "operation", "list", "--json", "--server", address, "--as", "tha-coordination")
	require.Zero(t, code, err)
	var page wire.OperationPage
	require.NoError(t, json.Unmarshal([]byte(out), &page))
	require.Equal(t, "op1", string(page.Items[0].Ref))
	out, _, _ = homeward(t, nil, "operation", "list", "--server", address, "--as", "tha-coordination")
	require.Contains(t, out, "There is more: --cursor abc")
}

func TestAListIsUploadedAsItIs(t *testing.T) {
	t.Parallel()
	address, seen := server(t, map[string]any{"POST /operations/op1/lists": wire.List{
		Ref: "l1", Author: "custodian", State: record.ListRead, Rows: 2,
		Reconciliation: wire.Reconciliation{Headline: "the list says 3, rows are 2", Nationalities: wire.Counts{"KEN": 1, "ETH": 1}},
	}})
	file := filepath.Join(t.TempDir(), "list.csv")
	require.NoError(t, os.WriteFile(file, []byte("name;nationality\n"), 0o600))
	out, err, code := homeward(t, nil, "list", "upload", "op1", file, "--author", "custodian", "--as-of", "2025-02-23", "--server", address, "--as", "tha-registrar-maesot")
	require.Zero(t, code, err)
	require.Contains(t, out, "the list says 3, rows are 2")
	require.Contains(t, out, "ETH 1, KEN 1")
	require.Contains(t, out, "homeward list preview l1")
	require.Equal(t, "name;nationality\n", (*seen)[0].body)
	require.Equal(t, "as_of=2025-02-23&author=custodian", (*seen)[0].query)
	require.NotEmpty(t, (*seen)[0].key)
}

func TestMovements(t *testing.T) {
	t.Parallel()
	planned := wire.Receipt{State: record.CommandSettled, Command: "plan", Target: wire.Target{Kind: record.TargetMovement, Ref: "m1"}, Movement: wire.MovementAnswer{Seq: 1, Status: "planned"}}
	answer := wire.Receipt{State: record.CommandSettled, Command: "hold", Target: wire.Target{Kind: record.TargetMovement, Ref: "m1"}, Movement: wire.MovementAnswer{
		Seq: 3, Status: "holding", Passengers: []wire.PassengerAnswer{{Case: "c1", State: "held"}, {Case: "c2", Refused: fault.GateClosed, Gates: []wire.GateId{"G17"}}},
	}}
	address, seen := server(t, map[string]any{"POST /movements": planned, "POST /movements/m1/hold": answer, "POST /movements/m1/board": answer})
	as := []string{"--server", address, "--as", "tha-transport-maesot"}
	_, err, code := homeward(t, nil, append([]string{
		"movement", "plan", "--leg", "road:THMAQ:THDMK:+1d/+36h", "--leg", "air:THDMK:ETADD:2026-12-03T14:00:00+07:00/2026-12-03T23:00:00Z",
		"--seats", "50", "--blocked", "3", "--receiving", "eth-receiving", "--escort", "tha-escort-maesot",
	}, as...)...)
	require.Zero(t, code, err)
	require.JSONEq(t, `{"legs":[
		{"mode":"road","from":"THMAQ","to":"THDMK","departs_at":"2026-12-02T12:00:00Z","arrives_at":"2026-12-03T00:00:00Z"},
		{"mode":"air","from":"THDMK","to":"ETADD","departs_at":"2026-12-03T07:00:00Z","arrives_at":"2026-12-03T23:00:00Z"}],
		"seats":50,"blocked":3,"receiving":"eth-receiving","escorts":["tha-escort-maesot"]}`, (*seen)[0].body)

	out, err, code := homeward(t, nil, append([]string{"movement", "hold", "m1", "c1", "c2+c3"}, as...)...)
	require.Equal(t, ExitPartly, code, err)
	require.JSONEq(t, `{"blocks":[{"members":[{"case":"c1"}]},{"members":[{"case":"c2"},{"case":"c3"}]}]}`, (*seen)[1].body)
	require.Contains(t, out, "gate_closed")
	require.Contains(t, out, "G17")

	_, err, code = homeward(t, nil, append([]string{"movement", "board", "m1", "c1=boarded", "c2=no_show"}, as...)...)
	require.Equal(t, ExitPartly, code, err)
	require.JSONEq(t, `{"passengers":[{"case":"c1","outcome":"boarded","identity_match":"yes","consent_asked_again":"yes"},{"case":"c2","outcome":"no_show"}]}`, (*seen)[2].body)
}

func TestMisuse(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{
		"no command":      {},
		"unknown command": {"dance"},
		"no such desk":    {"case", "show", "c1", "--as", "nowhere"},
		"a bad fact":      {"case", "facts", "c1", "interpreter", "--as", "tha-caseworker-maesot"},
		"a bad instant":   {"task", "decide", "c1", "t.1", "granted", "--until", "soon", "--as", "tha-caseworker-maesot"},
		"a bad leg":       {"movement", "plan", "--leg", "air", "--seats", "5", "--receiving", "d", "--escort", "e", "--as", "tha-transport-maesot"},
		"a bad roll":      {"movement", "arrive", "m1", "c1", "--as", "eth-receiving"},
		"a bad server":    {"case", "show", "c1", "--as", "tha-caseworker-maesot", "--server", "nowhere"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, err, code := homeward(t, nil, args...)
			require.Equal(t, ExitMisuse, code, err)
			require.Empty(t, out)
			require.NotEmpty(t, err)
		})
	}
}

// A command without its arguments shows its own help, and not that of the program; another mistake says how to get it.
func TestAMistakeShowsTheHelpOfItsCommand(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"task decide":                          "Usage: homeward task decide <case> <task> <outcome>",
		"task":                                 "homeward task",
		"case show --as tha-caseworker-maesot": "Usage: homeward case show <case>",
		"task decide c1 t.1 granted --version soon --as x": "Try: homeward task decide --help",
		"case show c1 --never --as tha-caseworker-maesot":  "Try: homeward case show --help",
		"dance": "Try: homeward --help",
	} {
		out, err, code := homeward(t, nil, strings.Fields(args)...)
		require.Equal(t, ExitMisuse, code, args)
		require.Empty(t, out, args)
		require.Contains(t, err, want, args)
		require.NotContains(t, err, "To try it on this machine:", args)
	}
}

func TestMoments(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "0001-01-01T00:00:00Z", "2026-12-24": "2026-12-24T00:00:00Z", "2026-12-24T08:00:00+07:00": "2026-12-24T01:00:00Z",
		"+36h": "2026-12-03T00:00:00Z", "+30d": "2026-12-31T12:00:00Z",
	} {
		got, err := moment(text, noon)
		require.NoError(t, err, text)
		require.Equal(t, want, got.Format(time.RFC3339), text)
	}
	for _, bad := range []string{"soon", "+d", "+-3d", "2026-13-01", "2026-12-24T08:00:00", "+9999999999d"} {
		_, err := moment(bad, noon)
		require.Error(t, err, bad)
	}
}

func TestCorridorFiles(t *testing.T) {
	t.Parallel()
	out, err, code := homeward(t, nil, "corridor", "list")
	require.Zero(t, code, err)
	require.Contains(t, out, "tha-ken")
	out, err, code = homeward(t, nil, "corridor", "show", "tha-ken")
	require.Zero(t, code, err)
	require.Contains(t, out, "embassy_commitment")
	require.Contains(t, out, "No lawyer has checked it.")
	out, err, code = homeward(t, nil, "corridor", "desks", "--kind", "consulate", "--country", "KEN")
	require.Zero(t, code, err)
	require.Contains(t, out, "ken-mission-bangkok")
	_, err, code = homeward(t, nil, "corridor", "check", t.TempDir())
	require.NotZero(t, code)
	require.Contains(t, err, "desks.yaml")
	out, err, code = homeward(t, nil, "corridor", "check", "../../corridors")
	require.Zero(t, code, err)
	require.Contains(t, out, "no mistakes found")
}
