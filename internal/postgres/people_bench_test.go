package postgres_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
)

// BenchmarkFindPeople searches twenty thousand cases as an officer, with row-level security: for three words of a name,
// for a frequent family name with a year of birth, and for a number. It reports the bytes of the index for each person.
func BenchmarkFindPeople(b *testing.B) {
	const size = 20_000
	w := dbtest.New(b)
	first, clocks := dbtest.Opened("case-0")
	w.Write(b, first, clocks...)
	w.Super(b, fmt.Sprintf(`insert into app.cases select (jsonb_populate_record(c, jsonb_build_object('ref', 'case-' || n))).* from app.cases c, generate_series(1, %d) n where c.ref = 'case-0'`, size-1),
		fmt.Sprintf(`insert into app.case_parts select (jsonb_populate_record(p, jsonb_build_object('case_ref', 'case-' || n))).* from app.case_parts p, generate_series(1, %d) n where p.case_ref = 'case-0'`, size-1))
	all := make(map[casework.Ref]record.Person, size)
	for i := range size {
		all[casework.Ref(fmt.Sprintf("case-%d", i))] = record.Person{
			Name:  fmt.Sprintf("Family%d Middle%d Given%d", i%7, i%90, i%1900),
			Birth: bornOn(1970+i%37, 1, 1+i%28), Nationality: "KEN", DocumentNumber: fmt.Sprintf("AK%07d", i), Phone: fmt.Sprintf("+2547%08d", i),
		}
	}
	require.NoError(b, w.IndexAll(b.Context(), first.Next, all))
	w.Super(b, `analyze`)
	var bytes, tokens int64
	row := w.Behind(b).QueryRowContext(b.Context(), `select pg_total_relation_size('app.people_index'), count(*) from app.people_index`)
	require.NoError(b, row.Scan(&bytes, &tokens))
	ctx := principal.With(b.Context(), dbtest.Officer(dbtest.Screener(), "THA"))
	for name, q := range map[string]record.PersonQuery{
		"three words":            {Name: "Given77 Family0 Middle77", Most: 200},
		"a family name and year": {Name: "Family3", BirthYear: 1999, Most: 200},
		"a number":               {Document: "AK0001234", Most: 200},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				hits, err := w.Front.FindPeople(ctx, q)
				require.NoError(b, err)
				require.NotEmpty(b, hits)
			}
			b.ReportMetric(float64(bytes)/size, "bytes/person")
			b.ReportMetric(float64(tokens)/size, "tokens/person")
		})
	}
}
