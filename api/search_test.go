package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

func search(who string) request {
	return post("/people/search", m{"name": "Hanna Bekele", "document_number": "EP1234567", "phone": "+66 81 234 5678"}).as(who)
}

// finds makes the record find the sample's case by some fields, for any query.
func (h *testAPI) finds(fields ...record.PersonField) {
	var found []record.FoundField
	for _, field := range fields {
		found = append(found, record.FoundField{Field: field, Points: 1})
	}
	h.fake.findPeople = func(record.PersonQuery) ([]record.PersonHit, error) {
		return []record.PersonHit{{CaseSummary: h.detail().CaseSummary, State: h.state, Found: found}}, nil
	}
}

// A search shows only cases that the caller sees, and only if they were found by fields that the caller sees.
func TestASearchShowsNoMoreThanTheCase(t *testing.T) {
	t.Parallel()
	all := []record.PersonField{record.FieldDocument, record.FieldName, record.FieldNativeName, record.FieldPhone}
	for name, tt := range map[string]struct {
		who   string
		found []record.PersonField
		by    []any // empty if no case is found
	}{
		"the case's own team":                    {caseworker, all, []any{"document", "name", "native_name", "phone"}},
		"a physician who was asked":              {medic, all, []any{"document", "name", "native_name"}},
		"a physician, by the telephone alone":    {medic, []record.PersonField{record.FieldPhone}, nil},
		"a consul to whom she was put":           {consul, all, []any{"document", "name", "native_name"}},
		"a consul of another state":              {"ken-mission-bangkok consular_officer", all, nil},
		"a prosecutor who was not asked":         {prosecutor, all, nil},
		"immigration, which sees manifests only": {immigration, []record.PersonField{record.FieldNativeName, record.FieldPhone}, nil},
		"somebody with no part in it":            {stranger, all, nil},
		"by a field that nobody has classed":     {caseworker, []record.PersonField{"fingerprint", record.FieldName}, []any{"name"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newTestAPI(t)
			h.reach(casework.StepPlacement)
			h.finds(tt.found...)
			a := h.ok(http.StatusOK, search(tt.who))
			items, ok := a.at("items").([]any)
			require.True(t, ok)
			require.NotContains(t, string(a.raw), "Hanna", "what was asked is not said again")
			require.NotContains(t, string(a.raw), mark, "a line of a list, and nothing of the person")
			events := h.trail.take()
			require.Equal(t, audit.Subject{Kind: audit.OfSearch}, events[0].Subject, "that somebody searched stands in the log")
			require.Equal(t, []policy.Class{policy.TravelCard, policy.Contact}, events[0].Classes)
			if tt.by == nil {
				require.Empty(t, items)
				require.Len(t, events, 1)
				return
			}
			require.Len(t, events, 2)
			require.Equal(t, audit.Subject{Kind: audit.OfCase, Ref: string(caseRef)}, events[1].Subject)
			require.Len(t, items, 1)
			require.ElementsMatch(t, tt.by, field(t, items[0], "by"))
			require.Equal(t, string(caseRef), field(t, field(t, items[0], "case"), "ref"))
		})
	}
}

func TestRolesWithoutCasesCannotSearch(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.fake.findPeople = func(record.PersonQuery) ([]record.PersonHit, error) {
		require.Fail(t, "the record is not even asked")
		return nil, nil
	}
	for _, who := range []string{coordinator, transporter, escort, approver, lead} {
		h.refused(http.StatusForbidden, "denied", search(who))
	}
}

func TestASearchShowsSomeAndSaysThatThereAreMore(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.fake.findPeople = func(q record.PersonQuery) (out []record.PersonHit, err error) {
		require.Equal(t, record.PersonQuery{Name: "Hanna Bekele", Document: "EP1234567", Phone: "+66 81 234 5678", Most: 200}, q)
		for i := range 30 {
			state := h.state
			if i%2 == 0 {
				state = casework.Case{Ref: "elsewhere"} // the caller may not see it, so it does not count
			}
			out = append(out, record.PersonHit{
				CaseSummary: h.detail().CaseSummary, State: state, Found: []record.FoundField{{Field: record.FieldName}},
			})
		}
		return out, nil
	}
	a := h.ok(http.StatusOK, search(caseworker))
	require.Len(t, a.at("items"), 15)
	require.Nil(t, a.at("more"))

	h.fake.findPeople = func(record.PersonQuery) (out []record.PersonHit, err error) {
		for range 21 {
			out = append(out, record.PersonHit{CaseSummary: h.detail().CaseSummary, State: h.state, Found: []record.FoundField{{Field: record.FieldName}}})
		}
		return out, nil
	}
	a = h.ok(http.StatusOK, search(caseworker))
	require.Len(t, a.at("items"), 20)
	require.Equal(t, true, a.at("more"))
}

func TestASearchForNothingIsRefused(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.refused(http.StatusUnprocessableEntity, "invalid", post("/people/search", m{}).as(caseworker))
	p := h.refused(http.StatusUnprocessableEntity, "invalid", post("/people/search", m{"phone": mark}).as(caseworker))
	require.NotContains(t, p.Detail, mark)
}
