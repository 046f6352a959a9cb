package encode

import (
	"strings"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// Time is an optional instant in UTC; nil is the zero instant, which is left out.
func Time(at *time.Time) time.Time {
	if at == nil {
		return time.Time{}
	}
	return at.UTC()
}

// Stamp is an instant in UTC; the zero one stays zero and is left out.
func Stamp(at time.Time) time.Time {
	if at.IsZero() {
		return time.Time{}
	}
	return at.UTC()
}

// Seconds is a duration in whole seconds.
func Seconds(d time.Duration) int { return int(d / time.Second) }

// Next returns the cursor of the next page; "" on the last one.
func Next(next *record.Cursor) string {
	if next == nil {
		return ""
	}
	return next.String()
}

// Words splits a text at its spaces; nil for none.
func Words(text string) []string {
	if fields := strings.Fields(text); len(fields) > 0 {
		return fields
	}
	return nil
}

// JoinWords is the reverse of Words.
func JoinWords(list []string) string { return strings.Join(list, " ") }

// Pause is why a clock is paused, since when, and whose time is running; zero for nil.
func Pause(p *casework.Pause) wire.Pause {
	if p == nil {
		return wire.Pause{}
	}
	spec, _ := casework.CauseOf(p.Cause)
	return wire.Pause{Cause: p.Cause, WhoseTime: spec.Party, Since: p.Since.UTC(), Until: p.Until.UTC(), Desk: string(p.By.Desk)}
}

// Actor names who did something, by codes.
func Actor(by casework.Actor) wire.Actor {
	return wire.Actor{Account: by.Account, Desk: string(by.Desk), Agency: string(by.Agency), Role: by.Role}
}

// Statements are facts as a caller states them.
func Statements(in []wire.Statement) []casework.Statement {
	var out []casework.Statement
	for _, f := range in {
		out = append(out, casework.Statement{Name: f.Name, Value: f.Value})
	}
	return out
}
