package security_test

import (
	"slices"
	"strconv"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/policy"
)

// judge decides which cells of an answer a watcher may see. It uses only the class of each field in the
// contract and the tables of policy, and no results of the API.
type judge struct {
	actor policy.Actor
	her   policy.Subject // her case
	to    policy.Relations
	// what is the subject of the operation for policy: her case, or the movement, the operation, the list.
	what  policy.Relations
	rules casework.Rules
	all   sheet // what everybody was shown, put together

	agencyOf func(casework.DeskID) casework.AgencyID
	onCase   bool // the operation is about her case, or lists cases
}

// sees reports whether the watcher may see a cell and every line that contains it.
func (j judge) sees(c cell) bool {
	for _, holder := range c.holders {
		by := lines()[holder.schema]
		if by == nil {
			continue
		}
		line := cell{schema: holder.schema, name: by[0], class: lineClass(holder.schema), holders: []place{holder}}
		if line.class != "" && !j.seesClass(line, c.holders) {
			return false
		}
	}
	return j.seesClass(c, c.holders)
}

// lineClass is the class of the line itself: who may not see that does not see that there is a line.
func lineClass(schema string) string {
	return map[string]string{
		"Unmet": "condition", "Grant": "access", "BrokenGlass": "access", "KeptOut": "kept", "SettledStep": "line", "Fact": "fact",
		"ConsentState": "consents", "Hold": "G", "WaiverGiven": "part", "UndoLine": "step", "Task": "task", "WaitingTask": "task",
		"WaitingGate": "part", "TimelineEntry": "line", "PreviewTask": "part", "PreviewUndo": "step", "PreviewGrant": "access",
		"Passenger": "passenger", "ManifestLine": "passenger", "CancelPassenger": "passenger", "Score": "J", "DeskLoad": "load", "Document": "C-travel", "TeamDesk": "whole",
		"Proposal": "proposal", "DeskClasses": "part", "Notice": "notice",
	}[schema]
}

func (j judge) seesClass(c cell, holders []place) bool {
	at := c.holder()
	desk := casework.DeskID(j.all.text(at, "desk"))
	switch c.class {
	case "A", "own":
		return true
	case "B":
		if at.schema == "Actor" && len(holders) > 1 && j.takenBack(holders[len(holders)-2]) {
			return false
		}
		if at.schema == "Gate" && c.name == "open" && !j.gate(at) {
			return false
		}
		if j.onCase && j.owing() && slices.Contains([]string{"Pause", "Trip"}, at.schema) {
			return false
		}
		return !j.onCase || policy.Sees(j.actor, policy.Operational, j.to)
	case "whole":
		return at.schema == "Notice" && j.toldFrom(at) || j.whole()
	case "notice":
		return desk == j.actor.Desk // a notice is to one desk
	case "part":
		if at.schema == "WaitingGate" && j.outside() && !j.owes(at.path+".gate") {
			return false
		}
		if desk == "" {
			desk = j.deskOf(at)
		}
		return j.part(policy.Operational, desk)
	case "task":
		step := casework.Step(j.all.text(at, "step"))
		if step.Base() == casework.StepInformation && j.outside() && slices.Contains([]string{"operation", "lane", "origin", "minor"}, c.name) {
			return false // a question is shown without the case around it
		}
		return policy.May(j.actor, policy.ShowTask, policy.OfTask(j.her, desk, j.agencyOf).RelationsOf(j.actor))
	case "line":
		return j.line(at, desk) && (c.name != "kind" || !j.takenBack(at))
	case "step":
		return j.answer(at, desk)
	case "fact":
		return j.part(policy.FactClass(casework.FactName(j.all.text(at, "name"))), desk)
	case "condition":
		text := c.value
		if at.schema == "Unmet" {
			text = j.all.text(at, "condition")
		}
		class := policy.ConditionClass(conditionOf(text))
		// An officer outside the case knows which conditions of a gate the own desk owes, and no reason of it.
		return at.schema == "Unmet" && j.own(class, desk) || !j.outside() && policy.Sees(j.actor, class, j.to)
	case "cause":
		return !j.onCase || j.cause(casework.Cause(j.all.text(at, "cause")), desk)
	case "detail":
		if j.all.text(at, "code") == string(casework.EntryTaskPaused) {
			return j.cause(casework.Cause(j.all.text(at, "detail")), j.by(at))
		}
		// A coded reason, and what is in question, are as visible as the words.
		if code := casework.EntryCode(j.all.text(at, "code")); code == casework.EntryDecided || code == casework.EntryTaskAsked {
			return j.words(at, desk)
		}
		return j.line(at, desk)
	case "words":
		return j.words(at, desk)
	case "consents":
		return policy.May(j.actor, policy.ListConsents, j.to)
	case "access":
		return policy.May(j.actor, policy.ListAccess, j.to) || j.all.text(at, "agency") == string(j.actor.Agency)
	case "proposal":
		return policy.May(j.actor, policy.ShowProposal, policy.OfProposal(j.her, desk, j.by(at), j.agencyOf).RelationsOf(j.actor))
	case "kept":
		return policy.Sees(j.actor, policy.Narrative, j.to) || policy.Sees(j.actor, policy.Audit, j.to)
	case "found":
		return policy.Sees(j.actor, map[string]policy.Class{"native_name": policy.Identity, "phone": policy.Contact}[c.value], j.to) ||
			slices.Contains([]string{"name", "document"}, c.value) && policy.Sees(j.actor, policy.TravelCard, j.to)
	case "erasure":
		return policy.May(j.actor, policy.ShowErasure, j.what)
	case "row":
		return policy.May(j.actor, policy.ShowListRows, j.what)
	case "name":
		return j.all.text(at, "lead") == string(j.actor.Desk) || policy.Sees(j.actor, policy.Contact, policy.In(policy.OwnDesk, policy.Involved))
	case "count":
		n, err := strconv.Atoi(j.all.text(at, c.name))
		return !policy.CountsWithheld(j.actor) || err == nil && n >= policy.SmallestCount
	case "load":
		return !policy.CountsWithheld(j.actor)
	case "passenger":
		return !j.to.Has(policy.Excluded) && (policy.May(j.actor, policy.ShowManifest, j.what) || policy.May(j.actor, policy.ShowCase, j.to))
	case "account":
		return desk == j.actor.Desk || j.all.text(at, "role") == string(casework.RoleSystem) ||
			holders[0].schema == "CaseAccess" && policy.Sees(j.actor, policy.Audit, j.to)
	case "named":
		return j.actor.Role == casework.RoleDPO
	case "I":
		return true // who may ask at all is another part of the matrix
	default: // a letter
		to := j.to
		if !j.onCase {
			to = j.what
			// The desks that move and meet her read her name from the lock of the manifest on, and this one is not locked.
			if carries := []casework.Role{casework.RoleTransport, casework.RoleEscort, casework.RoleReceiver}; slices.Contains(carries, j.actor.Role) {
				return false
			}
		}
		return policy.Sees(j.actor, policy.Class(c.class), to)
	}
}

func (j judge) whole() bool { return policy.May(j.actor, policy.SeeWholeCase, j.to) }

// toldFrom: a desk knows which desk of the own agency acted, and which desk of a movement or of an erasure in the own state.
func (j judge) toldFrom(at place) bool {
	from := j.agencyOf(casework.DeskID(j.all.text(at, "from")))
	own, erased := j.agencyOf(j.actor.Desk), j.all.text(at, "erasure") != ""
	return from == own || j.all.text(at, "movement") != "" || erased && from[:3] == own[:3] // an agency is named after its state
}

// gate: outside the case a watcher knows that a gate is open or not if every condition of it is of a class
// that they see, or if their own desk keeps it closed.
func (j judge) gate(at place) bool {
	rule, known := gate.ByID(casework.GateID(j.all.text(at, "gate")))
	if !j.outside() || !known {
		return known
	}
	return j.owes(at.path) || !slices.ContainsFunc(rule.Conditions, func(id casework.ConditionID) bool {
		return !policy.Sees(j.actor, policy.ConditionClass(id), j.to)
	})
}

// owes: the watcher's own desk owes an unmet condition of a gate.
func (j judge) owes(gate string) bool {
	for path, members := range j.all.objects {
		if desk, _ := members["desk"].(string); strings.HasPrefix(path, gate+".unmet") && desk == string(j.actor.Desk) {
			return true
		}
	}
	return false
}

// owing: the watcher's desk only has to attest that it deleted what it had. It sees which case it is.
func (j judge) owing() bool {
	others := slices.DeleteFunc(policy.AllRelations(), func(r policy.Relation) bool { return r == policy.OwesDeletion })
	return j.to.Has(policy.OwesDeletion) && !policy.May(j.actor, policy.ShowCase, j.to.Only(others...))
}

// outside: a watcher is not of her team, and does not oversee the whole of her case.
func (j judge) outside() bool { return !j.to.Has(policy.OnTeam) && !j.whole() }

// own: a desk may see what it did and what it is asked, until it has no part in the case any longer.
func (j judge) own(class policy.Class, desk casework.DeskID) bool {
	ended := j.to.Has(policy.OwesDeletion) || j.to.Has(policy.ExpiredGrant) || slices.Contains(j.her.TakenBack, j.actor.Desk)
	over := ended &&
		!j.to.Has(policy.OwnDesk) && !j.to.Has(policy.Involved) && !j.to.Has(policy.Granted)
	return desk != "" && desk == j.actor.Desk && (class == policy.Operational || !over)
}

// part: of operational data a watcher sees the part of their own desk, or the whole.
func (j judge) part(class policy.Class, desk casework.DeskID) bool {
	return j.own(class, desk) || policy.Sees(j.actor, class, j.to) && (class != policy.Operational || j.whole())
}

func (j judge) cause(cause casework.Cause, desk casework.DeskID) bool {
	class := policy.CauseClass(cause)
	return j.own(class, desk) || policy.Sees(j.actor, class, j.to) || j.whole()
}

// takenBack reports whether a line takes something back by another desk, or says that a clock stands still for a reason
// that is not for the reader: to a desk outside her team it names no officer.
func (j judge) takenBack(line place) bool {
	if j.all.text(line, "code") == string(casework.EntryTaskPaused) {
		return !j.cause(casework.Cause(j.all.text(line, "detail")), j.by(line))
	}
	taken := []string{"task_recalled", "step_recalled", "undo_ordered", "undone"}
	attest := casework.Step(j.all.text(line, "step")).Base() == casework.StepAttest
	return line.schema == "TimelineEntry" && j.outside() && j.by(line) != j.actor.Desk && (attest || slices.Contains(taken, j.all.text(line, "code")))
}

// deskOf returns the desk of a step that waits at a gate.
func (j judge) deskOf(at place) casework.DeskID {
	desk, _ := j.rules.DeskOf(casework.Step(j.all.text(at, "step")))
	return desk
}

// by is the desk of the officer who made a line.
func (j judge) by(at place) casework.DeskID {
	by, _ := j.all.objects[at.path]["by"].(map[string]any)
	desk, _ := by["desk"].(string)
	return casework.DeskID(desk)
}

// line: that something happened is of the class of what happened.
func (j judge) line(at place, desk casework.DeskID) bool {
	class := j.classOfLine(at)
	if at.schema == "SettledStep" {
		return j.whole() || j.part(class, desk)
	}
	forAll := []string{"case_opened", "stage_reached", "case_closed", "case_reopened", "movement"}
	return j.own(class, desk) || j.own(class, j.by(at)) ||
		policy.Sees(j.actor, class, j.to) && (class != policy.Operational || j.whole() || !j.owing() && slices.Contains(forAll, j.all.text(at, "code")))
}

func (j judge) classOfLine(at place) policy.Class {
	step, detail := casework.Step(j.all.text(at, "step")), j.all.text(at, "detail")
	switch casework.EntryCode(j.all.text(at, "code")) {
	case casework.EntryFact:
		name, _, _ := strings.Cut(detail, "=")
		return policy.FactClass(casework.FactName(name))
	case casework.EntryEvent:
		return policy.EventClass(casework.Event(detail))
	case casework.EntryHoldSet, casework.EntryHoldLifted, casework.EntryOrder, casework.EntryOrderEnded, casework.EntryOrderMissing:
		return policy.Legal
	case casework.EntryExcluded, casework.EntryReadmitted:
		return policy.Narrative
	default:
	}
	if step != "" && (at.schema == "SettledStep" || j.all.text(at, "outcome") != "") {
		return policy.OutcomeClass(step)
	}
	return policy.Operational
}

// words are never operational; the reason of a break-glass access is read by its reviewers.
func (j judge) words(at place, desk casework.DeskID) bool {
	class := j.classOfLine(at)
	if step := casework.Step(j.all.text(at, "step")); step != "" {
		class = policy.TextClass(step)
	} else if class == policy.Operational {
		class = policy.Narrative
	}
	return j.own(class, desk) || j.own(class, j.by(at)) || policy.Sees(j.actor, class, j.to) ||
		j.all.text(at, "code") == string(casework.EntryBreakGlass) && policy.Sees(j.actor, policy.Audit, j.to)
}

// answer: how a step was answered, and what hangs on that.
func (j judge) answer(at place, desk casework.DeskID) bool {
	step := casework.Step(j.all.text(at, "step"))
	switch {
	case at.schema == "BrokenGlass":
		step = casework.AccessReview(1)
		desk, _ = j.rules.DeskOf(step)
	case at.schema == "PreviewUndo", step == "": // of no step
		return j.part(policy.Operational, desk)
	}
	class := policy.OutcomeClass(step)
	return j.part(class, desk) || at.schema == "Task" && policy.Sees(j.actor, class, j.to)
}

// conditionOf returns the condition in a line about how it was met.
func conditionOf(text string) casework.ConditionID {
	condition, _, _ := strings.Cut(text, ":")
	if own, ok := strings.CutPrefix(text, "fact:"); ok {
		name, _, _ := strings.Cut(own, ":")
		return casework.OwnCondition(casework.FactName(name))
	}
	return casework.ConditionID(condition)
}
