package api_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"

	"example.org/homeward/api"
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/engine"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
	"example.org/homeward/workflows"
)

const temporalPages = "https://temporal.homeward.example"

// codecTest is an API that decodes payloads, with its keys.
type codecTest struct {
	*testAPI

	codec *engine.Codec
	box   *seal.Keyed
}

func newCodecTest(t *testing.T, change func(*config)) *codecTest {
	t.Helper()
	h := newTestAPI(t)
	box := sealtest.New(t)
	o := &codecTest{testAPI: h, box: box, codec: engine.NewCodec(box, "homeward")}
	config := h.config()
	config.usecases.Codec, config.CodecOrigin, config.server.Origin = o.codec, temporalPages, "https://homeward.example"
	if change != nil {
		change(&config)
	}
	h.start(config)
	return o
}

// state is a payload of a workflow with a value of every kind.
func state() map[string]any {
	return map[string]any{
		"ref": string(caseRef), "seq": 12345678901234567, "kind": "decide", "step": "triage", "outcome": mark, "opened_at": "2026-11-21T12:00:00Z",
		"tasks": []any{map[string]any{"id": "triage#1", "desk": "tha-medical-maesot", "answer": mark}}, "steps": []string{"register", "triage"},
		"facts": []any{map[string]any{"name": mark, "value": mark, "at": "2026-11-21T12:00:00Z"}}, "minor": true, "age": 17, "words": mark, mark: nil,
	}
}

func (o *codecTest) payload(workflowID string, value any) map[string]any {
	o.tb.Helper()
	sc := converter.WorkflowSerializationContext{Namespace: "homeward", WorkflowID: workflowID}
	data, _ := engine.Converters(o.codec.WithSerializationContext(sc))
	p, err := data.ToPayload(value)
	require.NoError(o.tb, err)
	return m{"metadata": p.GetMetadata(), "data": p.GetData()}
}

// decode sends payloads and returns the answer for each: the JSON, or "" if it is still encrypted.
func (o *codecTest) decode(who string, payloads ...map[string]any) []string {
	o.tb.Helper()
	a := o.serve(post("/codec/decode", m{"payloads": payloads}).as(who).with("Origin", temporalPages).with("Sec-Fetch-Site", "same-site"))
	require.Equal(o.tb, http.StatusOK, a.StatusCode, string(a.raw))
	require.Equal(o.tb, temporalPages, a.Header.Get("Access-Control-Allow-Origin"))
	var answer struct {
		Payloads []*commonpb.Payload `json:"payloads"`
	}
	require.NoError(o.tb, json.Unmarshal(a.raw, &answer))
	require.Len(o.tb, answer.Payloads, len(payloads), "as many as were asked for")
	var out []string
	for i, p := range answer.Payloads {
		if _, sealed := engine.KeyOf(p); sealed {
			sent, err := json.Marshal(payloads[i])
			require.NoError(o.tb, err)
			back, err := json.Marshal(p)
			require.NoError(o.tb, err)
			require.JSONEq(o.tb, string(sent), string(back), "what is not opened stays as it is")
			out = append(out, "")
			continue
		}
		out = append(out, string(p.GetData()))
	}
	return out
}

func TestAPayloadShowsWhatIsOperational(t *testing.T) {
	t.Parallel()
	o := newCodecTest(t, nil)
	got := o.decode(caseworker, o.payload(workflows.CaseID(caseRef), state()))
	require.JSONEq(t, `{"ref":"c7m2k9x4pq","seq":12345678901234567,"kind":"decide","step":"triage","outcome":"withheld","opened_at":"2026-11-21T12:00:00Z",
		"tasks":[{"id":"triage#1","desk":"tha-medical-maesot","answer":"withheld"}],"steps":["register","triage"],
		"facts":[{"name":"withheld","value":"withheld","at":"2026-11-21T12:00:00Z"}],"minor":"withheld","age":"withheld","words":"withheld","`+mark+`":null}`, got[0])
	require.Contains(t, got[0], "12345678901234567", "no number is rounded")
	for _, value := range []any{mark, 17, true, []string{mark}} {
		require.NotContains(t, o.decode(caseworker, o.payload(workflows.CaseID(caseRef), value))[0], mark)
	}
	events := o.trail.take()
	require.NotEmpty(t, events)
	for _, e := range events {
		e.At = noon // as the store sets it
		require.NoError(t, e.Check())
		require.Equal(t, audit.Subject{Kind: audit.OfCase, Ref: string(caseRef)}, e.Subject)
		require.EqualValues(t, "codec.decode", e.Action)
		require.Equal(t, audit.Allowed, e.Outcome)
		require.Equal(t, policy.PurposeOf(casework.RoleCaseworker), e.Purpose)
	}
	require.NotContains(t, o.logs.String(), mark)
}

func TestPayloadsAreForThoseWhoSeeTheWholeCase(t *testing.T) {
	t.Parallel()
	for who, opens := range map[string]bool{caseworker: true, supervisor: true, medic: false, consul: false, receiver: false, immigration: false, prosecutor: false, transporter: false} {
		t.Run(who, func(t *testing.T) {
			t.Parallel()
			o := newCodecTest(t, nil)
			p := o.payload(workflows.CaseID(caseRef), state())
			desk, role, _ := strings.Cut(who, " ")
			if !policy.EverAllowed(policy.Actor{Account: "dev-1", Role: casework.Role(role), Desk: casework.DeskID(desk)}, policy.SeeWholeCase) {
				require.Equal(t, http.StatusForbidden, o.serve(post("/codec/decode", m{"payloads": []any{p}}).as(who)).StatusCode)
				refused := o.trail.take()
				require.Len(t, refused, 1, "a refusal is recorded")
				require.Equal(t, audit.Denied, refused[0].Outcome)
				return
			}
			require.Equal(t, opens, o.decode(who, p)[0] != "")
		})
	}
}

// A payload of a case that the caller may not see and one of a case that never existed have the same
// answer, and each request is logged.
func TestPayloadsOfOthersStayEncrypted(t *testing.T) {
	t.Parallel()
	o := newCodecTest(t, nil)
	foreign := "tha-caseworker-bangkok caseworker"
	never := o.payload(workflows.CaseID("c0never000"), state())
	hers := o.payload(workflows.CaseID(caseRef), state())
	require.Equal(t, []string{"", ""}, o.decode(foreign, hers, never))
	erased := o.payload(workflows.CaseID("c0erased00"), state())
	require.NoError(t, o.box.Destroy(t.Context(), "case/c0erased00"))
	require.Equal(t, []string{""}, o.decode(caseworker, erased))
	for _, e := range o.trail.take() {
		require.NotEqual(t, audit.Allowed, e.Outcome)
	}
	plain := m{"metadata": m{"encoding": []byte("json/plain")}, "data": []byte(`{"outcome":"x"}`)}
	require.JSONEq(t, `{"outcome":"x"}`, o.decode(caseworker, plain)[0], "what was never encrypted comes back as it was sent")
	bent := o.payload(workflows.CaseID(caseRef), state())
	data, _ := bent["data"].([]byte)
	data[len(data)-1] ^= 1
	require.Empty(t, o.decode(caseworker, bent)[0])
	relabelled := o.payload(workflows.CaseID("c0never000"), state())
	meta, _ := relabelled["metadata"].(map[string][]byte)
	meta["kid"] = []byte("case/" + caseRef)
	require.Empty(t, o.decode(caseworker, relabelled)[0], "a payload of one case is not opened as another's")
}

// The payload of a movement names every passenger. An officer whom one of them has excluded gets it
// encrypted, as if the movement did not exist; and so is any other payload that names her.
func TestNoPayloadLeadsAnExcludedOfficerToHer(t *testing.T) {
	t.Parallel()
	o := newCodecTest(t, nil)
	o.accept(casework.Command{
		Key: "out", Kind: casework.KindExcludeOfficer, Account: "dev-9", By: casework.Actor{Account: "dev-2", Desk: "tha-caseworker-maesot", Role: casework.RoleCaseworker},
	})
	o.trip("c0companion")
	whole := o.payload(workflows.TransportID(moveRef), m{"ref": moveRef, "passengers": []m{{"case": "c0companion"}, {"case": caseRef, "state": mark}}})
	never := o.payload(workflows.TransportID("m0never000"), m{"ref": "m0never000"})
	for _, who := range []string{coordinator, lead} {
		o.trail.take()
		require.Equal(t, []string{"", ""}, o.decode(who+" dev-9", whole, never), who)
		events := o.trail.take()
		require.Len(t, events, 2, who)
		for _, e := range events {
			require.Equal(t, audit.Denied, e.Outcome)
			require.Equal(t, "not_found", e.Code)
		}
		require.Contains(t, o.decode(who+" dev-3", whole)[0], string(caseRef), who)
	}

	o.fake.movement = func(casework.Ref) (record.MovementDetail, error) {
		return record.MovementDetail{MovementRow: record.MovementRow{Ref: moveRef, Desk: "tha-transport-maesot"}}, nil // she was never on it
	}
	for name, p := range map[string]map[string]any{
		"a movement that refused her":         o.payload(workflows.TransportID(moveRef), m{"items": []m{{"case": caseRef}}}),
		"an operation":                        o.payload(workflows.RescueID("o5t8r2w6yz"), m{"rows": []any{m{"case": []string{string(caseRef)}}}}),
		"an erasure, which belongs to no one": o.payload(workflows.ErasureID("e9q2w7x4zt"), m{"case": caseRef}),
	} {
		o.fake.keptOut = []casework.Ref{caseRef} // for any caller
		o.trail.take()
		require.Equal(t, []string{""}, o.decode(coordinator, p), name)
		require.True(t, slices.ContainsFunc(o.trail.take(), func(e audit.Event) bool {
			return e.Outcome == audit.Denied && e.Subject == audit.Subject{Kind: audit.OfCase, Ref: audit.AskedHash(string(caseRef))}
		}), name)
		o.fake.keptOut = nil
		require.Contains(t, o.decode(coordinator, p)[0], string(caseRef), name)
	}
}

func TestPayloadsAreNotDecodedWithoutAnAuditEvent(t *testing.T) {
	t.Parallel()
	o := newCodecTest(t, nil)
	o.trail.fail(fault.New(fault.Unavailable, "away"))
	a := o.serve(post("/codec/decode", m{"payloads": []any{o.payload(workflows.CaseID(caseRef), state())}}).as(caseworker))
	require.Equal(t, http.StatusServiceUnavailable, a.StatusCode)
	require.NotContains(t, string(a.raw), "triage")
}

func TestWhoMayAskForPayloads(t *testing.T) {
	t.Parallel()
	o := newCodecTest(t, nil)
	ask := func() request {
		return post("/codec/decode", m{"payloads": []any{o.payload(workflows.CaseID(caseRef), state())}}).as(caseworker)
	}
	for name, tt := range map[string]struct {
		r    request
		want int
	}{
		"Temporal's pages":              {ask().with("Origin", temporalPages).with("Sec-Fetch-Site", "same-site"), http.StatusOK},
		"a page of ours":                {ask().with("Origin", "https://homeward.example").with("Sec-Fetch-Site", "same-origin"), http.StatusOK},
		"a program":                     {ask(), http.StatusOK},
		"nobody":                        {ask().without(callerHeader), http.StatusUnauthorized},
		"a page of another site":        {ask().with("Origin", "https://evil.example").with("Sec-Fetch-Site", "cross-site"), http.StatusForbidden},
		"one whose name begins alike":   {ask().with("Origin", temporalPages+".evil.example").with("Sec-Fetch-Site", "cross-site"), http.StatusForbidden},
		"one that hides where it is":    {ask().with("Origin", "null").with("Sec-Fetch-Site", "cross-site"), http.StatusForbidden},
		"one that says nothing":         {ask().with("Sec-Fetch-Site", "cross-site"), http.StatusForbidden},
		"Temporal's pages in clear":     {ask().with("Origin", "http://temporal.homeward.example").with("Sec-Fetch-Site", "cross-site"), http.StatusForbidden},
		"with something else in it":     {post("/codec/decode", m{"payloads": mark}).as(caseworker), http.StatusBadRequest},
		"with too many":                 {post("/codec/decode", m{"payloads": make([]m, 501)}).as(caseworker), http.StatusBadRequest},
		"with more than anybody needs":  {post("/codec/decode", m{"payloads": []m{{"data": bytes.Repeat([]byte("x"), 9<<20)}}}).as(caseworker), http.StatusBadRequest},
		"with a look and not a request": {get("/codec/decode").as(caseworker), http.StatusMethodNotAllowed},
	} {
		t.Run(name, func(t *testing.T) {
			a := o.serve(tt.r)
			require.Equal(t, tt.want, a.StatusCode, string(a.raw))
			require.NotContains(t, string(a.raw), mark)
			if tt.want == http.StatusForbidden {
				require.Empty(t, a.Header.Get("Access-Control-Allow-Origin"))
			}
		})
	}
	for origin, want := range map[string]int{temporalPages: http.StatusNoContent, "https://evil.example": http.StatusForbidden} {
		r := get("/codec/decode").with("Origin", origin).with("Access-Control-Request-Method", "POST")
		r.Method = http.MethodOptions
		a := o.serve(r)
		require.Equal(t, want, a.StatusCode)
		require.Equal(t, want == http.StatusNoContent, a.Header.Get("Access-Control-Allow-Credentials") == "true")
	}
}

// machineAuthenticator makes every caller a program.
type machineAuthenticator struct{ api.Authenticator }

func (m machineAuthenticator) Authenticate(r *http.Request) (identity.Caller, error) {
	c, err := m.Authenticator.Authenticate(r)
	c.Machine = true
	return c, err
}

func TestMachinesCannotDecodePayloads(t *testing.T) {
	t.Parallel()
	o := newCodecTest(t, func(c *config) { c.Authenticator = machineAuthenticator{c.Authenticator} })
	a := o.serve(post("/codec/decode", m{"payloads": []any{o.payload(workflows.CaseID(caseRef), state())}}).as(caseworker))
	require.Equal(t, http.StatusForbidden, a.StatusCode)
}

func TestTheCodecIsOffByDefault(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	require.Equal(t, http.StatusNotFound, h.serve(post("/codec/decode", m{"payloads": []any{}}).as(caseworker)).StatusCode)
	for _, route := range h.server.ExtraRoutes() {
		require.NotContains(t, route.Path, "codec")
	}
}
