package roster_test

import (
	"encoding/csv"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/roster/sample"
	"example.org/homeward/internal/roster/spelling"
	"example.org/homeward/internal/roster/table"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestSample(t *testing.T) {
	t.Parallel()
	rows := map[string]int{ // counted by hand in the files
		"custodian.csv": 104, "embassy-ETH.csv": 5, "embassy-IDN.csv": 3, "embassy-IND.csv": 5, "embassy-KEN.csv": 2,
		"embassy-VNM.csv": 6, "host-registration.csv": 52,
	}
	behind := truth(t)
	require.Len(t, sample.Lists(), len(rows))
	for _, s := range sample.Lists() {
		t.Run(s.File, func(t *testing.T) {
			t.Parallel()
			l, err := read(t, sampleList(t, s.File), s.Nationality)
			require.NoError(t, err)
			accounted(t, l)
			require.Len(t, l.Rows, rows[s.File])
			require.Len(t, l.Rows, behind[s.File], "every row has a person behind it")
			require.Empty(t, l.Unreadable)
			require.Empty(t, l.Reconciliation.Problems)
			require.Empty(t, l.Reconciliation.Duplicates, "the doubles of this list differ in spelling")
			for _, c := range l.Columns {
				require.NotEmpty(t, c.Field, "column %s", c.Heading)
			}
			if s.Nationality != "" {
				require.Equal(t, map[string]int{s.Nationality: rows[s.File]}, l.Reconciliation.Nationalities)
				require.True(t, l.Rows[0].Nationality.FromList)
			}
			b, err := json.Marshal(l)
			require.NoError(t, err)
			var again roster.List
			require.NoError(t, json.Unmarshal(b, &again))
			require.Equal(t, l, again, "a list survives being stored")
		})
	}
}

// truth returns the number of people in each file.
func truth(tb testing.TB) map[string]int {
	tb.Helper()
	f, err := os.Open(filepath.Join("testdata", "roster-small", "truth.csv"))
	require.NoError(tb, err)
	defer func() { require.NoError(tb, f.Close()) }()
	lines, err := csv.NewReader(f).ReadAll()
	require.NoError(tb, err)
	out := make(map[string]int)
	for _, l := range lines[1:] {
		out[l[0]]++
	}
	return out
}

func TestCustodianRows(t *testing.T) {
	t.Parallel()
	l := mustRead(t, sampleList(t, "custodian.csv"))
	require.Equal(t, table.Format{Kind: table.CSV, Encoding: table.UTF8, BOM: true, Separator: ","}, l.Format)
	require.Equal(t, roster.Row{
		Line: 5, Raw: []string{"4", "Kebede Abel", "M", "Ethiopia", "no passport", "04/12/2535", "Shwe Kokko"}, Number: "4",
		Name: person.Name{AsWritten: "Kebede Abel", Display: "Kebede Abel", Script: spelling.Latin},
		Sex:  person.Male, Nationality: person.Nationality{AsWritten: "Ethiopia", Code: "ETH"},
		Document: person.Document{AsWritten: "no passport", Absent: person.NoneHeld},
		BirthDate: birth.Date{AsWritten: "04/12/2535", Precision: birth.PrecisionDay, Readings: []birth.Reading{
			{From: civil.Date{Year: 1992, Month: 12, Day: 4}, To: civil.Date{Year: 1992, Month: 12, Day: 4}, Calendar: birth.Buddhist},
		}},
		Place: "Shwe Kokko",
	}, l.Rows[3])
	require.Equal(t, "  Anjaali  Chohan", l.Rows[65].Name.AsWritten, "kept as written")
	require.Equal(t, "Anjaali Chohan", l.Rows[65].Name.Display)
	require.Equal(t, "C2078951", l.Rows[57].Document.Suggested)
	require.Equal(t, person.Stateless, l.Rows[47].Nationality.Code)
	require.Equal(t, "the list says 102, rows are 104, 0 of them unreadable", l.Reconciliation.Headline())
}

func TestHostRegistrationRows(t *testing.T) {
	t.Parallel()
	l := mustRead(t, sampleList(t, "host-registration.csv"))
	r := l.Rows[11]
	require.Equal(t, "T000012", r.Registration)
	require.Equal(t, "石欣超", r.NativeName.AsWritten)
	require.Equal(t, spelling.Han, r.NativeName.Script)
	require.Equal(t, "Xin Chao Shi", r.Name.AsWritten)
	require.Nil(t, l.ClaimedTotal)
	require.Equal(t, "the list does not say how many it has, rows are 52, 0 of them unreadable", l.Reconciliation.Headline())
}

func TestGoldenReconciliation(t *testing.T) {
	t.Parallel()
	l := mustRead(t, sampleList(t, "custodian.csv"))
	got, err := json.MarshalIndent(l.Reconciliation, "", "  ")
	require.NoError(t, err)
	golden := filepath.Join("testdata", "custodian-small.golden.json")
	if *update {
		require.NoError(t, os.WriteFile(golden, append(got, '\n'), 0o600))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got)+"\n")
}

// 7,158 people in 7,244 rows, because some are listed twice, with a closing row that states 7,141: the
// list is read, and the report shows the difference.
func TestSurge(t *testing.T) {
	t.Parallel()
	l := mustRead(t, surge(t))
	accounted(t, l)
	r := l.Reconciliation
	require.Len(t, l.Rows, 7244)
	require.Empty(t, l.Unreadable)
	require.Equal(t, 7141, *l.ClaimedTotal)
	require.Equal(t, 103, *r.Difference)
	require.Equal(t, []roster.Claim{{Line: 7246, Where: roster.TotalLine, Total: 7141}}, r.Claims)
	require.Len(t, r.Nationalities, 29, "28 states and those nobody knows")
	require.Equal(t, 4920, r.Nationalities["CHN"])
	require.Equal(t, 7, r.Nationalities[person.Stateless])
	require.Equal(t, []roster.Spelling{{AsWritten: "unknown", Rows: 2}}, r.Unresolved)
	require.Equal(t, map[person.Sex]int{person.Male: 6281, person.Female: 725, person.UnknownSex: 238}, r.Sexes)
	require.Equal(t, 853, r.BirthDates[birth.PrecisionNone])
	require.Equal(t, roster.MinorCount{Yes: 422, Possible: 33, No: 5936, Undated: 853}, r.Minors)
	require.Equal(t, map[string]int{"number": 4717, "not_stated": 1231, "none": 449, "lost": 404, "held": 443}, r.Documents)
	require.Len(t, r.Duplicates, 62, "27 by a document, 35 by a name in any order, joined or split, and a day")
	require.Empty(t, r.Problems)
	require.Equal(t, "the list says 7141, rows are 7244, 0 of them unreadable", r.Headline())
}
