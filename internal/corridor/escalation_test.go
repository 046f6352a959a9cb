package corridor_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
)

func TestTheRecordAsksTheBookForLadders(t *testing.T) {
	t.Parallel()
	b, start := shipped(t), instant(t, "2026-01-13T10:00:00+05:30")
	order := casework.ClockOrder{Task: "verify_nationality#1", Step: casework.StepVerifyNationality, Desk: "eth-mission-newdelhi", Start: start}
	rungs, err := b.Escalations("tha-eth", 1, order)
	require.NoError(t, err)
	require.Len(t, rungs, 5)
	require.Equal(t, casework.EscalationAt{Level: casework.EscalationHeadOfDesk, At: instant(t, "2026-01-29T10:00:00+05:30").UTC()}, rungs[2])

	other := order
	other.Desk = "eth-mission-tokyo"
	elsewhere, err := b.Escalations("tha-eth", 1, other)
	require.NoError(t, err)
	require.NotEqual(t, rungs, elsewhere, "the days off are those of the desk that has the task")
	other.Desk = "a desk that the directory does not know"
	own, err := b.Escalations("tha-eth", 1, other)
	require.NoError(t, err)
	require.Equal(t, rungs, own)

	pause := order
	pause.Resume = &casework.Resumption{PausedAt: start.Add(time.Hour), ResumedAt: start.Add(25 * time.Hour), Escalations: rungs}
	moved, err := b.Escalations("tha-eth", 1, pause)
	require.NoError(t, err)
	require.Equal(t, instant(t, "2026-01-30T10:00:00+05:30").UTC(), moved[2].At)

	window, err := b.Escalations("tha-eth", 1, casework.ClockOrder{Step: casework.FollowUp("1w"), Desk: "eth-reintegration-desk", Start: start, Budget: 10 * time.Hour})
	require.NoError(t, err)
	require.Equal(t, start.Add(5*time.Hour).UTC(), window[0].At)
	require.Equal(t, start.Add(20*time.Hour).UTC(), window[4].At)
}

func TestWhatTheBookCannotCompute(t *testing.T) {
	t.Parallel()
	b := shipped(t)
	_, err := b.Escalations("tha-eth", 99, casework.ClockOrder{Step: casework.StepTriage})
	require.Equal(t, fault.Unavailable, fault.CodeOf(err), "another worker may carry that version")
	_, err = b.Escalations("tha-chn", 1, casework.ClockOrder{Step: casework.StepScreening})
	require.Equal(t, fault.Invalid, fault.CodeOf(err))
	_, err = b.Escalations("tha-eth", 1, casework.ClockOrder{
		Step: casework.StepTriage, Desk: "tha-medical-maesot", Start: time.Unix(0, 0),
		Resume: &casework.Resumption{PausedAt: time.Unix(20, 0), ResumedAt: time.Unix(10, 0)},
	})
	require.Equal(t, fault.Invalid, fault.CodeOf(err))
	require.Equal(t, casework.DeskID("tha-medical-maesot"), b.RecipientDesk("gone", 1, casework.EscalationHeadOfDesk, "tha-medical-maesot"))
	require.Equal(t, casework.DeskID("tha-coordination"), b.RecipientDesk("tha-eth", 1, casework.EscalationCoordinator, "tha-medical-maesot"))
	_, err = b.RulesFor("THA", "KEN", "bgf", time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC))
	require.Equal(t, fault.Invalid, fault.CodeOf(err))
	require.ErrorIs(t, err, corridor.ErrNoCorridor)
}

func TestAFastBookHurriesEverythingAlike(t *testing.T) {
	t.Parallel()
	const n = 1440 // a day in a minute
	b := shipped(t)
	fast, at := b.Faster(n), instant(t, "2026-02-02T03:00:00Z")
	slowRules, err := b.RulesFor("THA", "LAO", "", at)
	require.NoError(t, err)
	rules, err := fast.RulesFor("THA", "LAO", "", at)
	require.NoError(t, err)
	require.Equal(t, 3*time.Minute, rules.PreEmbarkation)
	require.Equal(t, 14*time.Minute, rules.Validity[casework.StepFitToTravel])
	require.Equal(t, 7*time.Minute, rules.DocumentMargin)
	require.Equal(t, 30*time.Minute, rules.Visits[1].After)
	require.Equal(t, 72*time.Hour, slowRules.PreEmbarkation, "the book that was hurried stays as it was")

	order := casework.ClockOrder{Step: casework.StepTriage, Desk: "tha-medical-bangkok", Start: at}
	slow, err := b.Escalations("tha-lao", 1, order)
	require.NoError(t, err)
	rungs, err := fast.Escalations("tha-lao", 1, order)
	require.NoError(t, err)
	for i := range rungs {
		require.Equal(t, slow[i].At.Sub(at)/n, rungs[i].At.Sub(at))
	}
	require.Same(t, b, b.Faster(1))
}

// The pace is asked at each start of a clock; a clock that has started keeps its own.
func TestAPacedSetAsksHowFastItIs(t *testing.T) {
	t.Parallel()
	pace, b, at := 1, shipped(t), instant(t, "2026-02-02T03:00:00Z")
	paced := b.Paced(func() int { return pace })
	order := casework.ClockOrder{Step: casework.StepTriage, Desk: "tha-medical-bangkok", Start: at}
	slow, err := b.Escalations("tha-lao", 1, order)
	require.NoError(t, err)
	for _, pace = range []int{1, 60, 0} {
		got, err := paced.Escalations("tha-lao", 1, order)
		require.NoError(t, err)
		require.Equal(t, slow[0].At.Sub(at)/time.Duration(max(pace, 1)), got[0].At.Sub(at))
		rules, err := paced.RulesFor("THA", "LAO", "", at)
		require.NoError(t, err)
		require.Equal(t, 72*time.Hour/time.Duration(max(pace, 1)), rules.PreEmbarkation)
	}
}
