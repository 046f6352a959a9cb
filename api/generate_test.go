package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/api/contract"
)

// valid draws a value that a schema allows.
func valid(t *rapid.T, s *contract.Schema, name string) any {
	switch s.Type {
	case "object":
		out := map[string]any{}
		for _, p := range s.Properties {
			if slices.Contains(s.Required, p.Name) || rapid.Bool().Draw(t, name+"."+p.Name+"?") {
				out[p.Name] = valid(t, p.Schema, name+"."+p.Name)
			}
		}
		if len(out) < s.MinProps {
			out[s.Properties[0].Name] = valid(t, s.Properties[0].Schema, name+"."+s.Properties[0].Name)
		}
		if s.Members != nil {
			out["housing"] = valid(t, s.Members, name+".*")
		}
		return out
	case "array":
		least := max(s.MinItems, 0)
		n := rapid.IntRange(least, min(least+2, s.MaxItems)).Draw(t, name+"#")
		out := []any{}
		for range n {
			v := valid(t, s.Items, name+"[]")
			if !s.Unique || !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
		return out
	case "boolean":
		return rapid.Bool().Draw(t, name)
	case "integer":
		return rapid.IntRange(int(*s.Min), int(*s.Max)).Draw(t, name)
	default:
		return validText(t, s, name)
	}
}

func validText(t *rapid.T, s *contract.Schema, name string) string {
	switch {
	case s.Enum != nil:
		return rapid.SampledFrom(s.Enum).Draw(t, name)
	case s.Format == "date-time":
		at := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, name), 0)
		return at.In(time.FixedZone("", 60*rapid.IntRange(-720, 840).Draw(t, name+" zone"))).Format(time.RFC3339)
	case s.Format == "date":
		return time.Unix(rapid.Int64Range(0, 4e9).Draw(t, name), 0).UTC().Format(time.DateOnly)
	case s.Format == "uuid":
		return rapid.StringMatching(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`).Draw(t, name)
	case s.MinLength > 0 && s.MaxLength > 0: // free text: anything but control characters
		text := rapid.StringOfN(rapid.RuneFrom([]rune("aZ9 ኣ้𝄞é'<&\"\\")), s.MinLength, 20, -1).Draw(t, name)
		if s.Pattern != nil && !s.Pattern.MatchString(text) {
			return "a" + text[1:] // something that can be seen
		}
		return text
	default:
		text := rapid.StringMatching(strings.TrimSuffix(strings.TrimPrefix(s.Pattern.String(), "^"), "$")).Draw(t, name)
		if s.MaxLength > 0 && len(text) > s.MaxLength {
			text = strings.TrimRight(text[:s.MaxLength], "-")
		}
		return text
	}
}

// spoil makes one thing of a valid value wrong; what it puts in is marked.
func spoil(t *rapid.T, s *contract.Schema, v any) any {
	_, list := v.([]any)
	if list != (s.Type == "array") {
		return mark // it was spoilt before
	}
	switch value := v.(type) {
	case map[string]any:
		kind := rapid.SampledFrom([]string{"unknown", "missing", "inside", "type"}).Draw(t, "spoil")
		switch {
		case kind == "missing" && len(s.Required) > 0:
			delete(value, rapid.SampledFrom(s.Required).Draw(t, "missing"))
			return value
		case kind == "inside" && len(s.Properties) > 0:
			p := rapid.SampledFrom(s.Properties).Draw(t, "inside")
			inner, there := value[p.Name]
			if !there {
				inner = valid(t, p.Schema, p.Name)
			}
			value[p.Name] = spoil(t, p.Schema, inner)
			return value
		case kind == "type":
			return mark
		case s.Members != nil:
			value["housing"] = []any{mark}
			return value
		default:
			value[mark] = 1
			return value
		}
	case []any:
		if len(value) > 0 && rapid.Bool().Draw(t, "in the list") {
			value[0] = spoil(t, s.Items, value[0])
			return value
		}
		return map[string]any{mark: 1}
	case string:
		if s.MinLength > 0 && s.MaxLength > 0 {
			return rapid.SampledFrom([]any{mark + "\x00", "", mark + strings.Repeat("x", s.MaxLength), 7}).Draw(t, "text")
		}
		return rapid.SampledFrom([]any{mark + " \x01 not this", 7, nil, []any{mark}}).Draw(t, "text")
	default:
		return mark
	}
}

// whoMay is a caller for each operation who may do it.
var whoMay = map[string]string{
	"requestErasure": protector, "stopErasure": protector, "answerDeletion": consul, "confirmList": registrar, "answerList": registrar, "approveList": coordinator,
	"openOperation": lead, "pauseOperation": lead, "agreeResume": lead, "agreeBatch": registrar, "searchPeople": registrar, "countersignHead": auditor, "openCase": registrar, "waiveGate": supervisor, "stateFacts": caseworker, "askAgain": caseworker, "correctIdentity": caseworker, "previewCorrection": caseworker, "showIdentity": caseworker,
	"reportEvent": supervisor, "giveConsents": caseworker, "withdrawConsents": caseworker, "decideTasks": registrar, "decideTask": registrar,
	"pauseTask": registrar, "askAtTask": registrar, "answerTask": registrar, "giveTask": registrar, "reassignTask": supervisor, "recallTask": caseworker,
	"planMovement": transporter, "holdSeats": transporter, "queueStandby": transporter, "releaseSeats": transporter, "issueTickets": transporter,
	"keepApart": transporter, "lockManifest": approver, "swapVehicle": transporter, "slipMovement": transporter, "boardPassengers": escort,
	"departMovement": escort, "confirmArrivals": receiver, "cancelMovement": transporter, "agreeCancel": approver, "settlePlan": officer, "settleFollowUp": officer, "agreeContact": officer, "revealNumber": officer,
	"giveAccess": caseworker, "excludeOfficer": caseworker, "readmitOfficer": supervisor, "breakGlass": supervisor, "answerProposal": supervisor, "recordOrder": supervisor, "endOrder": caseworker, "explainReading": caseworker,
}

func operationsWithBody(tb testing.TB) []contract.Operation {
	tb.Helper()
	var out []contract.Operation
	for _, op := range ours(tb).Operations {
		if op.JSON() != nil {
			require.NotEmpty(tb, whoMay[op.ID], "no caller may do %s", op.ID)
			out = append(out, op)
		}
	}
	return out
}

func tried(op contract.Operation, body any) request {
	return newRequest(op.Method, concrete(op.Path), body).as(whoMay[op.ID]).with("If-Match", `"1"`)
}

// A request that the contract allows never causes an internal error, and both validators of the
// contract agree about it.
func TestAValidRequestNeverFailsInside(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	operations := operationsWithBody(t)
	rapid.Check(t, func(t *rapid.T) {
		op := rapid.SampledFrom(operations).Draw(t, "operation")
		body := valid(t, op.JSON(), "body")
		r := tried(op, body)
		require.NoError(t, h.contract.request(r), "%s", op.ID)
		a := h.do(r)
		require.Less(t, a.StatusCode, 500, "%s %s", op.ID, a.raw)
		require.NotContains(t, []int{400, 413, 415, 428}, a.StatusCode, "%s %s", op.ID, a.raw)
		if a.StatusCode == http.StatusUnprocessableEntity { // correct form, wrong meaning: a desk, a case or a corridor that does not exist
			var p problem
			a.into(&p)
			require.NotEmpty(t, p.Detail)
		}
	})
}

// A request that the contract does not allow is refused with a problem, and its values are in no
// answer and in no log.
func TestAnInvalidRequestIsRefusedAndNeverRepeated(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	operations := operationsWithBody(t)
	spoiled := 0
	rapid.Check(t, func(t *rapid.T) {
		op := rapid.SampledFrom(operations).Draw(t, "operation")
		body := spoil(t, op.JSON(), valid(t, op.JSON(), "body"))
		r := tried(op, body)
		if h.contract.request(r) == nil {
			return // nothing was made invalid: the contract allows it
		}
		spoiled++
		a := h.do(r)
		require.GreaterOrEqual(t, a.StatusCode, 400, "%s %s", op.ID, r.raw)
		require.Less(t, a.StatusCode, 500, "%s %s", op.ID, a.raw)
		require.Equal(t, "application/problem+json", a.Header.Get("Content-Type"))
		require.NotContains(t, string(a.raw), mark)
	})
	require.Positive(t, spoiled)
	require.NotContains(t, h.logs.String(), mark)
}

// Our validator of the contract and the other one give the same result for any JSON.
func TestTwoReadersOfTheContractAgree(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	operations := operationsWithBody(t)
	rapid.Check(t, func(t *rapid.T) {
		op := rapid.SampledFrom(operations).Draw(t, "operation")
		body := valid(t, op.JSON(), "body")
		for range rapid.IntRange(0, 2).Draw(t, "times") {
			body = spoil(t, op.JSON(), body)
		}
		raw, err := json.Marshal(body)
		require.NoError(t, err)
		value, err := contract.ReadJSON(raw)
		require.NoError(t, err)
		theirs := h.contract.request(tried(op, raw))
		mine := op.JSON().Check(value)
		require.Equal(t, theirs == nil, len(mine) == 0, "%s: %v against %v", raw, mine, theirs)
	})
}
