package postgres_test

import (
	"context"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/seal"
)

// story draws a random sequence of changes that a case could have.
func story(t *rapid.T, ref casework.Ref) ([]casework.Change, [][]casework.ClockSet) {
	first, clocks := dbtest.Opened(ref)
	changes, sets := []casework.Change{first}, [][]casework.ClockSet{clocks}
	for n := range rapid.IntRange(1, 8).Draw(t, "changes") {
		c := dbtest.Next(changes[len(changes)-1], casework.KindState)
		c.Key = casework.Key(fmt.Sprintf("key-%d", c.Seq))
		var set []casework.ClockSet
		for range rapid.IntRange(1, 3).Draw(t, "parts") {
			switch rapid.IntRange(0, 6).Draw(t, "part") {
			case 0:
				c.Facts = append(c.Facts, casework.Fact{Name: casework.FactNeedsMet, Value: "yes", At: c.At, By: c.By, Key: c.Key})
			case 1:
				c.Consents = append(c.Consents, casework.ConsentGiven{Consent: casework.ConsentReturn, At: c.At, Mode: casework.ModeIcons, Language: "km", Key: c.Key})
			case 2:
				one := dbtest.Task(casework.StepTriage, n*10+len(c.Opened)+2, "tha-medical", c.At)
				c.Opened = append(c.Opened, one)
				set = append(set, casework.ClockSet{Task: one.ID, Escalations: dbtest.Ladder(c.At)})
				c.Next.Tasks = append(slices.Clone(c.Next.Tasks), one)
			case 3:
				if len(c.Next.Tasks) == 0 || len(c.Closed) > 0 || len(c.Opened) > 0 {
					continue
				}
				gone := c.Next.Tasks[0]
				c.Closed = append(c.Closed, casework.TaskClosed{Task: gone.ID, How: casework.ClosedDecided, Outcome: casework.Green})
				c.Decisions = append(c.Decisions, casework.Decision{Key: c.Key, Task: gone.ID, Step: gone.Step, Outcome: casework.Green, By: c.By, At: c.At, Final: true})
				c.Next.Tasks = slices.Clone(c.Next.Tasks[1:])
			case 4:
				c.Notices = append(c.Notices, casework.Notice{Kind: casework.NoticeEscalation, Desk: "tha-medical", Level: casework.EscalationReminder})
			case 5:
				c.Holds = append(c.Holds, casework.HoldChange{Hold: casework.Hold{ID: fmt.Sprintf("h%d-%d", n, len(c.Holds)), Kind: "bail", Since: c.At, ReviewBy: c.At.AddDate(0, 1, 0), By: c.By}})
			case 6:
				if len(c.Updated) > 0 || len(c.Closed) > 0 || len(c.Next.Tasks) == 0 {
					continue
				}
				c.Next.Tasks = slices.Clone(c.Next.Tasks)
				one := &c.Next.Tasks[0]
				one.Version++
				one.Pause = &casework.Pause{Cause: casework.CauseMedical, Since: c.At, By: c.By}
				c.Updated = append(c.Updated, *one)
			}
			c.Entries = append(c.Entries, casework.Entry{Code: casework.EntryFact, Detail: fmt.Sprint(len(c.Entries))})
		}
		changes, sets = append(changes, c), append(sets, set)
	}
	return changes, sets
}

// Written once or many times, with the repeats in any order, the record is the same.
func TestWritingAgainChangesNothing(t *testing.T) {
	t.Parallel()
	w := dbtest.NewWith(t, glass{})
	db := w.Behind(t)
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		once, twice := casework.Ref(fmt.Sprintf("once-%d", n)), casework.Ref(fmt.Sprintf("many-%d", n))
		changes, sets := story(rt, "ref")
		for _, ref := range []casework.Ref{once, twice} {
			for i, c := range changes {
				c.Ref, c.Next.Ref = ref, ref
				_, err := w.WriteChange(t.Context(), c, sets[i])
				require.NoError(rt, err)
				if ref == once {
					continue
				}
				for range rapid.IntRange(0, 2).Draw(rt, "repeats") {
					again := rapid.IntRange(0, i).Draw(rt, "which")
					old := changes[again]
					old.Ref, old.Next.Ref = ref, ref
					recorded, err := w.WriteChange(t.Context(), old, sets[again])
					require.NoError(rt, err)
					require.Len(rt, recorded.Clocks, len(sets[again]))
				}
			}
		}
		require.Equal(rt, rowsOf(t, db, once), rowsOf(t, db, twice))
	})
}

// glass is a seal that does not encrypt, so that sealed values can be compared.
type glass struct{}

func (glass) Seal(_ context.Context, _ seal.Place, plain []byte) ([]byte, error) { return plain, nil }

func (glass) Open(_ context.Context, _ seal.Place, sealed []byte) ([]byte, error) { return sealed, nil }

// sealedBytes are bytes as the server writes them in JSON.
var sealedBytes = regexp.MustCompile(`\\\\x((?:[0-9a-f]{2})*)`)

func lookThrough(row string) string {
	return sealedBytes.ReplaceAllStringFunc(row, func(written string) string {
		plain, err := hex.DecodeString(strings.TrimLeft(written, `\x`))
		if err != nil {
			return written
		}
		return string(plain)
	})
}

// rowsOf is everything that the record holds of a case, without its reference.
func rowsOf(t *testing.T, db *sqlx.DB, ref casework.Ref) []string {
	t.Helper()
	var out []string
	for _, table := range []string{"cases", "case_changes", "facts", "consents", "waivers", "holds", "tasks", "decisions", "timeline", "notices"} {
		column := "case_ref"
		if table == "cases" {
			column = "ref"
		}
		var rows []string
		require.NoError(t, db.SelectContext(t.Context(), &rows, `select (to_jsonb(t) - 'id')::text from app.`+table+` t where `+column+` = $1`, ref))
		require.True(t, table != "cases" || len(rows) == 1)
		for _, row := range rows {
			out = append(out, table+": "+strings.ReplaceAll(lookThrough(row), string(ref), "ref"))
		}
	}
	sort.Strings(out)
	return out
}

// The record accepts the changes that the rules make of random commands, and returns the same values.
func TestTheRecordGivesBackTheStateOfTheRules(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	first, clocks := dbtest.Opened("case-a")
	w.Write(t, first, clocks...)
	got, err := w.CaseState(t.Context(), "case-a")
	require.NoError(t, err)
	require.Equal(t, first.Next.Arm(casework.Recorded{Clocks: clocks}), got, "with its ladders armed")
	require.Equal(t, dbtest.Day.Add(10*24*time.Hour), got.Tasks[0].DueAt())
}
