package corridor_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
)

func scheduler(tb testing.TB, id string) corridor.Scheduler {
	tb.Helper()
	c, err := shipped(tb).Get(id, 1)
	require.NoError(tb, err)
	return c.Scheduler()
}

func TestAMissionsClockKeepsBothCalendars(t *testing.T) {
	t.Parallel()
	opened := instant(t, "2026-01-13T10:00:00+05:30") // a Tuesday
	clock, err := scheduler(t, "tha-eth").Clock(casework.StepVerifyNationality, opened)
	require.NoError(t, err)
	require.Equal(t, []string{"IND", "ETH"}, clock.Calendars)
	require.Equal(t, "Asia/Kolkata", clock.Zone)
	// Ten working days, without Timket on the 19th (Ethiopia) and Republic Day on the 26th (India).
	require.Equal(t, instant(t, "2026-01-29T10:00:00+05:30").UTC(), clock.Due())
	require.Equal(t, instant(t, "2026-01-15T10:00:00+05:30").UTC(), clock.Acknowledge)

	// Reassigned to Tokyo, the budget is the same, and the holidays are those of Japan and Ethiopia.
	tokyo, err := scheduler(t, "tha-eth").ClockAt("eth-mission-tokyo", casework.StepVerifyNationality, opened)
	require.NoError(t, err)
	require.Equal(t, []string{"JPN", "ETH"}, tokyo.Calendars)
	require.Equal(t, instant(t, "2026-01-28T13:30:00+09:00").UTC(), tokyo.Due())
}

func TestWhoseCalendarABudgetRunsBy(t *testing.T) {
	t.Parallel()
	opened := instant(t, "2026-04-09T03:00:00Z")
	for _, c := range []struct {
		corridor string
		step     casework.Step
		want     []string
	}{
		{"tha-ken", casework.StepBorderSlot, []string{"THA"}},
		{"tha-ken", casework.StepVerifyNationality, []string{"THA", "KEN"}},
		{"tha-ken", casework.StepReception, []string{"KEN"}},
		{"tha-lao", casework.StepFamilyAssessment, []string{"LAO"}},
		{"tha-lao", casework.StepReception, []string{"THA", "LAO"}},
		{"tha-mmr", casework.StepLegalRelease, []string{"THA"}},
		{"vnm-chn", casework.StepTravelDocument, []string{"VNM", "CHN"}},
	} {
		clock, err := scheduler(t, c.corridor).Clock(c.step, opened)
		require.NoError(t, err)
		require.Equal(t, c.want, clock.Calendars, "%s in %s", c.step, c.corridor)
	}
}

func TestARightAndAVisitHaveTheirOwnTime(t *testing.T) {
	t.Parallel()
	s, from := scheduler(t, "tha-lao"), instant(t, "2026-02-02T09:00:00+07:00")
	reflection, err := s.Clock(casework.StepReflection, from)
	require.NoError(t, err)
	require.Equal(t, "45d", reflection.Budget.String())
	require.Equal(t, from.AddDate(0, 0, 45).UTC(), reflection.Due())

	visit, err := s.Clock(casework.FollowUp("3m"), from)
	require.NoError(t, err)
	require.Equal(t, casework.FollowUp("3m"), visit.Step)
	want := 2 * 91 * 24 * time.Hour / 5 // from 20 % before the day until 20 % after it
	require.WithinDuration(t, from.Add(want), visit.Due(), 2*time.Hour)

	text, err := json.Marshal(visit)
	require.NoError(t, err)
	var back corridor.Clock
	require.NoError(t, json.Unmarshal(text, &back))
	require.Equal(t, visit, back)

	none, err := s.Clock(casework.StepSolution, from)
	require.NoError(t, err)
	require.Empty(t, none.Escalations, "no desk's clock runs while a survivor makes up her mind")
}

// An exercise takes a minute for a year: its visits are seconds apart, and so are their windows.
func TestAnExerciseCountsInSeconds(t *testing.T) {
	t.Parallel()
	files := small(t)
	edit(t, files, "tha-ken.yaml", "{name: 1w, after: 7d}", "{name: 1w, after: 7s}")
	edit(t, files, "tha-ken.yaml", "triage:              {budget: 4h}", "triage: {budget: 30s}")
	edit(t, files, "tha-ken.yaml", "reflection_days: 45", "reflection_days: 3s")
	b, err := corridor.Load(files)
	require.NoError(t, err)
	c, err := b.Get("tha-ken", 1)
	require.NoError(t, err)
	from := instant(t, "2026-02-02T09:00:00+07:00")
	visit, err := c.Scheduler().Clock(casework.FollowUp("1w"), from)
	require.NoError(t, err)
	require.Equal(t, from.Add(2*time.Second).UTC(), visit.Due())
	triage, err := c.Scheduler().Clock(casework.StepTriage, from)
	require.NoError(t, err)
	require.Equal(t, from.Add(30*time.Second).UTC(), triage.Due())
	reflection, err := c.Scheduler().Clock(casework.StepReflection, from)
	require.NoError(t, err)
	require.Equal(t, from.Add(3*time.Second).UTC(), reflection.Due())
	require.Contains(t, c.Explain(), "7 seconds after arrival, 1 seconds before or after")
}

func TestAClockNeedsAStepAndADesk(t *testing.T) {
	t.Parallel()
	_, err := scheduler(t, "tha-chn").Clock(casework.StepScreening, time.Unix(0, 0))
	require.ErrorIs(t, err, corridor.ErrStepOff)
	_, err = scheduler(t, "tha-chn").ClockAt("tha-focal", casework.StepScreening, time.Unix(0, 0))
	require.ErrorIs(t, err, corridor.ErrStepOff)
	_, err = scheduler(t, "tha-ken").ClockAt("a desk of nobody", casework.StepScreening, time.Unix(0, 0))
	require.ErrorIs(t, err, corridor.ErrNoDesk)
	_, err = scheduler(t, "tha-ken").Resume(corridor.Clock{Zone: "Asia/Nowhere"}, time.Unix(0, 0), time.Unix(1, 0))
	require.Error(t, err)
	_, err = scheduler(t, "tha-ken").Resume(corridor.Clock{Zone: "Asia/Bangkok", Calendars: []string{"XYZ"}}, time.Unix(0, 0), time.Unix(1, 0))
	require.ErrorContains(t, err, "no calendar")
}

func TestAnActivityCanTakeAClockUpAgain(t *testing.T) {
	t.Parallel()
	s, from := scheduler(t, "tha-ken"), instant(t, "2026-04-08T10:00:00+07:00")
	clock, err := s.Clock(casework.StepExitPermit, from)
	require.NoError(t, err)
	paused, resumed := from.Add(30*time.Hour), from.Add(9*24*time.Hour)
	once, err := s.Resume(clock, paused, resumed)
	require.NoError(t, err)

	// Only the desk, the start and the escalations of a task are stored.
	back, err := s.Restore("tha-immigration-maesot", casework.StepExitPermit, from, once.Escalations)
	require.NoError(t, err)
	require.Equal(t, once, back)
	again, err := s.Resume(back, resumed.Add(time.Hour), resumed.Add(25*time.Hour))
	require.NoError(t, err)
	require.True(t, again.Due().After(once.Due()))
	_, err = s.Restore("nobody", casework.StepExitPermit, from, nil)
	require.ErrorIs(t, err, corridor.ErrNoDesk)
}

func TestFastClocksKeepTheirShape(t *testing.T) {
	t.Parallel()
	slow := scheduler(t, "tha-eth")
	steps := []casework.Step{casework.StepVerifyNationality, casework.StepTriage, casework.StepFearOfReturn, casework.FollowUp("1w")}
	rapid.Check(t, func(t *rapid.T) {
		step := rapid.SampledFrom(steps).Draw(t, "step")
		n := rapid.IntRange(2, 100_000).Draw(t, "times faster")
		from := anyInstant().Draw(t, "from")
		slowly, err := slow.Clock(step, from)
		require.NoError(t, err)
		fast, err := slow.Faster(n).Clock(step, from)
		require.NoError(t, err)
		require.Equal(t, n, fast.Speed)
		for i := range slowly.Escalations {
			require.Equal(t, slowly.Escalations[i].At.Sub(slowly.Opened)/time.Duration(n), fast.Escalations[i].At.Sub(fast.Opened))
		}
		// A pause of a fast clock is measured in its fast time.
		wait := time.Duration(rapid.Int64Range(0, int64(slowly.Due().Sub(slowly.Opened))).Draw(t, "paused after"))
		pause := time.Duration(rapid.Int64Range(0, int64(20*24*time.Hour)).Draw(t, "for"))
		longer, err := slow.Resume(slowly, slowly.Opened.Add(wait), slowly.Opened.Add(wait+pause))
		require.NoError(t, err)
		shorter, err := slow.Resume(fast, fast.Opened.Add(wait/time.Duration(n)), fast.Opened.Add((wait+pause)/time.Duration(n)))
		require.NoError(t, err)
		for i := range longer.Escalations {
			if slowly.Escalations[i].At.Sub(slowly.Opened.Add(wait)).Abs() < 2*time.Duration(n) {
				continue // reached in one and not in the other, because of rounding
			}
			require.InDelta(t, longer.Escalations[i].At.Sub(longer.Opened)/time.Duration(n), shorter.Escalations[i].At.Sub(shorter.Opened), float64(72*time.Hour)/float64(n))
		}
	})
	for _, n := range []int{-1, 0, 1} {
		slowly, err := slow.Clock(casework.StepTriage, time.Unix(0, 0))
		require.NoError(t, err)
		same, err := slow.Faster(n).Clock(casework.StepTriage, time.Unix(0, 0))
		require.NoError(t, err)
		require.Equal(t, slowly, same)
	}
}
