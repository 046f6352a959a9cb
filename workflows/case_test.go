package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/workflows"
)

// opening is the input of a case that nobody has opened yet.
func opening() workflows.CaseInput {
	rules := everyStep()
	return workflows.CaseInput{Ref: "case-1", Open: &casework.Command{
		Key: "open-1", By: officer("tha-registrar", casework.RoleRegistrar), Pinned: &rules,
		Facts: []casework.Statement{yes(casework.FactToldOfPurpose), {Name: casework.FactAge, Value: "adult"}},
	}}
}

// goingOn is the input of a case that has come some way already.
func goingOn(p *person) workflows.CaseInput {
	c := p.c
	return workflows.CaseInput{Ref: c.Ref, Carried: &c}
}

func TestOpeningIsAnsweredWhenItIsOnRecord(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	opened := e.send(0, casework.Command{Key: "open-1", Kind: casework.KindOpen})
	state := e.live(opening(), time.Hour)
	require.Empty(t, opened.code())
	require.Equal(t, int64(1), opened.answer.Seq)
	require.Len(t, e.changes, 1)
	require.Equal(t, casework.Key("open-1"), e.changes[0].Key)
	require.Equal(t, at(), e.changes[0].At, "the workflow says when")
	require.Len(t, state.Tasks, 2)
}
