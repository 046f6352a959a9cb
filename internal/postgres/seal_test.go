package postgres_test

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// With a seal that hides what it seals, a stolen dump holds nothing that was written of a
// person in any of the places where something can be, every sealed column was used, and
// everything can be read again through the seal.
func TestADumpTellsNothingOfAnybody(t *testing.T) {
	t.Parallel()
	seen := dbtest.NewBox(t)
	w := dbtest.NewWith(t, seen)
	m := &dbtest.Marker{}
	dbtest.TellAll(t, w, m)

	var all []string
	for _, c := range sealdb.SealedColumns() {
		all = append(all, c.Column)
	}
	slices.Sort(all)
	require.Equal(t, all, seen.Columns(seen.Sealed), "this test writes every sealed column")

	search := pgtest.NewSearch(slices.Concat(m.Personal, m.Unread, m.Operational)...)
	found := search.Find(pgtest.Dump(t, w.DB.SuperuserDSN, "app"))
	require.Equal(t, m.Operational, found, "the search finds what is of class B, and that is all there is to find")

	read := search.Find([]byte(dbtest.ReadAll(t, w.Store)))
	for _, mark := range m.Personal {
		require.Contains(t, read, mark, "it is on record, and can be read")
	}
	require.Subset(t, all, seen.Columns(seen.Opened))
}

// The bytes of one column in another are refused, and those of one case in another: the
// binding is the place.
func TestSealedBytesStayInTheirPlace(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		move string
		read func(w *dbtest.Env) error
	}{
		"another column": {`update app.people set phone = name`, func(w *dbtest.Env) error {
			_, err := w.Case(t.Context(), "case-a")
			return err
		}},
		"another case": {`update app.cases a set state = b.state from app.cases b where a.ref = 'case-a' and b.ref = 'case-0001'`, func(w *dbtest.Env) error {
			_, err := w.CaseState(t.Context(), "case-a")
			return err
		}},
		"another row": {`update app.timeline a set body = b.body from app.timeline b where a.case_ref = b.case_ref and a.seq = 1 and b.seq = 2`, func(w *dbtest.Env) error {
			_, err := w.Timeline(t.Context(), record.TimelineFilter{Case: "case-a"})
			return err
		}},
		"another task": {`update app.tasks a set outcome = b.outcome from app.tasks b where a.case_ref = b.case_ref and a.outcome is not null
			and b.outcome is not null and a.task <> b.task`, func(w *dbtest.Env) error {
			_, err := w.Tasks(t.Context(), record.TaskFilter{Status: record.TaskDecided})
			return err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := dbtest.New(t)
			dbtest.TellAll(t, w, &dbtest.Marker{})
			require.NoError(t, tt.read(w))
			w.Super(t, tt.move)
			err := tt.read(w)
			require.ErrorIs(t, err, seal.ErrMoved)
			require.NotContains(t, err.Error(), dbtest.Mark)
		})
	}
}

// failing is a seal that is out of order.
type failing struct{}

func (failing) Seal(context.Context, seal.Place, []byte) ([]byte, error) { return nil, seal.ErrForm }

func (failing) Open(context.Context, seal.Place, []byte) ([]byte, error) { return nil, seal.ErrForm }

func TestWithoutASealNothingPersonalIsWritten(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	first, clocks := dbtest.Opened("case-a")
	w.Stored(t, first.Key, dbtest.OfCase("case-a"), "open", casework.Command{}, record.Words{Opening: &record.Opening{Person: (&dbtest.Marker{}).Person()}})
	broken := w.Open(t, w.DB.WorkerDSN, failing{})
	_, err := broken.WriteChange(t.Context(), first, clocks)
	require.ErrorIs(t, err, seal.ErrForm)
	require.Equal(t, 0, w.Count(t, "app.cases"))
}
