package say

import (
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// Reader writes what the use-cases show, for the user of one request.
type Reader struct {
	*site.Site

	User     identity.Caller
	Language words.Language
	Zone     *time.Location
	Now      time.Time
}

// For is the reader of a request.
func For(p *site.Site, c echo.Context, user identity.Caller) Reader {
	return Reader{p, user, words.Negotiate(c.Response(), c.Request()), p.ZoneOf(user), p.Usecases.Now()}
}

// Country names a state in the user's language; the code of one that has no name.
func (r Reader) Country(code casework.Country) string {
	if name := r.Language.Country(string(code)); name != "" {
		return name
	}
	return string(code)
}

// At is a moment in the zone of the user's desk.
func (r Reader) At(t time.Time) view.Moment { return view.Moment{At: t, Zone: r.Zone} }

// Lately is a moment of which the day is left out if it is today.
func (r Reader) Lately(t time.Time) view.Moment {
	return view.Moment{At: t, Zone: r.Zone, Short: r.Day(t) == r.Day(r.Now)}
}

// Ago says since when a desk is waited for: see Site.Age.
func (r Reader) Ago(desk casework.DeskID, since time.Time) view.Text {
	return view.Say("tasks.age", r.Age(desk, since, r.Now))
}

// Day is the day of a moment where the user's desk is.
func (r Reader) Day(t time.Time) civil.Date { return civil.DateOf(t, r.Zone) }

// Mine reports whether a desk is the user's own.
func (r Reader) Mine(desk casework.DeskID) bool { return desk != "" && desk == r.User.Actor.Desk }

// StepText names a step. A visit and an attestation have the name of their kind.
func StepText(step casework.Step) view.Text { return view.Named("step", step.Base()) }

// DoText says what a desk is asked to do, and waitText what is waited for.
func DoText(step casework.Step) view.Text {
	return view.Text{Key: "step." + string(step.Base()) + ".do"}
}

func waitText(step casework.Step) view.Text {
	return view.Text{Key: "step." + string(step.Base()) + ".wait"}
}

// OutcomeText names an outcome of a step.
func OutcomeText(step casework.Step, outcome casework.Outcome) view.Text {
	return view.Say("outcome." + string(step.Base()) + "." + string(outcome))
}

// factText names a fact.
func factText(name casework.FactName) view.Text { return view.Named("fact", name) }

// ValueText says what a fact states.
func ValueText(name casework.FactName, value string) view.Text {
	return view.Say("value." + string(name) + "." + value)
}

// conditionText says what is not met, as the end of "Waiting for ...".
func conditionText(id casework.ConditionID) view.Text { return view.Named("condition", id) }

// documentText names a kind of document; one that is not in the list of kinds is shown as it is written.
func documentText(d record.Document) view.Fact {
	for _, kind := range DocumentKinds() {
		if kind == d.Type {
			return view.Fact{Name: view.Named("document", kind)}
		}
	}
	return view.Fact{Name: view.Say("document.other")}
}

// DocumentKinds lists the kinds of travel documents that a mission issues.
func DocumentKinds() []string {
	return []string{
		"passport", "emergency_passport", "single_sheet_etd", "laissez_passer", "border_pass", "refugee_ctd", "stateless_ctd",
		"certificate_of_identity",
	}
}
