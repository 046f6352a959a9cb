package api

import (
	"strings"

	"example.org/homeward/api/wire"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// entryView shows a line of the timeline; ok is false when it is not the asker's to see.
func entryView(e record.TimelineEntry, seen sight) (v wire.TimelineEntry, ok bool) {
	class := entryClass(e.Entry)
	own := seen.own(class, e.Desk) || seen.own(class, e.By.Desk)
	wide := seen.whole || class != policy.Operational || forAll(e.Code)
	if !own && (!wide || !seen.sees(class)) {
		return wire.TimelineEntry{}, false
	}
	v = wire.TimelineEntry{
		Seq: e.Seq, N: e.N, At: e.At.UTC(), Kind: string(e.Kind), Code: string(e.Code), Step: string(e.Step),
		Task: taskName(e.Task), Outcome: e.Outcome, Desk: string(e.Desk), Detail: e.Detail, By: actorView(e.By, seen),
	}
	if e.Code == casework.EntryTaskPaused && !seen.cause(casework.Cause(e.Detail), e.By.Desk) {
		v.Detail = "" // whose clock it is need not know why it stands still
	}
	if told := wordsClass(e.Entry, class); e.Words != "" && (seen.own(told, e.Desk) || seen.own(told, e.By.Desk) || seen.sees(told) ||
		e.Code == casework.EntryGlassBroken && seen.sees(policy.Audit)) {
		v.Words = e.Words
	}
	return v, true
}

// forAll are the lines that everybody with a part in a case sees: where it stands.
func forAll(code casework.EntryCode) bool {
	switch code {
	case casework.EntryOpened, casework.EntryStage, casework.EntryClosed, casework.EntryReopened, casework.EntryMoved:
		return true
	default:
		return false
	}
}

// entryClass says which class the news of a line is of.
func entryClass(e casework.Entry) policy.Class {
	switch e.Code {
	case casework.EntryFact:
		name, _, _ := strings.Cut(e.Detail, "=")
		return policy.FactClass(casework.FactName(name))
	case casework.EntryEvent:
		return policy.EventClass(casework.Event(e.Detail))
	case casework.EntryHoldSet, casework.EntryHoldLifted:
		return policy.Legal
	case casework.EntryExcluded, casework.EntryReadmitted: // whom she is afraid of, or was hurt by
		return policy.Narrative
	default:
	}
	if e.Step != "" && e.Outcome != "" {
		return policy.OutcomeClass(e.Step)
	}
	return policy.Operational
}

// wordsClass says which class the words of a line are of: those of its step, else of its
// news, and never operational.
func wordsClass(e casework.Entry, class policy.Class) policy.Class {
	switch {
	case e.Step != "":
		return policy.WordsClass(e.Step)
	case class != policy.Operational:
		return class
	default:
		return policy.Narrative
	}
}
