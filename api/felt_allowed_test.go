package api_test

import (
	"maps"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/record"
)

// A filter or a field that names a thing that is not there says which there are; an officer who may not know an operation is
// not shown it.
func TestWhatMayBeNamedInstead(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.fake.operations = func(record.OperationFilter) (record.Operations, error) {
		return record.Operations{Rows: []record.OperationRow{{Operation: record.Operation{Ref: opRef, Host: "THA", Lead: "tha-coordination"}}}}, nil
	}
	access := m{
		"desk": "tha-shelter-maesot", "classes": []string{"C"}, "purpose": "care", "consent": "C10", "until": "2027-02-01T00:00:00Z", "words": "for her",
	}
	with := func(field string, value any) m {
		out := maps.Clone(access)
		out[field] = value
		return out
	}
	for name, tt := range map[string]struct {
		ask      request
		at, code string
		has      []string
		hasNot   []string
	}{
		"a corridor of a list": {get("/cases?corridor=tha-xyz").as(coordinator), "corridor", "no_such_corridor", []string{"tha-ken", "tha-lao"}, nil},
		"a desk of a list":     {get("/tasks?desk=tha-nowhere").as(coordinator), "desk", "no_such_desk", []string{"tha-medical-maesot"}, nil},
		"a step of a list":     {get("/tasks?step=verify").as(coordinator), "step", "no_such_step", []string{"verify_nationality"}, nil},
		"an operation":         {get("/tasks?operation=o0000never").as(coordinator), "operation", "no_such_operation", []string{string(opRef)}, nil},
		"an operation hidden":  {get("/tasks?operation=o0000never").as(consul), "operation", "no_such_operation", nil, []string{string(opRef)}},
		"a corridor of a report": {
			post("/cases/c7m2k9x4pq/reports", m{"event": "corridor_changed", "corridor": "tha-xyz", "reasons": "she is of another state"}).as(supervisor),
			"/corridor", "unknown",
			[]string{"tha-ken", "tha-lao"},
			[]string{"mmr-tha"},
		},
		"an outcome of no step": {
			post("/cases/c7m2k9x4pq/tasks/register.1/decide", m{"outcome": "purple"}).as(registrar).with("If-Match", `"1"`), "/outcome", "enum", []string{"registered"}, []string{"granted"},
		},
		"a desk of an access":    {post("/cases/c7m2k9x4pq/access", with("desk", "tha-nowhere")).as(caseworker), "/desk", "enum", []string{"tha-shelter-maesot"}, nil},
		"a purpose of an access": {post("/cases/c7m2k9x4pq/access", with("purpose", "justice")).as(caseworker), "/purpose", "enum", []string{"care"}, []string{"justice"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			own := *h
			own.tb = t
			p := own.refused(http.StatusUnprocessableEntity, "invalid", tt.ask)
			require.Len(t, p.Errors, 1)
			require.Equal(t, tt.at, p.Errors[0].Pointer+p.Errors[0].Parameter)
			require.Equal(t, tt.code, p.Errors[0].Code)
			require.Subset(t, p.Errors[0].Allowed, tt.has)
			for _, one := range tt.hasNot {
				require.NotContains(t, p.Errors[0].Allowed, one)
			}
		})
	}
}
