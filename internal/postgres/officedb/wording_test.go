package officedb_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

func wordingOf(id, text string) record.WordingProposal {
	return record.WordingProposal{
		Wording: record.Wording{Language: "my", Key: "step.follow_up/1w", Form: "other"}, ID: id, Account: "me", Desk: "d1", Text: text, Note: dbtest.Typed,
		Compared: "0123456789abcdef", Release: "r1", At: dbtest.Day, State: record.WordingOpen,
	}
}

// A proposal is read by its author and by the operator, and answered by the operator alone.
func TestAWordingIsItsAuthorsAndTheOperators(t *testing.T) {
	t.Parallel()
	w := dbtest.NewWith(t, sealtest.New(t))
	me, colleague := atDesk(t, "me", "d1"), atDesk(t, "other", "d1")
	first := wordingOf("w1", dbtest.Typed)
	require.NoError(t, w.Front.SaveWording(me, first, 2))
	require.NoError(t, w.Front.SaveWording(me, wordingOf("w1", "other words"), 2), "what was proposed first stays")
	found, err := w.Front.Wordings(me, record.WordingFilter{Account: "me"})
	require.NoError(t, err)
	require.Equal(t, []record.WordingProposal{first}, found)
	hidden, err := w.Front.Wordings(colleague, record.WordingFilter{})
	require.NoError(t, err)
	require.Empty(t, hidden)
	require.ErrorContains(t, w.Front.SaveWording(colleague, wordingOf("w9", "x"), 9), "sqlstate 42501", "in the name of another")
	require.ErrorContains(t, w.Front.AnswerWording(me, "w1", record.WordingTaken), "sqlstate 42501", "an officer answers none")
	require.Empty(t, pgtest.NewSearch(dbtest.Typed).Find(pgtest.Dump(t, w.DB.SuperuserDSN, "app")), "a dump has nothing of it")

	require.NoError(t, w.Front.SaveWording(me, wordingOf("w2", "more"), 2))
	require.Equal(t, fault.Conflict, fault.CodeOf(w.Front.SaveWording(me, wordingOf("w3", "too many"), 2)))
	require.NoError(t, w.AnswerWording(t.Context(), "w1", record.WordingTaken))
	require.Equal(t, fault.NotFound, fault.CodeOf(w.AnswerWording(t.Context(), "never", record.WordingDeclined)))
	require.NoError(t, w.AnswerWording(t.Context(), "w2", record.WordingDeclined))
	require.Equal(t, 1, w.Count(t, "app.audit_events where action = 'wording.taken' and subject_ref = 'w1' and code = 'operator'"))
	require.Equal(t, 1, w.Count(t, "app.audit_events where action = 'wording.declined' and subject_ref = 'w2'"))
	require.NoError(t, w.Front.SaveWording(me, wordingOf("w3", "one more"), 2))

	form, none := "other", ""
	for n, f := range map[int]record.WordingFilter{3: {Language: "my", Key: "step.follow_up/1w", Form: &form}, 1: {Open: true}, 0: {Form: &none}} {
		found, err := w.Wordings(t.Context(), f)
		require.NoError(t, err)
		require.Len(t, found, n)
	}
	mine, err := w.Front.Wordings(me, record.WordingFilter{Account: "me"})
	require.NoError(t, err)
	for _, p := range mine {
		require.Equal(t, p.State != record.WordingOpen, p.AnsweredAt != nil, p.ID)
	}

	// A row that is given to another text does not open.
	w.Super(t, `update app.wordings set text_key = 'nav.cases' where id = 'w1'`)
	_, err = w.Wordings(t.Context(), record.WordingFilter{})
	require.ErrorIs(t, err, seal.ErrMoved)
}

// After the key of its day is destroyed nothing can be read of a proposal.
func TestAWordingGoesWithTheKeyOfItsDay(t *testing.T) {
	t.Parallel()
	sealed := dbtest.NewBox(t)
	w := dbtest.NewWith(t, sealed)
	require.NoError(t, w.Front.SaveWording(atDesk(t, "me", "d1"), wordingOf("w1", dbtest.Typed), 9))
	require.Positive(t, sealed.Sealed["wordings.body"])
	require.NoError(t, sealed.Destroy(t.Context(), seal.Subject("wordings/"+dbtest.Day.Format("2006-01-02"))))
	found, err := w.Wordings(t.Context(), record.WordingFilter{})
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.Empty(t, found[0].Text+found[0].Note)
}
