package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/record"
)

// A filter that is true or false keeps to those or to the others. A client that asks for adults gets no child.
func TestAFilterThatIsFalseKeepsToTheOthers(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	for query, want := range map[string]record.CaseFilter{
		"":               {},
		"?minor=true":    {Minor: new(true)},
		"?minor=false":   {Minor: new(false)},
		"?open=false":    {Open: new(false)},
		"?overdue=false": {Overdue: new(false)},
	} {
		var asked record.CaseFilter
		h.fake.cases = func(f record.CaseFilter) (record.Cases, error) { asked = f; return record.Cases{}, nil }
		h.ok(http.StatusOK, get("/cases"+query).as(supervisor))
		require.Equal(t, [3]*bool{want.Minor, want.Open, want.Overdue}, [3]*bool{asked.Minor, asked.Open, asked.Overdue}, query)
	}
	h.refused(http.StatusUnprocessableEntity, "invalid", get("/cases?minor=no").as(supervisor))
}
