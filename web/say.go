package web

import (
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// reader writes what the use-cases show, for the user of one request.
type reader struct {
	*Pages

	user     identity.Caller
	language words.Language
	zone     *time.Location
	now      time.Time
}

func (p *Pages) reader(c echo.Context, user identity.Caller) reader {
	return reader{p, user, words.Negotiate(c.Response(), c.Request()), p.zoneOf(user), p.Usecases.Now()}
}

// country names a state in the user's language; the code of one that has no name.
func (r reader) country(code casework.Country) string {
	if name := r.language.Country(string(code)); name != "" {
		return name
	}
	return string(code)
}

// at is a moment in the zone of the user's desk.
func (r reader) at(t time.Time) view.Moment { return view.Moment{At: t, Zone: r.zone} }

// ago says since when a desk is waited for: see Pages.age.
func (r reader) ago(desk casework.DeskID, since time.Time) view.Text {
	return view.Say("tasks.age", r.age(desk, since, r.now))
}

// day is the day of a moment where the user's desk is.
func (r reader) day(t time.Time) civil.Date { return civil.DateOf(t, r.zone) }

func (r reader) mine(desk casework.DeskID) bool { return desk != "" && desk == r.user.Actor.Desk }

// stepText names a step. A visit and an attestation have the name of their kind.
func stepText(step casework.Step) view.Text { return view.Named("step", step.Base()) }

// doText says what a desk is asked to do, and waitText what is waited for.
func doText(step casework.Step) view.Text {
	return view.Text{Key: "step." + string(step.Base()) + ".do"}
}

func waitText(step casework.Step) view.Text {
	return view.Text{Key: "step." + string(step.Base()) + ".wait"}
}

func outcomeText(step casework.Step, outcome casework.Outcome) view.Text {
	return view.Say("outcome." + string(step.Base()) + "." + string(outcome))
}

// factText names a fact.
func factText(name casework.FactName) view.Text { return view.Named("fact", name) }

// valueText says what a fact states.
func valueText(name casework.FactName, value string) view.Text {
	return view.Say("value." + string(name) + "." + value)
}

// conditionText says what is not met, as the end of "Waiting for ...".
func conditionText(id casework.ConditionID) view.Text { return view.Named("condition", id) }

// documentText names a kind of document; one that is not in the list of kinds is shown as it is written.
func documentText(d record.Document) view.Fact {
	for _, kind := range documentKinds() {
		if kind == d.Type {
			return view.Fact{Name: view.Named("document", kind)}
		}
	}
	return view.Fact{Name: view.Say("document.other")}
}

// documentKinds lists the kinds of travel documents that a mission issues.
func documentKinds() []string {
	return []string{
		"passport", "emergency_passport", "single_sheet_etd", "laissez_passer", "border_pass", "refugee_ctd", "stateless_ctd",
		"certificate_of_identity",
	}
}
