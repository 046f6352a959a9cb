package inspection_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/usecase/inspection"
)

// In a real record: a case that the edition before has left open with no request and no clock is found, with what a
// person must look at beside it; it adopts the current edition, as a run does that continues after a deploy, and is not
// found any more. The finding that needs a person stays.
func TestACaseOfAnEarlierEditionIsFoundAndRepaired(t *testing.T) {
	t.Parallel()
	box := dbtest.NewBox(t)
	w := dbtest.NewWith(t, box)
	run := func() (seen int, out []inspection.Finding) {
		seen, err := inspector(t, w.Store).Run(t.Context(), func(f inspection.Finding) { out = append(out, f) })
		require.NoError(t, err)
		return seen, out
	}
	l := opened(t, casework.EditionFirst)
	l.write = func(change casework.Change, clocks []casework.ClockSet) { w.Write(t, change, clocks...) }
	born := civil.DateOf(noon.AddDate(-16, 0, 0), time.UTC)
	person := record.Person{Birth: birth.Date{AsWritten: "2010", Readings: []birth.Reading{{From: born, To: born}}}}
	w.Stored(t, l.last.Key, dbtest.OfCase(ref), "open", casework.Command{}, record.Words{Opening: &record.Opening{Person: person}})
	l.write(l.last, l.clocks)
	seen, found := run()
	require.Equal(t, 1, seen)
	require.Equal(t, []inspection.RuleID{inspection.ChildAsAdult}, rulesOf(found))

	l.recallAll()
	_, found = run()
	require.Equal(t, []inspection.RuleID{inspection.OpenAlone, inspection.ChildAsAdult}, rulesOf(found))
	require.Equal(t, inspection.ByAdoption, found[0].Repair)
	require.Equal(t, inspection.ByPerson, found[1].Repair)

	l.do(casework.Command{Kind: casework.KindAdopt, Edition: casework.CurrentEdition, By: casework.System()})
	_, found = run()
	require.Equal(t, []inspection.RuleID{inspection.ChildAsAdult}, rulesOf(found))

	require.NoError(t, box.Destroy(t.Context(), seal.Subject("case/"+string(ref))))
	_, found = run()
	require.Empty(t, found, "of an erased case nothing is left to inspect")
}

// A part that the record still has, and the rules do not know any more, is found: the record decides who sees a case.
func TestAPartThatTheRecordStillHasIsFound(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	l := opened(t, casework.CurrentEdition)
	l.last.Next.Ended = &casework.End{At: l.last.At, Closed: true}
	w.Write(t, l.last, l.ladders().Clocks...)
	w.Super(t, `insert into app.case_parts (case_ref, desk, how, since) values ('`+string(ref)+`', '`+string(mission)+`', 'part', now())`)
	var found []inspection.Finding
	_, err := inspector(t, w.Store).Run(t.Context(), func(f inspection.Finding) { found = append(found, f) })
	require.NoError(t, err)
	require.Equal(t, []inspection.RuleID{inspection.ClosedSeen}, rulesOf(found))
}

func rulesOf(all []inspection.Finding) (out []inspection.RuleID) {
	for _, f := range all {
		out = append(out, f.Rule)
	}
	return out
}
