package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A wrong value names the values that are allowed, in a body, in a query, and for a fact.
func TestAWrongValueNamesTheAllowedOnes(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	type m = map[string]any
	for name, tt := range map[string]struct {
		ask     request
		at      string
		allowed []string
	}{
		"in a body":        {post("/cases", m{"host": "THA", "told_of_purpose": "maybe", "person": m{"name": "a"}}).as(caseworker), "/told_of_purpose", []string{"yes", "legal_basis"}},
		"in a query":       {get("/operations?state=stopped").as(registrar), "state", []string{"running", "paused", "closed"}},
		"a value":          {post("/cases/c7m2k9x4pq/facts", m{"facts": []m{{"name": "needs_met", "value": "yess"}}}).as(caseworker), "/facts/0/value", []string{"yes", "no"}},
		"a value of three": {post("/cases/c7m2k9x4pq/facts", m{"facts": []m{{"name": "needs_met", "value": "no"}, {"name": "interpreter", "value": "good"}}}).as(caseworker), "/facts/1/value", []string{"ok", "not_needed", "missing"}},
		"an outcome":       {post("/cases/c7m2k9x4pq/tasks/register.1/decide", m{"outcome": "granted"}).as(registrar).with("If-Match", `"1"`), "/outcome", []string{"registered"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			own := *h
			own.tb = t
			p := own.refused(http.StatusUnprocessableEntity, "invalid", tt.ask)
			require.Len(t, p.Errors, 1)
			require.Equal(t, tt.at, p.Errors[0].Pointer+p.Errors[0].Parameter)
			require.Equal(t, "enum", p.Errors[0].Code)
			require.Equal(t, tt.allowed, p.Errors[0].Allowed)
		})
	}
	p := h.refused(http.StatusUnprocessableEntity, "invalid", post("/cases/c7m2k9x4pq/facts", m{"facts": []m{{"name": "needs_meet", "value": "yes"}}}).as(caseworker))
	require.Equal(t, "/facts/0/name", p.Errors[0].Pointer)
	require.Contains(t, p.Errors[0].Allowed, "needs_met")
}

// A filter that names no corridor, desk, operation, state or step is an error: an empty list would say that there
// is nothing. An operation that the caller may not see is answered like one that is not there.
func TestAnUnknownFilterIsAnError(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	for path, want := range map[string]string{
		"/cases?corridor=tha-xyz":                   "corridor: no_such_corridor",
		"/cases?desk=tha-nowhere":                   "desk: no_such_desk",
		"/cases?origin=ETX":                         "origin: no_such_state",
		"/cases?corridor=tha-ken&operation=o000x":   "operation: no_such_operation",
		"/tasks?desk=tha-nowhere":                   "desk: no_such_desk",
		"/tasks?step=verify_nation":                 "step: no_such_step",
		"/tasks?origin=ETX":                         "origin: no_such_state",
		"/tasks?operation=o0000never":               "operation: no_such_operation",
		"/movements?operation=o0000never":           "operation: no_such_operation",
		"/cases?movement=m0000never":                "movement: no_such_movement",
		"/cases?corridor=tha-ken&origin=KEN":        "",
		"/cases?origin=XXA":                         "",
		"/tasks?desk=tha-registrar-maesot":          "",
		"/tasks?operation=o5t8r2w6yz&step=solution": "",
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			own := *h
			own.tb = t
			if want == "" {
				own.ok(http.StatusOK, get(path).as(coordinator))
				return
			}
			p := own.refused(http.StatusUnprocessableEntity, "invalid", get(path).as(coordinator))
			require.Len(t, p.Errors, 1)
			require.Equal(t, want, p.Errors[0].Parameter+": "+p.Errors[0].Code)
		})
	}
}

// A reference means the same in capitals: in the address, in a query and in a body.
func TestReferencesInCapitalsAreFound(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	for path, who := range map[string]string{
		"/cases/C7M2K9X4PQ": supervisor, "/cases/C7m2k9x4pq/tasks/REGISTER.1": registrar, "/tasks?case=C7M2K9X4PQ": caseworker,
		"/operations/O5T8R2W6YZ": coordinator, "/lists/L3K9P4S7DQ": coordinator, "/movements/M6V1B8N2XC": receiver,
		"/erasures/E2R4A6S8ED": protector, "/deletions?erasure=E2R4A6S8ED": protector,
	} {
		small := h.ok(http.StatusOK, get(folded(path)).as(who))
		capitals := h.serve(get(path).as(who)) // the contract has names of tasks in small letters
		require.Equal(t, http.StatusOK, capitals.StatusCode, path)
		require.JSONEq(t, string(small.raw), string(capitals.raw), path)
	}
	type m = map[string]any
	write := func(path, operation string) {
		h.ok(http.StatusCreated, post(path, m{"host": "THA", "told_of_purpose": "yes", "operation": operation, "person": m{"name": "a"}}).as(registrar))
	}
	write("/cases", "O5T8R2W6YZ")
	require.Equal(t, "o5t8r2w6yz", string(h.commands.last().Words.Opening.Operation))
}

// folded writes an address in small letters.
func folded(path string) string { return strings.ToLower(path) }
