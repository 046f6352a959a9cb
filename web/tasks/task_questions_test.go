package tasks

import (
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// An answer without a last day may end before the departure. The form says for how long it holds, and that the
// desk is then asked again.
func TestTheFormSaysHowLongAnAnswerHolds(t *testing.T) {
	t.Parallel()
	for step, want := range map[casework.Step]view.Text{
		casework.StepFitToTravel:       view.Say("task.until_departure", view.Count("age.days", 14)),
		casework.StepRiskAssessment:    view.Say("task.until_else", view.Count("age.days", 14)),
		casework.StepExitPermit:        view.Say("task.until_hint"), // a permit has its last day
		casework.StepVerifyNationality: view.Say("task.until_hint"), // it does not expire
		casework.StepPreEmbarkation:    view.Say("task.until_departure", view.Count("age.days", 3)),
		casework.StepEmbassyCommitment: view.Say("task.until_hint"),
	} {
		s := shownTask{}
		s.task.Step = step
		s.task.Spec, _ = casework.SpecOf(step)
		switch step {
		case casework.StepVerifyNationality, casework.StepEmbassyCommitment:
		case casework.StepPreEmbarkation:
			s.task.ValidFor = 72 * time.Hour
		default:
			s.task.ValidFor = 14 * 24 * time.Hour
		}
		require.Equal(t, want, s.untilQuestion(site.SentForm{Values: url.Values{}}, nil).Hint, step)
	}
}
