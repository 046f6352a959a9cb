package retention_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/retention"
)

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

func shipped(tb testing.TB) *retention.Schedule {
	tb.Helper()
	book, err := retention.Load(corridors.Files(), nil)
	require.NoError(tb, err)
	return book
}

// whole is a complete file, for tests that change one line of it.
const whole = `version: 1
valid_from: 2026-11-01
rules:
  list_rows: {keep: 90d, then: purge, source: s}
  refused_words: {keep: 90d, then: purge, source: s}
  told_notices: {keep: 12m, then: purge, source: s}
  ended_sign_ins: {keep: 90d, then: purge, source: s}
  begun_sign_ins: {keep: 1d, then: purge, source: s}
  drafts: {keep: 1d, then: purge, source: s}
  draft_keys: {keep: 1d, then: purge, source: s}
  wordings: {keep: 12m, then: purge, source: s}
  wording_keys: {keep: 12m, then: purge, source: s}
  failures: {keep: 7d, then: purge, source: s}
  old_passkeys: {keep: 90d, then: purge, source: s}
  journeys: {keep: 90d, then: purge, source: s}
  contact: {keep: 12m, then: purge, source: s}
  identity: {keep: 6y, then: purge, source: s}
  narrative: {keep: 6y, then: purge, source: s}
  medical: {keep: 3y, then: keep, source: s}
  legal: {keep: 6y, then: purge, source: s}
  fear: {keep: 24m, then: purge, source: s}
  case_negative: {keep: 24m, then: propose, source: s}
  case_adult: {keep: 6y, then: propose, source: s}
  case_child: {keep: 6y, until_age: 25, then: propose, source: s}
  audit: {keep: 10y, then: keep, source: s}
corridors:
  tha-idn:
    case_adult: {keep: 3y, then: propose, source: s}
    fear: {keep: 90d, then: purge, source: s}
`

func TestShippedRulesNameTheirSources(t *testing.T) {
	t.Parallel()
	book := shipped(t)
	for _, kind := range retention.Kinds() {
		rule := book.Rule(kind, "")
		require.NotEmpty(t, rule.Source, "%s", kind)
		require.Equal(t, kind.Cases(), rule.Then == retention.Propose, "%s: a file is proposed, nothing else is", kind)
	}
	require.Empty(t, book.Checked, "the documents say that no lawyer has checked the periods; when one has, say so there too")
}

func TestDue(t *testing.T) {
	t.Parallel()
	book, err := retention.Read([]byte(whole), []string{"tha-idn"})
	require.NoError(t, err)
	adult := casework.Fact{Name: casework.FactAge, Value: "adult"}
	minor := casework.Fact{Name: casework.FactAge, Value: "minor"}
	ended := &casework.End{At: day("2026-06-30"), Closed: true}
	found := func(step casework.Step, outcome casework.Outcome) casework.Settlement {
		return casework.Settlement{Step: step, Outcome: outcome}
	}
	for name, c := range map[string]struct {
		of   casework.Case
		born string
		due  string
		kind retention.Kind
	}{
		"an adult":                 {of: casework.Case{Ended: ended, Facts: []casework.Fact{adult}}, due: "2032-06-30", kind: retention.CaseAdult},
		"in a corridor of its own": {of: casework.Case{Ended: ended, Rules: casework.Rules{Corridor: "tha-idn"}}, due: "2029-06-30", kind: retention.CaseAdult},
		"not indicated":            {of: casework.Case{Ended: ended, Settlements: []casework.Settlement{found(casework.StepScreening, casework.NotIndicated)}}, due: "2028-06-30", kind: retention.CaseNegative},
		"not a victim":             {of: casework.Case{Ended: ended, Settlements: []casework.Settlement{found(casework.StepDetermination, casework.NotVictim)}}, due: "2028-06-30", kind: retention.CaseNegative},
		"found a victim after all": {of: casework.Case{Ended: ended, Settlements: []casework.Settlement{found(casework.StepScreening, casework.NotIndicated), found(casework.StepDetermination, casework.Victim)}}, due: "2032-06-30", kind: retention.CaseAdult},
		"a child":                  {of: casework.Case{Ended: ended, OpenedAt: day("2026-01-01"), Facts: []casework.Fact{minor}}, born: "2012-03-01", due: "2037-03-01", kind: retention.CaseChild},
		"a child of unknown age":   {of: casework.Case{Ended: ended, OpenedAt: day("2026-01-01"), Facts: []casework.Fact{minor}}, due: "2051-01-01", kind: retention.CaseChild},
		"nearly grown":             {of: casework.Case{Ended: ended, OpenedAt: day("2026-01-01"), Facts: []casework.Fact{minor}}, born: "2006-01-01", due: "2032-06-30", kind: retention.CaseChild},
		"once assessed":            {of: casework.Case{Ended: ended, OpenedAt: day("2026-01-01"), Facts: []casework.Fact{adult}, Attempts: map[casework.Step]int{casework.StepAgeAssessment: 1}}, born: "2005-01-01", due: "2032-06-30", kind: retention.CaseChild},
		"once taken for a child":   {of: casework.Case{Ended: ended, OpenedAt: day("2026-01-01"), Facts: []casework.Fact{adult}, MaybeChild: true}, born: "2005-01-01", due: "2032-06-30", kind: retention.CaseChild},
		"it runs":                  {of: casework.Case{}},
		"a hold stops the clock":   {of: casework.Case{Ended: ended, OnHold: []casework.Hold{{ID: "h"}}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var born time.Time
			if c.born != "" {
				born = day(c.born)
			}
			due, rule, ok := book.Due(c.of, born)
			require.Equal(t, c.due != "", ok)
			if ok {
				require.Equal(t, c.due, due.Format(time.DateOnly))
				require.Equal(t, c.kind, rule.Kind)
			}
		})
	}
}

func TestMistakesAreToldAtOnceAndNotQuoted(t *testing.T) {
	t.Parallel()
	for name, change := range map[string][2]string{
		"a kind is missing":       {"  audit: {keep: 10y, then: keep, source: s}\n", ""},
		"a case is purged":        {"case_adult: {keep: 6y, then: propose", "case_adult: {keep: 6y, then: purge"},
		"a text is proposed":      {"fear: {keep: 24m, then: purge", "fear: {keep: 24m, then: propose"},
		"a text goes at once":     {"fear: {keep: 24m", "fear: {keep: 29d"},
		"a class has no rule":     {"  fear: {keep: 24m, then: purge, source: s}\n", ""},
		"the audit log is purged": {"audit: {keep: 10y, then: keep", "audit: {keep: 10y, then: purge"},
		"no period":               {"{keep: 10y", "{keep: marked"},
		"no source":               {"{keep: 10y, then: keep, source: s}", "{keep: 10y, then: keep}"},
		"an unknown kind":         {"  audit:", "  marked: {keep: 1y, then: keep, source: s}\n  audit:"},
		"an unknown key":          {"version: 1", "version: 1\nmarked: 2"},
		"an unknown corridor":     {"tha-idn:", "marked:"},
		"no day":                  {"2026-11-01", "marked"},
		"no version":              {"version: 1", "version: 0"},
		"an age for an adult":     {"case_adult: {keep: 6y,", "case_adult: {keep: 6y, until_age: 20,"},
		"not YAML":                {"version: 1", "version: [marked"},
		"no deed":                 {"then: keep", "then: marked"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(whole, change[0], change[1], 1)
			require.NotEqual(t, whole, text)
			_, err := retention.Read([]byte(text), []string{"tha-idn"})
			require.Error(t, err)
			require.NotContains(t, err.Error(), "marked", "a mistake is named, and never quoted")
		})
	}
}

func TestPeriodsReadAsTheyAreWritten(t *testing.T) {
	t.Parallel()
	for _, good := range []string{"1d", "90d", "24m", "6y", "100y"} {
		p, err := retention.ParsePeriod(good)
		require.NoError(t, err)
		require.Equal(t, good, p.String())
	}
	for _, bad := range []string{"", "d", "0d", "-1d", "+1d", "01d", "1", "1w", "1.5y", "101y", "9999999999999999999y", " 1d", "1d ", "1200001d"} {
		_, err := retention.ParsePeriod(bad)
		require.Error(t, err, "%q", bad)
	}
	rapid.Check(t, func(rt *rapid.T) {
		p, err := retention.ParsePeriod(rapid.SampledFrom([]string{"1d", "90d", "24m", "6y"}).Draw(rt, "period"))
		require.NoError(rt, err)
		begin := day("2026-01-15").Add(time.Duration(rapid.IntRange(0, 1e6).Draw(rt, "minutes")) * time.Minute)
		require.True(rt, p.After(begin).After(begin))
		require.True(rt, p.Before(begin).Before(begin))
	})
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte("version: 1"))
	f.Add([]byte("rules: {audit: {keep: 1y"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		book, err := retention.Read(raw, []string{"tha-idn"})
		if err != nil {
			require.Nil(t, book)
			return
		}
		for _, kind := range retention.Kinds() {
			require.False(t, book.Rule(kind, "tha-idn").Keep.IsZero())
		}
	})
}
