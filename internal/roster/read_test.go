package roster_test

import (
	"encoding/csv"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/sample"
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
			require.Equal(t, behind[s.File], len(l.Rows), "every row has a person behind it")
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

// truth counts the rows of each file that have a person behind them.
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
	require.Equal(t, roster.Format{Kind: roster.CSV, Encoding: roster.UTF8, BOM: true, Separator: ","}, l.Format)
	require.Equal(t, roster.Row{
		Line: 5, Raw: []string{"4", "Kebede Abel", "M", "Ethiopia", "no passport", "04/12/2535", "Shwe Kokko"}, Number: "4",
		Name: roster.Name{AsWritten: "Kebede Abel", Display: "Kebede Abel", Script: roster.Latin},
		Sex:  roster.Male, Nationality: roster.Nationality{AsWritten: "Ethiopia", Code: "ETH"},
		Document: roster.Document{AsWritten: "no passport", Absent: roster.NoneHeld},
		BirthDate: roster.BirthDate{AsWritten: "04/12/2535", Precision: roster.PrecisionDay, Readings: []roster.Reading{
			{From: roster.Date{Year: 1992, Month: 12, Day: 4}, To: roster.Date{Year: 1992, Month: 12, Day: 4}, Calendar: roster.Buddhist},
			{From: roster.Date{Year: 1992, Month: 4, Day: 12}, To: roster.Date{Year: 1992, Month: 4, Day: 12}, Calendar: roster.Buddhist, Swapped: true},
		}},
		Place: "Shwe Kokko",
	}, l.Rows[3])
	require.Equal(t, "  Anjaali  Chohan", l.Rows[65].Name.AsWritten, "kept as written")
	require.Equal(t, "Anjaali Chohan", l.Rows[65].Name.Display)
	require.Equal(t, "C2078951", l.Rows[57].Document.Suggested)
	require.Equal(t, roster.Stateless, l.Rows[47].Nationality.Code)
	require.Equal(t, "the list says 102, rows are 104, 0 of them unreadable", l.Reconciliation.Headline())
}

func TestHostRegistrationRows(t *testing.T) {
	t.Parallel()
	l := mustRead(t, sampleList(t, "host-registration.csv"))
	r := l.Rows[11]
	require.Equal(t, "T000012", r.Registration)
	require.Equal(t, "石欣超", r.NativeName.AsWritten)
	require.Equal(t, roster.Han, r.NativeName.Script)
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

// 7,158 people in 7,244 rows, because some are listed twice, and a closing row
// that says 7,141: the list is read, and the report says so.
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
	require.Equal(t, 7, r.Nationalities[roster.Stateless])
	require.Equal(t, []roster.Spelling{{AsWritten: "unknown", Rows: 2}}, r.Unresolved)
	require.Equal(t, map[roster.Sex]int{roster.Male: 6281, roster.Female: 725, roster.UnknownSex: 238}, r.Sexes)
	require.Equal(t, 853, r.BirthDates[roster.PrecisionNone])
	require.Equal(t, roster.MinorCount{Yes: 412, Possible: 55, No: 5924, Undated: 853}, r.Minors)
	require.Equal(t, map[string]int{"number": 4717, "not_stated": 1231, "none": 449, "lost": 404, "held": 443}, r.Documents)
	require.Len(t, r.Duplicates, 36)
	require.Empty(t, r.Problems)
	require.Equal(t, "the list says 7141, rows are 7244, 0 of them unreadable", r.Headline())
}

func TestNamesInSeveralColumns(t *testing.T) {
	t.Parallel()
	l := mustRead(t, "Surname,Given names,Nationality\nNGUYEN, Van An ,VN\n,Abebe,ETH\n")
	require.Equal(t, roster.Name{
		AsWritten: "NGUYEN  Van An ", Display: "NGUYEN Van An", Script: roster.Latin, Parts: []string{"NGUYEN", " Van An "},
	}, l.Rows[0].Name)
	require.Equal(t, []string{"Abebe"}, l.Rows[1].Name.Parts)

	l = mustRead(t, "ชื่อ,นามสกุล,สัญชาติ\nสมชาย,ใจดี,ไทย\n")
	require.Equal(t, "สมชาย ใจดี", l.Rows[0].Name.AsWritten, "a first name beside a family name is not the whole")
}

func TestAgeServesWhereThereIsNoDate(t *testing.T) {
	t.Parallel()
	l := mustRead(t, "Name,DOB,Age\nA,1993-06-24,40\nB,,32\nC,31/02/1999,25\nD,,about 20\nE,,\n")
	precisions, problems := make([]roster.Precision, 0, 5), make([][]roster.Problem, 0, 5)
	for _, r := range l.Rows {
		precisions, problems = append(precisions, r.BirthDate.Precision), append(problems, r.Problems)
	}
	require.Equal(t, []roster.Precision{
		roster.PrecisionDay, roster.PrecisionAge, roster.PrecisionAge, roster.PrecisionNone, roster.PrecisionNone,
	}, precisions)
	require.Equal(t, [][]roster.Problem{nil, nil, {roster.BirthDateNotRecognised}, {roster.AgeNotRecognised}, {roster.NameAlone}}, problems)
}

func TestANameAlone(t *testing.T) {
	t.Parallel()
	l := mustRead(t, "No,Name,Nationality\n1,Abebe,\n2,Bekele,ETH\n,Signed by the commander,\n")
	require.Len(t, l.Rows, 2, "a number makes a person")
	require.Equal(t, []roster.Unreadable{
		{Line: 4, Raw: []string{"", "Signed by the commander", ""}, Problem: roster.NoPerson},
	}, l.Unreadable)

	l = mustRead(t, "Name,Nationality\nAbebe,\nBekele,ETH\n")
	require.Len(t, l.Rows, 2)
	require.Equal(t, []roster.Problem{roster.NameAlone}, l.Rows[0].Problems)

	l = mustRead(t, "Name\nAbebe\nBekele\n")
	require.Len(t, l.Rows, 2)
	require.Empty(t, l.Reconciliation.Problems, "in a list of names a name is all there is")
}

func TestDuplicatesAreReportedAndKept(t *testing.T) {
	t.Parallel()
	l := mustRead(t, "Name,Passport No,DOB\n"+
		"LI PING,E23456789,1993-06-24\n"+
		"Wu Ling,,1993-06-24\n"+
		"Li  Ping,E 2345-6789,24/06/1993\n"+
		"wu ling,lost,24/06/2536\n"+
		"ZHAO,,1990\nZHAO,,1990\n"+ // a name and a year are not a person
		"MA,-,-\nMA,-,-\n"+
		"Li Ping,e23456789,\n")
	require.Len(t, l.Rows, 9)
	require.Equal(t, []roster.Duplicate{
		{Lines: []int{2, 4}, Because: roster.SameNameAndBirthDate},
		{Lines: []int{2, 4, 10}, Because: roster.SameDocument},
		{Lines: []int{3, 5}, Because: roster.SameNameAndBirthDate},
	}, l.Reconciliation.Duplicates)
}

func TestProblemsAreCounted(t *testing.T) {
	t.Parallel()
	l := mustRead(t, "Name,Sex,Nationality,Passport No,DOB\nA\ufffdB,Q,Atlantis,in process,99/99/9999\nC,M,Congo,,\nD,M,atlantis ,,\nE,F,,,\n")
	accounted(t, l)
	require.Equal(t, []roster.Problem{
		roster.SexNotRecognised, roster.NationalityNotRecognised, roster.DocumentNotRecognised, roster.BirthDateNotRecognised,
		roster.DamagedText,
	}, l.Rows[0].Problems)
	require.Equal(t, map[roster.Problem]int{
		roster.SexNotRecognised: 1, roster.NationalityNotRecognised: 2, roster.NationalityAmbiguous: 1,
		roster.DocumentNotRecognised: 1, roster.BirthDateNotRecognised: 1, roster.DamagedText: 1,
	}, l.Reconciliation.Problems)
	require.Equal(t, 4, l.Reconciliation.Nationalities[roster.UnknownNationality])
	require.ElementsMatch(t, []roster.Spelling{{"Atlantis", 1}, {"Congo", 1}, {"atlantis", 1}, {"", 1}}, l.Reconciliation.Unresolved)
}

func TestClaims(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		above, below string
		want         int // -1: none
	}{
		"a title":                      {above: "List of persons: total 7,141", want: 7141},
		"a title with people":          {above: "7.141 persons handed over", want: 7141},
		"a title in Thai":              {above: "รวมทั้งหมด ๑๐๒ คน", want: 102},
		"a title in Chinese":           {above: "共102人", want: 102},
		"a title with a date":          {above: "KK Park 23 Feb 2025 (total: 84)", want: 84},
		"a title that claims nothing":  {above: "List of 23 February 2025", want: -1},
		"a closing row":                {below: "TOTAL,102,,", want: 102},
		"a closing row in one cell":    {below: "Total: 102 persons,,,", want: 102},
		"a closing row with thousands": {below: ",Grand Total,\"7,141\",", want: 7141},
		"a closing row by sexes":       {below: "TOTAL,425,6716,7141", want: 7141},
		"a closing row that is unsure": {below: "TOTAL,400,6716,7141", want: -1},
		"a closing row without number": {below: ",TOTAL,,", want: -1},
		"the title comes first":        {above: "total 104", below: "TOTAL,102,,", want: 104},
		"the last closing row":         {below: "Sub total,40,,\nTotal,62,,", want: 62},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := "No,Name,Nationality,Place\n1,A,VN,x\n2,B,CN,y\n"
			if tt.above != "" {
				text = tt.above + "\n" + text
			}
			l := mustRead(t, text+tt.below+"\n")
			accounted(t, l)
			require.Len(t, l.Rows, 2)
			if tt.want < 0 {
				require.Nil(t, l.ClaimedTotal)
				require.Nil(t, l.Reconciliation.Difference)
				return
			}
			require.NotNil(t, l.ClaimedTotal)
			require.Equal(t, tt.want, *l.ClaimedTotal)
			require.Equal(t, 2-tt.want, *l.Reconciliation.Difference)
		})
	}
}

func TestNobodyIsTakenForATotal(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]string{
		"a name and an age":       "7,Tong,25,",
		"a name like a total":     "7,Total Recall,25,VN",
		"a number in place of it": "8,102,,VN",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := mustRead(t, "No,Name,Age,Nationality\n"+row+"\n")
			require.Len(t, l.Rows, 1, strings.ReplaceAll(name, "_", " "))
			require.Nil(t, l.ClaimedTotal)
		})
	}
}
