package api

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// entryView shows a line of the timeline; ok is false when it is not the asker's to see.
func entryView(e record.TimelineEntry, seen request.Visibility) (v wire.TimelineEntry, ok bool) {
	class := policy.EntryClass(e.Entry)
	own := seen.RevealOwn(class, e.Desk) || seen.RevealOwn(class, e.By.Desk)
	wide := seen.Whole() || class != policy.Operational || forAll(e.Code)
	if !own && (!wide || !seen.Reveal(class)) {
		return wire.TimelineEntry{}, false
	}
	v = wire.TimelineEntry{
		Seq: e.Seq, N: e.N, At: e.At.UTC(), Kind: string(e.Kind), Code: string(e.Code), Step: string(e.Step),
		Task: taskName(e.Task), Outcome: e.Outcome, Desk: string(e.Desk), Detail: e.Detail, By: actorView(e.By, seen),
	}
	if e.Code == casework.EntryTaskPaused && !seen.RevealCause(casework.Cause(e.Detail), e.By.Desk) {
		v.Detail = "" // whose clock it is need not know why it stands still
	}
	if told := policy.EntryTextClass(e.Entry); e.Words != "" && (seen.RevealOwn(told, e.Desk) || seen.RevealOwn(told, e.By.Desk) || seen.Reveal(told) ||
		e.Code == casework.EntryBreakGlass && seen.Reveal(policy.Audit)) {
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
