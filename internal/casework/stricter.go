package casework

import "slices"

// Stricter reports whether the rules that this release added may judge a command otherwise than the release
// before did. It may report true for a command that both judge alike, never the other way round. The
// workflow asks for the version of such a command, so that the histories of the earlier release replay.
func Stricter(c Case, cmd Command) bool {
	closing := slices.ContainsFunc(cmd.Facts, func(s Statement) bool { return c.whyNotClose(cmd.By, s) != "" })
	if c.pausedWithoutEnd() {
		return true
	}
	switch cmd.Kind {
	case KindPause:
		return true
	case KindDecide:
		return closing || opensConsulate(StepFearOfReturn, cmd.Outcome) && c.fearTakesTwo(cmd.At)
	case KindState:
		return closing
	case KindReport:
		return cmd.Event == EventPaused || cmd.Event == EventEmergencyOver && c.whyNotClose(cmd.By, Statement{Name: FactMedicalCrisis, Value: closedValue}) != ""
	case KindExcludeOfficer:
		return c.whyNotExclude(cmd) != ""
	default:
		return false
	}
}
