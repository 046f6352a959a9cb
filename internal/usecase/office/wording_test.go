package office_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/internal/usecase/usecasetest"
)

func better(key, text string) office.WordingWrite {
	return office.WordingWrite{Wording: record.Wording{Language: "my", Key: "nav.cases"}, Key: key, Text: text, Compared: "0123456789abcdef", Release: "r1"}
}

// A proposal is kept once, with who proposed it, and its author alone sees it.
func TestAWordingIsProposedOnce(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	me, colleague := usecasetest.By(t, "me", desk, casework.RoleConsul), usecasetest.By(t, "other", desk, casework.RoleConsul)
	write := better("k1", " words ")
	write.Note = " because\r\n it is so "
	id, err := o.ProposeWording(me, write)
	require.NoError(t, err)
	write.Text = "other words"
	again, err := o.ProposeWording(me, write)
	require.NoError(t, err)
	require.Equal(t, id, again, "a repeated key keeps the first")
	require.Equal(t, []record.WordingProposal{{
		Wording: record.Wording{Language: "my", Key: "nav.cases"}, ID: id, Account: "me", Desk: desk, Text: "words", Note: "because it is so",
		Compared: "0123456789abcdef", Release: "r1", At: noon, State: record.WordingOpen,
	}}, o.Record.Proposed())
	mine, err := o.ListWordings(me, write.Wording)
	require.NoError(t, err)
	require.Len(t, mine, 1)
	others, err := o.ListWordings(colleague, write.Wording)
	require.NoError(t, err)
	require.Empty(t, others)
	elsewhere, err := o.ListWordings(me, record.Wording{Language: "my", Key: "nav.cases", Form: "one"})
	require.NoError(t, err)
	require.Empty(t, elsewhere)
}

func TestAWordingIsRefused(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	me := usecasetest.By(t, "me", desk, casework.RoleConsul)
	for pointer, change := range map[string]func(*office.WordingWrite){
		"/language": func(w *office.WordingWrite) { w.Language = "../" },
		"/text_key": func(w *office.WordingWrite) { w.Wording.Key = "a b" },
		"/form":     func(w *office.WordingWrite) { w.Form = "some" },
		"/compared": func(w *office.WordingWrite) { w.Compared = "" },
		"/text":     func(w *office.WordingWrite) { w.Text = "  " },
		"/note":     func(w *office.WordingWrite) { w.Note = strings.Repeat("x", office.MaxWordingNote+1) },
	} {
		w := better("k", "words")
		change(&w)
		_, err := o.ProposeWording(me, w)
		require.Equal(t, pointer, usecasetest.PointerOf(t, err))
	}
	for _, text := range []string{strings.Repeat("x", office.MaxWording+1), "a\x1b[2Jb", "a\nb", "a\u202eb"} {
		_, err := o.ProposeWording(me, better("k", text))
		require.Equal(t, "/text", usecasetest.PointerOf(t, err))
	}
	require.Empty(t, o.Record.Proposed())
	for i := range office.MaxWordings {
		_, err := o.ProposeWording(me, better(strings.Repeat("k", i+1), "words"))
		require.NoError(t, err)
	}
	_, err := o.ProposeWording(me, better("one more", "words"))
	require.Equal(t, fault.Conflict, fault.CodeOf(err))
	o.Record.Answer(o.Record.Proposed()[0].ID, record.WordingDeclined)
	_, err = o.ProposeWording(me, better("one more", "words"))
	require.NoError(t, err, "one was answered")
}
