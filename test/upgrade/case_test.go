package upgrade_test

import (
	"slices"
	"strings"
	"time"

	"github.com/stretchr/testify/require"
)

// survivor is one case with the officers who carry it.
type survivor struct {
	*caller

	ref        string
	registrar  officer
	caseworker officer
	supervisor officer
}

// survivor finds the case of a reference, carried by the desks of Bangkok.
func (c *caller) survivor(ref string) *survivor {
	c.tb.Helper()
	return &survivor{
		caller: c, ref: ref, registrar: c.as("tha-registrar-bangkok"), caseworker: c.as("tha-caseworker-bangkok"), supervisor: c.as("tha-supervisor-bangkok"),
	}
}

// opening is the request that opens the case of an invented adult from Myanmar.
func opening(name string) body {
	return body{
		"host": "THA", "origin": "MMR", "custodian": "state", "age": "adult", "told_of_purpose": "yes",
		"person": body{"name": name, "sex": "F", "nationality": "MMR", "languages": []string{"my"}},
	}
}

// opens opens a case by hand.
func (c *caller) opens(content body) *survivor {
	c.tb.Helper()
	her := c.survivor("")
	her.ref = c.post(her.registrar, "/cases", content).Target.Ref
	return her
}

func (her *survivor) path(rest string) string { return "/cases/" + her.ref + rest }

// task is an open request to a desk.
type task struct {
	Name      string
	Step      string
	Desk      string
	Version   int64
	NotBefore time.Time `json:"not_before"`
	Paused    *struct{ Cause string }
}

// open lists the open requests of the case: name, step and desk.
func (her *survivor) open() []task {
	her.tb.Helper()
	var waiting struct {
		Tasks []struct{ Task, Step, Desk string }
	}
	her.get(her.caseworker, her.path("/waiting"), &waiting)
	var out []task
	for _, one := range waiting.Tasks {
		out = append(out, task{Name: one.Task, Step: one.Step, Desk: one.Desk})
	}
	return out
}

// isAsked reports whether a desk is asked about a step now.
func (her *survivor) isAsked(step string) bool {
	her.tb.Helper()
	return slices.ContainsFunc(her.open(), func(t task) bool { return t.Step == step })
}

// asked waits for the open request of a step until it may be answered.
func (her *survivor) asked(step string) (task, officer) {
	her.tb.Helper()
	var found task
	await(her.tb, "a desk is asked about "+step, func() bool {
		i := slices.IndexFunc(her.open(), func(t task) bool { found = t; return t.Step == step })
		return i >= 0
	})
	by := her.as(found.Desk)
	path := her.path("/tasks/" + found.Name)
	her.get(by, path, &found)
	await(her.tb, step+" may be answered", func() bool { return time.Now().After(found.NotBefore.Add(20 * time.Millisecond)) })
	return found, by
}

// decision is the request that answers a task as its desk.
func (her *survivor) decision(step string, content body) request {
	her.tb.Helper()
	t, by := her.asked(step)
	r := newRequest(her.tb, by, her.path("/tasks/"+t.Name+"/decide"), content)
	r.Version = t.Version
	return r
}

// decides answers the open request of a step. More is added to the outcome, as name and value in turn.
func (her *survivor) decides(step, outcome string, more ...any) receipt {
	her.tb.Helper()
	content := body{"outcome": outcome}
	for pair := range slices.Chunk(more, 2) {
		name, ok := pair[0].(string)
		require.True(her.tb, ok)
		content[name] = pair[1]
	}
	return her.settle(her.decision(step, content))
}

// facts are statements, as name and value in turn.
func facts(pairs ...string) []body {
	var out []body
	for pair := range slices.Chunk(pairs, 2) {
		out = append(out, body{"name": pair[0], "value": pair[1]})
	}
	return out
}

// knows has a desk state facts.
func (her *survivor) knows(desk string, pairs ...string) {
	her.tb.Helper()
	her.post(her.as(desk), her.path("/facts"), body{"facts": facts(pairs...)})
}

func (her *survivor) agrees(consents ...string) {
	her.tb.Helper()
	her.post(her.caseworker, her.path("/consents"), body{"consents": consents, "mode": "thumbprint", "language": "my"})
}

// isReceived takes her through registration, triage and placement.
func (her *survivor) isReceived() {
	her.tb.Helper()
	her.decides("triage", "green", "facts", facts("needs_met", "yes"))
	her.decides("placement", "placed")
	her.decides("register", "registered", "facts", facts("age", "adult"))
	her.agrees("C1", "C2", "C3", "C4", "C5", "C8", "C9", "C10", "C11")
}

// isHeard asks what must be asked before her consulate is.
func (her *survivor) isHeard() {
	her.tb.Helper()
	her.decides("fear_of_return", "no", "reasons", "asked twice", "facts", facts("interpreter", "ok", "lawyer_told", "yes"))
	her.decides("screening", "refer")
}

// votes sends the vote of one member of the panel, from an agency; the chair is last.
func (her *survivor) votes(outcome string, agencies ...string) {
	her.tb.Helper()
	for _, agency := range agencies {
		r := her.decision("determination", body{"outcome": outcome, "reasons": "indicators weighed one by one"})
		r.By.Agency, r.By.Account = agency, "panel-"+agency
		if agency == panel()[2] {
			r.By.Role = "panel_chair"
		}
		her.settle(r)
	}
}

// panel lists the agencies that sit on the panel.
func panel() []string { return []string{"tha-police", "tha-labour", "tha-social"} }

// isCleared takes her from the interview to papers and a reception.
func (her *survivor) isCleared() {
	her.tb.Helper()
	her.isHeard()
	her.votes("victim", panel()...)
	her.decides("risk_assessment", "low")
	her.decides("solution", "return")
	her.getsPapers()
}

// getsPapers: nationality, document, permit, waiver, reception, fit to travel.
func (her *survivor) getsPapers() {
	her.tb.Helper()
	her.decides("verify_nationality", "confirmed")
	her.decides("travel_document", "issued", "until", farAway, "document", body{"type": "single_sheet_etd", "number": "QV4471902", "expires_at": farAway})
	her.decides("exit_permit", "granted", "until", farAway)
	her.decides("fine_waiver", "granted", "until", farAway)
	her.knows(her.supervisor.Desk, "sharing_agreement", "in_force")
	her.decides("reception", "accepted", "facts", facts("pick_up_named", "yes"))
	her.knows("mmr-receiving", "bilateral_agreed", "yes")
	her.decides("fit_to_travel", "fit")
}

// farAway is the end of papers, so late that they are valid whenever the fixture is used.
const farAway = "2075-01-01T00:00:00Z"

// view is a part of a case as an officer sees it.
type view struct {
	Seq      int64
	Stage    string
	Closed   bool
	Corridor string
	Shown    []string
	Person   struct{ Name string }
	Steps    []struct{ Step, Outcome string }
	Undo     []struct{ Kind, State, Step string }
}

// seen is the case as an officer sees it.
func (her *survivor) seen(by officer) view {
	her.tb.Helper()
	var v view
	her.get(by, her.path(""), &v)
	return v
}

// now is the case as its supervisor sees it.
func (her *survivor) now() view {
	her.tb.Helper()
	return her.seen(her.supervisor)
}

// outcome returns how a step is settled; "" if it is not.
func (her *survivor) outcome(step string) string {
	her.tb.Helper()
	for _, s := range her.now().Steps {
		if s.Step == step {
			return s.Outcome
		}
	}
	return ""
}

// undone reports whether all ordered undos are done, except those of the given steps.
func (her *survivor) undone(except ...string) bool {
	her.tb.Helper()
	return !slices.ContainsFunc(her.now().Undo, func(u struct{ Kind, State, Step string }) bool {
		return u.State == "ordered" && !slices.Contains(except, u.Kind)
	})
}

// unmet lists the conditions that keep a gate closed.
func (her *survivor) unmet(gate string) string {
	her.tb.Helper()
	var gates struct {
		Items []struct {
			Gate  string
			Unmet []struct{ Condition string }
		}
	}
	her.get(her.supervisor, her.path("/gates"), &gates)
	var out []string
	for _, g := range gates.Items {
		for _, u := range g.Unmet {
			if g.Gate == gate {
				out = append(out, u.Condition)
			}
		}
	}
	return strings.Join(out, " ")
}
