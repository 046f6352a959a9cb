package web_test

import (
	"html"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster/birth"
)

// No page shows a user a field of a class that they do not see, in any place of its markup.
func TestNoPageShowsMoreThanItsReaderSees(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	marks := map[policy.Class]string{
		policy.TravelCard: "mark-travel", policy.Identity: "mark-identity", policy.Contact: "mark-contact", policy.Narrative: "mark-narrative",
	}
	person := record.Person{
		Name: marks[policy.TravelCard], DocumentNumber: marks[policy.TravelCard], NativeName: marks[policy.Identity], NationalityRaw: marks[policy.Identity],
		Birth: birth.Date{AsWritten: marks[policy.Identity]}, Phone: marks[policy.Contact], Place: marks[policy.Contact], Remark: marks[policy.Narrative],
	}
	o.Record.Put(kenyan, person, record.Document{Type: "passport", Number: marks[policy.TravelCard]})
	seen := map[policy.Class]int{}
	for _, user := range []string{
		caseworker, supervisor, consul, "tha-registrar-maesot registrar", "tha-screener-maesot screener", "tha-medical-maesot medical_officer", "tha-shelter-maesot shelter_officer",
		"tha-panel-maesot panel_member", "tha-immigration-maesot immigration_officer", "ken-receiving receiving_officer", "tha-transport-maesot transport_coordinator",
		"tha-coordination national_coordinator", "tha-coordination data_protection_officer", "ken-mission-bangkok mission_head", "khm-caseworker-phnompenh caseworker",
	} {
		shown := o.shownTo(user)
		for _, path := range []string{ofKenyan, ofKenyan + "/consents", ofKenyan + "/access", ofKenyan + "/history", verify, ofKenyan + "/tasks/screening.1"} {
			a := o.get(path, user)
			require.Contains(t, []int{http.StatusOK, http.StatusForbidden, http.StatusNotFound}, a.StatusCode, "%s for %s", path, user)
			for class, mark := range marks {
				found := strings.Contains(html.UnescapeString(string(a.raw)), mark)
				require.False(t, found && !shown[class], "%s shows %s to %s", path, mark, user)
				if found {
					seen[class]++
				}
			}
		}
	}
	for class := range marks {
		require.Positive(t, seen[class], "%s is shown to a user who sees it", class)
	}
}

// shownTo are the classes that a user sees of the case by the use-case itself.
func (o *office) shownTo(user string) map[policy.Class]bool {
	o.tb.Helper()
	r := page(http.MethodGet, ofKenyan, nil).as(user)
	caller, err := o.signIn.Authenticate(r.Request)
	require.NoError(o.tb, err, user)
	ctx := request.With(o.tb.Context(), &request.Request{Actor: caller.Actor, Session: "s", Purpose: policy.PurposeOf(caller.Actor.Role)})
	out := map[policy.Class]bool{}
	found, err := o.ShowCase(ctx, kenyan)
	if err != nil {
		return out
	}
	for _, class := range found.Shown {
		out[class] = true
	}
	return out
}

// The pages of a case are made from few reads: the case, whom it waits for, and its history.
func TestACasePageNotesWhatItShows(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	before := len(o.Audit.Events())
	o.get(ofKenyan, caseworker).status(http.StatusOK)
	var actions []string
	for _, e := range o.Audit.Events()[before:] {
		actions = append(actions, string(e.Action))
		require.Equal(t, casework.AccountID("dev-1"), e.Account)
	}
	require.Contains(t, actions, string(policy.ShowCase))
	require.LessOrEqual(t, len(actions), 3)
	o.Audit.Fail(http.ErrServerClosed)
	o.get(ofKenyan, caseworker).status(http.StatusServiceUnavailable).never("Wanjiku", "Who are we waiting for?</h2>")
	o.get(verify, consul).status(http.StatusServiceUnavailable).never("Wanjiku")
}
