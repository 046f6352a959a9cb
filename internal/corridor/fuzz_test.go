package corridor_test

import (
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/corridor"
)

// Any corridor file is either read, or refused with file and line. A file that is read is consistent.
func FuzzCorridorFile(f *testing.F) {
	names, err := fs.Glob(corridors.Files(), "*.yaml")
	require.NoError(f, err)
	require.NotEmpty(f, names)
	for _, name := range names {
		text, err := fs.ReadFile(corridors.Files(), name)
		require.NoError(f, err)
		f.Add(string(text))
	}
	for _, seed := range []string{
		"", "a", "[]", "{}", "id: [", "? [a]: b", "steps: {register: {budget: 1h, budget: 2h}}", "a: &a [*a]", "<<: {a: b}", "\xff\xfe\x00",
		"valid_to: 9999-12-31", "steps:\n  determination: 7\n", "slots: {rules: [1, {days: {}}]}", strings.Repeat("[", 5000), "ladder: {50: {}}",
	} {
		f.Add(seed)
	}
	few := small(f) // so that the fuzzer spends its time on the file
	delete(few, "tha-ken.yaml")
	f.Fuzz(func(t *testing.T, text string) {
		mine := maps.Clone(few)
		mine["fuzzed.yaml"] = &fstest.MapFile{Data: []byte(text)}
		b, err := corridor.Load(mine)
		if err != nil {
			found := corridor.Mistakes(err)
			require.NotEmpty(t, found)
			require.LessOrEqual(t, len(found), 52)
			for _, m := range found {
				require.Positive(t, m.Line)
				require.LessOrEqual(t, len(m.Error()), 300)
				require.NotContains(t, m.Error(), "\n")
			}
			return
		}
		for _, c := range b.Corridors() {
			rules := c.Rules()
			require.True(t, rules.HasStep(casework.StepFearOfReturn))
			require.NotEmpty(t, c.Sources)
			require.NotEmpty(t, c.Explain())
			for _, d := range rules.Dropped {
				g, ok := gate.ByID(d.Gate)
				require.True(t, ok)
				require.False(t, g.Never())
			}
			if c.Lane == casework.LaneC {
				require.True(t, rules.Modality.ByForceOfLaw())
			}
		}
	})
}

// The fuzzer's small directory has everything that one of our files needs. Otherwise every file would be refused.
func TestTheFuzzerReadsAtLeastOneFile(t *testing.T) {
	t.Parallel()
	b, err := corridor.Load(small(t))
	require.NoError(t, err)
	require.Len(t, b.Corridors(), 1)
}

func FuzzCalendarFile(f *testing.F) {
	names, err := fs.Glob(corridors.Files(), "calendars/*.yaml")
	require.NoError(f, err)
	require.NotEmpty(f, names)
	for _, name := range names {
		text, err := fs.ReadFile(corridors.Files(), name)
		require.NoError(f, err)
		f.Add(string(text))
	}
	f.Add("code: X")
	f.Add("code: THA\nweekend: [monday, monday]\nfrom: 1\nholidays: {date: 1}")
	f.Fuzz(func(t *testing.T, text string) {
		_, err := corridor.Load(fstest.MapFS{"calendars/THA.yaml": {Data: []byte(text)}})
		require.Error(t, err, "there are no desks and no corridors here")
		for _, m := range corridor.Mistakes(err) {
			require.Positive(t, m.Line)
			require.LessOrEqual(t, len(m.Error()), 300)
			require.NotContains(t, m.Error(), "\n")
		}
	})
}
