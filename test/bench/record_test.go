package bench_test

import (
	"database/sql"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

// now is the clock of the record while its lists are read.
func now() time.Time { return dbtest.Day.AddDate(0, 0, 60) }

// perOperation is how many people one operation brings; the first operation brings a third of all.
const perOperation = 500

// filled is a record with open cases, as the record's own writers leave it.
type filled struct {
	*dbtest.Env

	book    *corridor.Set
	all     []corridor.Corridor // a case follows each in turn
	box     seal.Box
	written int
	opened  map[casework.Ref]bool // operations
	pools   map[string]*sql.DB
}

// fill makes a record without cases.
func fill(tb testing.TB) *filled {
	tb.Helper()
	book, err := corridor.Load(corridors.Files())
	require.NoError(tb, err)
	box := sealtest.New(tb)
	f := &filled{Env: dbtest.NewWith(tb, box), book: book, box: box, opened: map[casework.Ref]bool{}, pools: map[string]*sql.DB{}}
	var d record.Directory
	for _, a := range book.Directory().Agencies() {
		d.Agencies = append(d.Agencies, record.Agency{ID: a.ID, Name: a.Name, Country: a.Country})
	}
	for _, k := range book.Directory().Desks() {
		d.Desks = append(d.Desks, record.Desk{ID: k.ID, Agency: k.Agency, Kind: k.Kind, Name: k.Name, Country: k.Country, Seat: k.Seat, Zone: k.Zone.String()})
	}
	require.NoError(tb, f.Owner(tb).SeedDirectory(tb.Context(), d))
	for _, c := range book.Corridors() {
		if c.Rules().Host == "THA" && c.Desks[casework.DeskRegistrar] == "tha-registrar-maesot" {
			f.all = append(f.all, c)
		}
	}
	require.NotEmpty(tb, f.all)
	return f
}

// upTo opens cases until there are so many, and their operations, then has the tables analysed as autovacuum does.
func (f *filled) upTo(tb testing.TB, n int) {
	tb.Helper()
	for i := f.written; i < n; i++ {
		if op := operationOf(i); !f.opened[op] {
			f.OpenOperation(tb, op)
			f.opened[op] = true
		}
	}
	var all errgroup.Group
	all.SetLimit(4)
	for i := f.written; i < n; i++ {
		all.Go(func() error { return f.open(tb, i) })
	}
	require.NoError(tb, all.Wait())
	f.written = n
	f.Set(now())
	f.Super(tb, `vacuum analyze`)
}

func operationOf(i int) casework.Ref {
	if i%3 == 0 {
		return "operation-mass"
	}
	return casework.Ref(fmt.Sprintf("operation-%d", i/perOperation))
}

// steps are those at which cases wait, each with the stage of the case and the kind of desk that is asked.
var steps = []struct {
	step  casework.Step
	stage casework.Stage
	kind  casework.DeskKind
}{
	{casework.StepRegister, casework.StageRescue, casework.DeskRegistrar},
	{casework.StepScreening, casework.StageIdentification, casework.DeskScreener},
	{casework.StepDetermination, casework.StageIdentification, casework.DeskPanel},
	{casework.StepVerifyNationality, casework.StageClearance, casework.DeskConsulate},
	{casework.StepTravelDocument, casework.StageClearance, casework.DeskConsulate},
	{casework.StepExitPermit, casework.StageClearance, casework.DeskImmigration},
	{casework.StepReception, casework.StageTransport, casework.DeskReceiving},
}

// open opens one case and has it wait for one desk more, with the record's own writers.
func (f *filled) open(tb testing.TB, i int) error {
	tb.Helper()
	ref := casework.Ref(fmt.Sprintf("case-%06d", i))
	first, clocks := f.first(ref, i)
	words, err := record.Words{Opening: &record.Opening{Operation: operationOf(i), Person: person(i)}}.JSON()
	if err != nil {
		return err
	}
	_, _, err = f.StoreCommand(tb.Context(), command.New{
		Key: first.Key, Actor: first.By, Target: dbtest.OfCase(ref), Name: "open", Args: []byte(`{}`), Words: words, Hash: dbtest.Zeros(),
		At: first.At, NextAt: first.At.Add(10 * time.Second),
	})
	if err != nil {
		return err
	}
	if _, err = f.WriteChange(tb.Context(), first, clocks); err != nil {
		return err
	}
	second, clocks := f.second(first, i)
	_, err = f.WriteChange(tb.Context(), second, clocks)
	return err
}
