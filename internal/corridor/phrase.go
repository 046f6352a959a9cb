package corridor

import (
	"fmt"
	"strings"
	"time"

	"example.org/homeward/internal/casework"
)

func anyWord(s string) string { return yesNo(s == "" || s == "*", "any", s) }

func spaced[T ~string](s T) string { return strings.ReplaceAll(string(s), "_", " ") }

func yesNo(b bool, yes, no string) string {
	if b {
		return yes
	}
	return no
}

func laneWords(l casework.Lane) string {
	switch l {
	case casework.LaneB:
		return "embassy first"
	case casework.LaneC:
		return "state to state, recorded, never called voluntary"
	default:
		return "individual referral"
	}
}

func entryWords(p Precondition) string {
	return yesNo(p == EmbassyCommitment, "only after the embassy's commitment", "no precondition")
}

func budgetWords(b Budget) string {
	switch b.Unit() {
	case SameDay:
		return "the same day"
	case WorkingDays:
		return fmt.Sprintf("%d working days", b.Count())
	default:
		return lengthWords(b.Span())
	}
}

func lengthWords(d time.Duration) string {
	days, hours := d/day, d%day/time.Hour
	switch {
	case d < time.Hour:
		return fmt.Sprintf("%d seconds", d/time.Second)
	case d <= 3*day:
		return fmt.Sprintf("%d hours", d/time.Hour)
	case hours == 0:
		return fmt.Sprintf("%d days", days)
	default:
		return fmt.Sprintf("%d days %d hours", days, hours)
	}
}
