package retention_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/retention"
)

func TestOldTexts(t *testing.T) {
	t.Parallel()
	book, err := retention.Read([]byte(whole), []string{"tha-idn"})
	require.NoError(t, err)
	ended := &casework.End{At: day("2026-06-30"), Closed: true}
	minor := casework.Fact{Name: casework.FactAge, Value: "minor"}
	asked := casework.Fact{Name: casework.FactAccessPending, Value: "open"}
	answered := casework.Fact{Name: casework.FactAccessPending, Value: "answered"}
	all := []retention.Kind{retention.Contact, retention.Fear, retention.Identity, retention.Narrative, retention.Legal}
	for name, c := range map[string]struct {
		of   casework.Case
		born time.Time
		at   string
		old  []retention.Kind
	}{
		"the day before":           {of: casework.Case{Ended: ended}, at: "2027-06-29"},
		"contact is the first":     {of: casework.Case{Ended: ended}, at: "2027-06-30", old: all[:1]},
		"then fear":                {of: casework.Case{Ended: ended}, at: "2028-06-30", old: all[:2]},
		"all, but what is kept":    {of: casework.Case{Ended: ended}, at: "2032-06-30", old: all},
		"a corridor of its own":    {of: casework.Case{Ended: ended, Rules: casework.Rules{Corridor: "tha-idn"}}, at: "2026-09-28", old: []retention.Kind{retention.Fear}},
		"it is long open":          {of: casework.Case{OpenedAt: day("2001-01-01")}, at: "2099-01-01"},
		"a legal hold":             {of: casework.Case{Ended: ended, OnHold: []casework.Hold{{ID: "h"}}}, at: "2099-01-01"},
		"she wants to see it":      {of: casework.Case{Ended: ended, Facts: []casework.Fact{asked}}, at: "2099-01-01"},
		"she has seen it":          {of: casework.Case{Ended: ended, Facts: []casework.Fact{asked, answered}}, at: "2099-01-01", old: all},
		"a child":                  {of: casework.Case{Ended: ended, Facts: []casework.Fact{minor}}, born: day("2012-03-01"), at: "2037-02-28"},
		"a child that has grown":   {of: casework.Case{Ended: ended, Facts: []casework.Fact{minor}}, born: day("2012-03-01"), at: "2037-03-01", old: all},
		"a child of unknown birth": {of: casework.Case{Ended: ended, OpenedAt: day("2026-01-01"), Facts: []casework.Fact{minor}}, at: "2050-12-31"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.old, book.ExpiredTexts(c.of, c.born, day(c.at)))
		})
	}
}

// A text that has expired stays expired, and no text expires within thirty days after the end of its case.
func TestTextsGrowOldOnce(t *testing.T) {
	t.Parallel()
	book := shipped(t)
	rapid.Check(t, func(rt *rapid.T) {
		end := day("2026-06-30")
		c := casework.Case{OpenedAt: day("2026-01-01"), Ended: &casework.End{At: end, Closed: true}}
		first := end.AddDate(0, 0, rapid.IntRange(0, 4000).Draw(rt, "days"))
		old := book.ExpiredTexts(c, time.Time{}, first)
		require.Subset(rt, book.ExpiredTexts(c, time.Time{}, first.AddDate(0, 0, rapid.IntRange(0, 4000).Draw(rt, "more"))), old)
		require.False(rt, len(old) > 0 && first.Before(end.AddDate(0, 0, 30)))
	})
}

// Every class that is sealed has a rule for its text, and no other class one that purges.
func TestEveryPersonalClassHasARule(t *testing.T) {
	t.Parallel()
	for _, class := range policy.Personal() {
		require.True(t, retention.TextKind(class).Texts(), "%s", class)
	}
	require.Equal(t, retention.Audit, retention.TextKind(policy.Audit))
	require.Empty(t, retention.TextKind(policy.Operational))
	require.Empty(t, retention.TextKind("no such class"))
	for _, kind := range retention.Kinds() {
		require.Equal(t, shipped(t).Rule(kind, "").Then == retention.Purge, shipped(t).Purges(kind), "%s", kind)
	}
}
