package postgres_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
)

// renamed is the next change of case-a, which brings a name.
func renamed(t *testing.T, w *dbtest.Env, before casework.Change) casework.Change {
	t.Helper()
	change := dbtest.Next(before, casework.KindState)
	w.Stored(t, change.Key, dbtest.OfCase("case-a"), string(change.Kind), casework.Command{}, record.Words{Person: &record.Person{Name: "Late Qvarrival Name", Phone: "+66812345678"}})
	return change
}

// Between the last check and the destruction nothing is written: a hold is seen, or refused, and never
// taken and then destroyed.
func TestNothingIsWrittenBehindTheLastLook(t *testing.T) {
	t.Parallel()
	w := dbtest.NewWith(t, dbtest.NewBox(t))
	first, clocks := dbtest.Opened("case-a")
	w.Write(t, first, clocks...)
	held := renamed(t, w, first)
	w.Write(t, held)
	ctx := t.Context()
	done, err := w.FenceCase(ctx, "case-a", first.Seq)
	require.NoError(t, err)
	require.False(t, done, "a change has come since it was looked at")
	done, err = w.FenceCase(ctx, "case-a", held.Seq)
	require.NoError(t, err)
	require.True(t, done)
	done, err = w.FenceCase(ctx, "case-a", held.Seq)
	require.NoError(t, err)
	require.True(t, done, "run twice it changes nothing")

	late := renamed(t, w, held)
	_, err = w.WriteChange(ctx, late, nil)
	require.Equal(t, fault.Conflict, fault.CodeOf(err))
	require.True(t, fault.Lasting(err), "trying again does not help")
	w.Write(t, held) // a sender who lost the answer gets it again

	require.NoError(t, w.StripCase(ctx, "case-a", dbtest.Day))
	_, err = w.WriteChange(ctx, late, nil)
	require.Equal(t, fault.Conflict, fault.CodeOf(err))
	require.Zero(t, w.Count(t, "app.people where case_ref = 'case-a'"))
	require.Zero(t, w.Count(t, "app.people_index where case_ref = 'case-a'"))
	done, err = w.FenceCase(ctx, "case-9", 1)
	require.NoError(t, err)
	require.False(t, done)
}

// A change that is written while the record is stripped leaves no person to be found: it is stripped
// with the rest, or refused. The key may be cached still, and the index is not sealed with it.
func TestAChangeThatRacesTheStrippingLeavesNothing(t *testing.T) {
	t.Parallel()
	for range 5 {
		w := dbtest.NewWith(t, dbtest.NewBox(t))
		first, clocks := dbtest.Opened("case-a")
		w.Write(t, first, clocks...)
		late := renamed(t, w, first)
		var both sync.WaitGroup
		var wrote, stripped error
		both.Go(func() { _, wrote = w.WriteChange(t.Context(), late, nil) })
		both.Go(func() { stripped = w.StripCase(t.Context(), "case-a", dbtest.Day) })
		both.Wait()
		require.NoError(t, stripped)
		if wrote != nil {
			require.Equal(t, fault.Conflict, fault.CodeOf(wrote))
		}
		require.Zero(t, w.Count(t, "app.people where case_ref = 'case-a'"))
		require.Zero(t, w.Count(t, "app.people_index where case_ref = 'case-a'"))
		require.Zero(t, w.Count(t, "app.case_changes where case_ref = 'case-a' and words is not null"))
	}
}

// A second file of the same person, and her family's, are other cases with requests of their
// own: the erasure of one erases that one, and the trip that they have together can be read.
func TestNoOtherCaseIsErasedWithHers(t *testing.T) {
	t.Parallel()
	box := dbtest.NewBox(t)
	w := dbtest.NewWith(t, box)
	same := record.Person{Name: "Qvername Same Person", DocumentNumber: "QV7654321", Phone: "+66 81 234 5678"}
	openCase(t, w, "case-a", 1, same)
	openCase(t, w, "case-b", 2, same)
	openCase(t, w, "case-c", 3, record.Person{Name: "Qvername Her Brother"})
	trip := dbtest.Planned("move-1", "plan-move-1")
	for _, ref := range []casework.Ref{"case-a", "case-c"} {
		trip.Passengers = append(trip.Passengers, movement.Passenger{Case: ref, Block: "case-a", State: movement.Held, Since: dbtest.Day})
	}
	require.NoError(t, w.WriteMovement(t.Context(), trip))
	require.NoError(t, box.Destroy(t.Context(), "case/case-a"))
	require.NoError(t, w.StripCase(t.Context(), "case-a", dbtest.Day))

	query := record.PersonQuery{Document: "QV7654321"}
	require.Equal(t, []string{"case-b[document]"}, found(t, w.Store, query), "her other file is found as before, and shows that there is one")
	other, err := w.Case(t.Context(), "case-b")
	require.NoError(t, err)
	require.Equal(t, same.Name, other.Person.Name)
	brother, err := w.Case(t.Context(), "case-c")
	require.NoError(t, err)
	require.NotEmpty(t, brother.Person.Name)
	read, err := w.Movement(t.Context(), "move-1")
	require.NoError(t, err)
	require.False(t, read.Erased)
	require.Equal(t, 2, w.Count(t, "app.passengers where movement_ref = 'move-1'"), "a place stays a place")
}
