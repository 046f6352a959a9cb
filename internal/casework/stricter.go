package casework

// Stricter reports whether the rules that this release added may judge a command otherwise than the release
// before did. It may report true for a command that both judge alike, never the other way round. The
// workflow asks for the version of such a command, so that the histories of the earlier release replay.
func Stricter(c Case, cmd Command) bool {
	switch cmd.Kind {
	case KindDecide:
		return opensConsulate(StepFearOfReturn, cmd.Outcome) && c.fearTakesTwo(cmd.At)
	default:
		return false
	}
}
