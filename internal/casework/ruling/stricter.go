package ruling

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Stricter reports whether the rules that this release added may judge a command otherwise than the release
// before did. It may report true for a command that both judge alike, never the other way round. The
// workflow asks for the version of such a command, so that the histories of the earlier release replay.
func Stricter(c casework.Case, cmd casework.Command) bool {
	closing := slices.ContainsFunc(cmd.Facts, func(s casework.Statement) bool { return whyNotClose(&c, cmd.By, s) != "" })
	if pausedWithoutEnd(&c) {
		return true
	}
	switch cmd.Kind {
	case casework.KindPause:
		return true
	case casework.KindDecide:
		return closing || opensConsulate(casework.StepFearOfReturn, cmd.Outcome) && fearTakesTwo(&c, cmd.At)
	case casework.KindState:
		return closing
	case casework.KindReport:
		return cmd.Event == casework.EventPaused || cmd.Event == casework.EventEmergencyOver && whyNotClose(&c, cmd.By, casework.Statement{Name: casework.FactMedicalCrisis, Value: casework.ValueClosed}) != ""
	case casework.KindExcludeOfficer:
		return whyNotExclude(&c, cmd) != ""
	default:
		return false
	}
}
