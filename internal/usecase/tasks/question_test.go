package tasks_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/internal/usecase/usecasetest"
)

const (
	askedCase  = casework.Ref("case-asked")
	questionID = casework.TaskID("information/screening#1")
)

// A desk that is asked a question sees the question and answers it, without seeing the case; the desk that
// asked reads the answer. After the answer there is nothing to see any more.
func TestAQuestionShowsItsWordsAndNothingElse(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	o.Ask(askedCase, "tha-ken", 48*time.Hour)
	screener := usecasetest.By(t, "acc-screener", o.State(askedCase).Rules.Desks[casework.DeskScreener], casework.RoleScreener)
	panel := usecasetest.By(t, "acc-panel", o.State(askedCase).Rules.Desks[casework.DeskChildPanel], casework.RoleChildPanel)
	_, err := o.ShowCase(panel, askedCase)
	require.Equal(t, policy.Missing(), err)

	const question, answer = "Is she able to be heard on Monday?", "She can be heard, with a break each hour."
	_, err = o.AskAtTask(screener, tasks.Write{Case: askedCase, Task: "screening#1", Key: "ask"}, o.State(askedCase).Rules.Desks[casework.DeskChildPanel], question, nil)
	require.NoError(t, err)

	shown, err := o.ShowTask(panel, askedCase, questionID)
	require.NoError(t, err)
	require.False(t, shown.OfCase)
	require.Empty(t, shown.Origin)
	require.Contains(t, shown.May, policy.AnswerTask)
	require.Equal(t, []string{question}, talk(panel, t, o, questionID))
	_, err = o.ShowCase(panel, askedCase)
	require.Equal(t, policy.Missing(), err, "a question is not a share")
	_, err = o.ShowTimeline(panel, askedCase, false, act.Paging{})
	require.Equal(t, policy.Missing(), err)

	_, err = o.AnswerTask(panel, tasks.Write{Case: askedCase, Task: questionID, Key: "answer"}, nil, answer)
	require.NoError(t, err)
	require.Equal(t, []string{answer, question}, talk(screener, t, o, "screening#1"))
	_, err = o.ShowTask(panel, askedCase, questionID)
	require.Equal(t, policy.Missing(), err)
	_, err = o.ListTalk(panel, askedCase, questionID)
	require.Equal(t, policy.Missing(), err)
}

// The reasons of a recall are for her team: the desk whose request is recalled sees that it was.
func TestTheReasonsOfARecallAreForTheTeam(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	o.Ask(askedCase, "tha-ken", 48*time.Hour)
	caseworker := usecasetest.By(t, "acc-caseworker", team, casework.RoleCaseworker)
	consul := usecasetest.By(t, "acc-consul", desk, casework.RoleConsul)
	const reasons = "she fears the army"
	_, err := o.RecallTask(caseworker, tasks.Write{Case: askedCase, Task: "verify_nationality#1", Key: "recall"}, reasons)
	require.NoError(t, err)
	require.Contains(t, words(caseworker, t, o, casework.EntryStepRecalled), reasons)
	require.Equal(t, []string{""}, words(consul, t, o, casework.EntryStepRecalled))
}

// talk is what was asked and answered at a task, newest first.
func talk(ctx context.Context, t *testing.T, o *usecasetest.Office, id casework.TaskID) []string {
	t.Helper()
	found, err := o.ListTalk(ctx, askedCase, id)
	require.NoError(t, err)
	return wordsOf(found)
}

// words is the text of the lines of one kind in the timeline.
func words(ctx context.Context, t *testing.T, o *usecasetest.Office, code casework.EntryCode) []string {
	t.Helper()
	found, err := o.ShowTimeline(ctx, askedCase, false, act.Paging{})
	require.NoError(t, err)
	var of []record.TimelineEntry
	for _, e := range found.Rows {
		if e.Code == code {
			of = append(of, e)
		}
	}
	return wordsOf(of)
}

func wordsOf(lines []record.TimelineEntry) []string {
	var out []string
	for _, e := range lines {
		out = append(out, e.Words)
	}
	return out
}
