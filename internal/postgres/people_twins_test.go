package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/notice"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
)

// A person is found among the open cases by a number with O for 0, by a part of the name with the day of birth, by the
// whole name with the year, and by the whole name if no birth is known; an officer finds only the cases of their desk.
func TestTwinsAmongOpenCases(t *testing.T) {
	t.Parallel()
	w := dbtest.NewWith(t, dbtest.NewBox(t))
	openCase(t, w, "case-a", 1, record.Person{Name: "Wanjiku Njeri", Birth: bornOn(1999, 4, 2), DocumentNumber: "AK0101010"})
	openCase(t, w, "case-b", 2, record.Person{Name: "Hana Girma", Birth: bornOn(2001, 5, 14)})
	mine, stranger := dbtest.Officer(dbtest.Screener(), "THA"), dbtest.Screener()
	stranger.Account, stranger.Desk, stranger.Agency = "acc-stranger", "tha-registrar", "tha-other"
	find := func(by principal.Principal, people ...record.Person) []casework.Ref {
		hits, err := w.Front.FindTwins(principal.With(t.Context(), by), people)
		require.NoError(t, err)
		out := []casework.Ref{}
		for _, h := range hits {
			require.NotNil(t, h.Person)
			out = append(out, h.Ref)
		}
		return out
	}
	for name, p := range map[string]record.Person{
		"a number":         {Name: "Someone Else", DocumentNumber: "ak O1O1O1O"},
		"a part and a day": {Name: "Njeri Auma", Birth: bornOn(1999, 4, 2)},
		"day and month":    {Name: "NJERI WANJIKU", Birth: bornOn(1999, 2, 4)},
		"a name alone":     {Name: "Njeri, Wanjiku"},
	} {
		require.Equal(t, []casework.Ref{"case-a"}, find(mine, p), name)
		require.Empty(t, find(dbtest.Officer(stranger, "THA"), p), name)
	}
	require.Empty(t, find(mine, record.Person{Name: "Wanjiku Njeri", Birth: bornOn(1980, 1, 1)}))
	require.Equal(t, []casework.Ref{"case-a", "case-b"}, find(mine, record.Person{Name: "Wanjiku Njeri"}, record.Person{Name: "Girma Hana"}))
}

// The desk of an open case gets a notice when a desk of another agency opens a case that may be about the same person. It
// names neither the other case nor that desk; an opening by its own agency makes none.
func TestTheDeskOfAHiddenCaseGetsANotice(t *testing.T) {
	t.Parallel()
	w := dbtest.NewWith(t, dbtest.NewBox(t))
	her := record.Person{Name: "Wanjiku Njeri", Birth: bornOn(1999, 4, 2)}
	open := func(ref casework.Ref, by casework.Actor) {
		c, clocks := dbtest.Opened(ref)
		c.By = by
		c.Next.Rules.Desks = map[casework.DeskKind]casework.DeskID{casework.DeskScreener: "tha-screener", casework.DeskCaseworker: "tha-screener"}
		w.Stored(t, c.Key, dbtest.OfCase(ref), "open", casework.Command{}, record.Words{Opening: &record.Opening{Person: her}})
		w.Write(t, c, clocks...)
		w.Write(t, c, clocks...) // once more, as after a crash
	}
	notices := func() (out []record.Notice) {
		found, err := w.Notices(t.Context(), record.NoticeFilter{Desk: "tha-screener"})
		require.NoError(t, err)
		for _, n := range found.Rows {
			if n.Kind == string(notice.MaybeTwice) {
				out = append(out, n)
			}
		}
		return out
	}
	open("case-a", dbtest.Screener())
	open("case-b", dbtest.Screener())
	require.Empty(t, notices(), "the officer was asked before the opening")
	other := dbtest.Screener()
	other.Account, other.Desk, other.Agency = "acc-other", "khm-registrar", "khm-other"
	open("case-c", other)
	got := notices()
	require.Len(t, got, 2)
	require.ElementsMatch(t, []casework.Ref{"case-a", "case-b"}, []casework.Ref{got[0].Case, got[1].Case})
	require.Empty(t, got[0].From)

	w.Super(t, `insert into app.case_access (case_ref, kind, id, account, since) values ('case-a', 'excluded', '1', 'acc-kept-out', '2020-01-01')`)
	kept := dbtest.Screener()
	kept.Account = "acc-kept-out"
	open("case-d", kept)
	last := notices()
	require.Len(t, last, 3, "an officer whom she keeps out was not asked")
	about := map[casework.Ref]int{}
	for _, n := range last {
		about[n.Case]++
	}
	require.Equal(t, map[casework.Ref]int{"case-a": 2, "case-b": 1}, about)
}
