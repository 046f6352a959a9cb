package cli

import (
	"strconv"
	"strings"
	"time"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// statements parses facts written as name=value.
func statements(pairs []string) ([]wire.Statement, error) {
	var out []wire.Statement
	for _, pair := range pairs {
		name, value, ok := strings.Cut(pair, "=")
		if !ok || name == "" || value == "" {
			return nil, fault.New(fault.Invalid, "a fact is written as name=value, as interpreter=ok")
		}
		out = append(out, wire.Statement{Name: wire.FactName(name), Value: value})
	}
	return out, nil
}

var errMoment = fault.New(fault.Invalid, "an instant is written as 2026-12-24, as 2026-12-24T08:00:00+07:00, or from now as +36h or +30d")

// moment parses an instant: a day (its start in UTC), an instant with a zone, or a time from now.
// It returns the zero time for "".
func moment(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if ahead, ok := strings.CutPrefix(text, "+"); ok {
		if days, ok := strings.CutSuffix(ahead, "d"); ok {
			n, err := strconv.Atoi(days)
			if err != nil || n < 0 || n > 100_000 {
				return time.Time{}, errMoment
			}
			return now.UTC().AddDate(0, 0, n), nil
		}
		d, err := time.ParseDuration(ahead)
		if err != nil {
			return time.Time{}, errMoment
		}
		return now.UTC().Add(d), nil
	}
	for _, form := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(form, text); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, errMoment
}

// pairs parses case=outcome.
func pairs(texts []string) ([][2]string, error) {
	out := make([][2]string, 0, len(texts))
	for _, text := range texts {
		ref, outcome, ok := strings.Cut(text, "=")
		if !ok || ref == "" || outcome == "" {
			return nil, fault.New(fault.Invalid, "an outcome is written as CASE=OUTCOME, as c7m2k9x4pq=boarded")
		}
		out = append(out, [2]string{ref, outcome})
	}
	return out, nil
}
