package corridor_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/corridor"
)

func TestTheLadderStandsWhereTheFieldSaysIt(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		budget string
		from   string
		want   [5]string
	}{
		"hours run through the night": {"4h", "2025-02-21T22:00:00+07:00", [5]string{
			"2025-02-22T00:00:00+07:00", "2025-02-22T01:12:00+07:00", "2025-02-22T02:00:00+07:00", "2025-02-22T04:00:00+07:00", "2025-02-22T06:00:00+07:00",
		}},
		"days run through holidays": {"10d", "2025-04-10T09:00:00+07:00", [5]string{
			"2025-04-15T09:00:00+07:00", "2025-04-18T09:00:00+07:00", "2025-04-20T09:00:00+07:00", "2025-04-25T09:00:00+07:00", "2025-04-30T09:00:00+07:00",
		}},
		"working days do not": {"2wd", "2025-04-10T12:00:00+07:00", [5]string{
			"2025-04-11T12:00:00+07:00", "2025-04-17T02:24:00+07:00", "2025-04-17T12:00:00+07:00", "2025-04-18T12:00:00+07:00", "2025-04-21T12:00:00+07:00",
		}},
		"the same day ends at midnight where the desk is": {"same_day", "2025-02-21T14:00:00+07:00", [5]string{
			"2025-02-21T19:00:00+07:00", "2025-02-21T22:00:00+07:00", "2025-02-22T00:00:00+07:00", "2025-02-22T05:00:00+07:00", "2025-02-22T10:00:00+07:00",
		}},
		"but gives four hours at least": {"same_day", "2025-02-21T23:50:00+07:00", [5]string{
			"2025-02-22T01:50:00+07:00", "2025-02-22T03:02:00+07:00", "2025-02-22T03:50:00+07:00", "2025-02-22T05:50:00+07:00", "2025-02-22T07:50:00+07:00",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := corridor.Start(casework.StepScreening, budget(t, c.budget), calendar(t, "THA"), instant(t, c.from))
			for i, level := range casework.EscalationThresholds() {
				require.Equal(t, instant(t, c.want[i]).UTC(), clock.At(level.Level), level.Level)
			}
			require.Equal(t, clock.At(casework.EscalationHeadOfDesk), clock.Due())
			require.False(t, clock.BeyondTables)
			require.Len(t, clock.Reached(clock.Due()), 3)
			require.Empty(t, clock.Reached(clock.Opened))
		})
	}
}

func TestAClockBeyondTheTablesSaysSo(t *testing.T) {
	t.Parallel()
	late := instant(t, "2027-12-30T09:00:00+07:00")
	require.True(t, corridor.Start(casework.StepScreening, budget(t, "10wd"), calendar(t, "THA"), late).BeyondTables)
	require.False(t, corridor.Start(casework.StepScreening, budget(t, "10d"), calendar(t, "THA"), late).BeyondTables, "days need no table")
	none := corridor.Start(casework.StepSolution, corridor.Budget{}, calendar(t, "THA"), late)
	require.Empty(t, none.Escalations)
	require.True(t, none.Due().IsZero())
}

func TestLaddersClimb(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cal, from, b := anyCalendar().Draw(t, "calendar"), anyInstant().Draw(t, "from"), anyBudget().Draw(t, "budget")
		clock := corridor.Start("screening", b, cal, from)
		last := clock.Opened
		for _, r := range clock.Escalations {
			require.False(t, r.At.Before(last), "the rungs are ordered")
			require.Equal(t, time.UTC, r.At.Location())
			if b.Unit() == corridor.WorkingDays {
				require.True(t, cal.Works(civil.DateOf(r.At, cal.Zone())), "a rung falls on a day off")
			}
			last = r.At
		}
		// The zone of the instant does not matter.
		elsewhere := corridor.Start("screening", b, cal, from.In(anyZone().Draw(t, "another zone")))
		require.Equal(t, clock, elsewhere)

		text, err := json.Marshal(clock)
		require.NoError(t, err)
		var back corridor.Clock
		require.NoError(t, json.Unmarshal(text, &back))
		require.Equal(t, clock, back, "a clock survives being stored")
	})
}

func TestAPauseCostsNoWorkingDay(t *testing.T) {
	t.Parallel()
	cal := calendar(t, "THA")
	clock := corridor.Start(casework.StepExitPermit, budget(t, "5wd"), cal, instant(t, "2025-04-09T10:00:00+07:00"))
	// Half of the time is used up on Friday evening; the pause includes Songkran.
	next, err := corridor.Resume(clock, cal, instant(t, "2025-04-11T22:00:00+07:00"), instant(t, "2025-04-17T00:00:00+07:00"))
	require.NoError(t, err)
	require.Equal(t, clock.At(casework.EscalationDigest), next.At(casework.EscalationDigest), "what was reached stays")
	require.Equal(t, instant(t, "2025-04-21T12:00:00+07:00").UTC(), next.Due(), "two and a half days are left, as before")

	_, err = corridor.Resume(clock, cal, instant(t, "2025-04-11T10:00:00+07:00"), instant(t, "2025-04-10T00:00:00+07:00"))
	require.Error(t, err, "a pause cannot end before it began")
}

// A follow-up's clock begins when its window opens; a case may be paused before that.
func TestAPauseBeforeTheClockCostsNothing(t *testing.T) {
	t.Parallel()
	cal, opened := calendar(t, "KEN"), instant(t, "2026-06-03T09:00:00+03:00")
	clock := corridor.Start(casework.FollowUp("3m"), budget(t, "36d"), cal, opened)
	same, err := corridor.Resume(clock, cal, opened.AddDate(0, -1, 0), opened.AddDate(0, 0, -3))
	require.NoError(t, err)
	require.Equal(t, clock, same)
	later, err := corridor.Resume(clock, cal, opened.AddDate(0, -1, 0), opened.AddDate(0, 0, 3))
	require.NoError(t, err)
	require.Equal(t, clock.Due().AddDate(0, 0, 3), later.Due(), "only the three days after its start are given back")
}

func TestPausesLoseNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cal, b := anyCalendar().Draw(t, "calendar"), anyBudget().Draw(t, "budget")
		before := corridor.Start("screening", b, cal, anyInstant().Draw(t, "from"))
		length := int64(before.At(casework.EscalationCoordinator).Sub(before.Opened))
		paused := before.Opened.Add(time.Duration(rapid.Int64Range(0, length+int64(time.Hour)).Draw(t, "paused after")))
		resumed := paused.Add(time.Duration(rapid.Int64Range(0, int64(60*24*time.Hour)).Draw(t, "for")))
		after, err := corridor.Resume(before, cal, paused, resumed)
		require.NoError(t, err)
		require.Len(t, after.Escalations, len(before.Escalations))
		left := func(at, from time.Time) time.Duration {
			if b.Unit() == corridor.WorkingDays {
				return cal.Between(from, at)
			}
			return at.Sub(from)
		}
		last := after.Opened
		for i, was := range before.Escalations {
			is := after.Escalations[i]
			require.Equal(t, was.Level, is.Level)
			require.False(t, is.At.Before(was.At), "a pause makes nothing due earlier")
			require.False(t, is.At.Before(last), "the rungs stay in order")
			last = is.At
			if !was.At.After(paused) {
				require.Equal(t, was.At, is.At, "what was reached stays where it was")
				continue
			}
			require.InDelta(t, left(was.At, paused), left(is.At, resumed), float64(rounding), "the time left is the same")
		}
		same, err := corridor.Resume(before, cal, paused, paused)
		require.NoError(t, err)
		for i := range same.Escalations {
			require.WithinDuration(t, before.Escalations[i].At, same.Escalations[i].At, rounding, "a pause of no length changes nothing")
		}
	})
}
