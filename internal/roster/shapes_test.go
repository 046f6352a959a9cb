package roster_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/roster/refusal"
	"example.org/homeward/internal/roster/table"
)

func names(l roster.List) []string {
	out := make([]string, 0, len(l.Rows))
	for _, r := range l.Rows {
		out = append(out, r.Name.Display)
	}
	return out
}

// Tables beside each other keep their places, and every line has a number of its own.
func TestTablesBesideEachOther(t *testing.T) {
	t.Parallel()
	l := fieldList(t, "04-side-by-side.csv")
	require.Len(t, l.Rows, 6)
	require.Zero(t, *l.Reconciliation.Difference, "all six whom the title counts")
	require.Nil(t, l.Rows[0].At)
	require.Equal(t, &roster.At{Line: 4, Column: 5}, l.Rows[4].At)
	require.Len(t, l.Tables, 2)
	require.Equal(t, 3, l.Tables[1].Rows)

	l = mustRead(t, "No,Name,,Name,Passport No\n1,LI PING,,WU LING,E1234567\n2,ZHAO AN,,,\n")
	require.Equal(t, []string{"LI PING", "ZHAO AN", "WU LING"}, names(l), "an empty column divides two tables")
	accounted(t, l)
}

func TestTablesBelowEachOther(t *testing.T) {
	t.Parallel()
	l := mustRead(t, "Men\nNo,Name,Nationality\n1,LI PING,CN\nWomen\nName,Age,Passport No,Nationality\nWU LING,17,E1234567,VN\n")
	accounted(t, l)
	require.Equal(t, []string{"LI PING", "WU LING"}, names(l))
	require.Equal(t, "VNM", l.Rows[1].Nationality.Code, "each table has its own columns")
	require.Equal(t, birth.PrecisionAge, l.Rows[1].BirthDate.Precision)
}

func TestADateInThreeColumns(t *testing.T) {
	t.Parallel()
	for name, list := range map[string]string{
		"in one row":          "Name,Day,Month,Year\nLI PING,4,6,2009\n",
		"month first":         "Name,Month,Day,Year\nLI PING,6,4,2009\n",
		"the year first":      "Name,Year,Month,Day\nLI PING,2009,6,4\n",
		"below one heading":   "Name,Date of birth,,\n,Day,Month,Year\nLI PING,4,6,2009\n",
		"a Buddhist year":     "ชื่อ,วัน,เดือน,ปี\nสมชาย,4,6,2552\n",
		"the month in a word": "Name,Day,Month,Year\nLI PING,4,June,2009\n",
	} {
		l := mustRead(t, list)
		require.Len(t, l.Rows, 1, name)
		require.Equal(t, "2009-06-04", days(l.Rows[0].BirthDate), name)
	}
}

func TestFamilies(t *testing.T) {
	t.Parallel()
	l := fieldList(t, "29-family.csv")
	require.Equal(t, []int{2, 2, 2, 0}, []int{l.Rows[0].Family, l.Rows[1].Family, l.Rows[2].Family, l.Rows[3].Family})
	require.True(t, l.Rows[1].Nationality.FromFamily)

	l = mustRead(t, "Name,Nationality,Age,Remarks\nDaw Hla,MM,30,with baby (3 months)\n")
	require.Equal(t, []flaw.Code{flaw.ChildInRemark}, l.Rows[0].Problems, "a child without a row is asked about")
}

func TestDittoMarks(t *testing.T) {
	t.Parallel()
	l := mustRead(t, "Name,Nationality\nA,Kenya\nB,\"\"\"\"\nC,〃\nD,DO\nE,\n")
	var codes []string
	for _, r := range l.Rows {
		codes = append(codes, r.Nationality.Code)
	}
	require.Equal(t, []string{"KEN", "KEN", "KEN", "DOM", ""}, codes)
}

// About the dead and those who are struck off a person is asked: nothing of them is opened.
func TestStruckOffAndDead(t *testing.T) {
	t.Parallel()
	l := mustRead(t, "No,Name,Nationality,Remarks\n1,A,KE,deceased 12/3\n2,B (died),KE,\n3,C,KE,ซ้ำ\n4,D,KE,parents deceased\n5,E (2),KE,\n")
	require.Equal(t, []string{"D", "E (2)"}, names(l))
	require.Equal(t, map[flaw.Code]int{flaw.Deceased: 2, flaw.StruckOff: 1}, l.Reconciliation.Problems)
}

// Columns that could hold one field are compared; what is not chosen is kept.
func TestColumnsOfOneField(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		list string
		want string // nationality, document, problems
	}{
		"the one that says it":           {"Country,Name,Nationality\nMyanmar,A B,Kenya", "KEN;not_stated;[]"},
		"only the other says something":  {"Name,Nationality,Country\nA B,,Uganda", "?UGA;not_stated;[other_column_only]"},
		"two say it and disagree":        {"Name,Nationality,Citizenship\nA B,Kenya,Uganda", "?KEN/UGA;not_stated;[columns_disagree]"},
		"two say it, one is empty":       {"Name,Nationality,Citizenship\nA B,,Uganda", "UGA;not_stated;[]"},
		"only a country":                 {"Name,Country\nA B,Uganda", "UGA;not_stated;[]"},
		"a country of something else":    {"Name,Recruited in (country)\nA B,Uganda", ";not_stated;[]"},
		"an identity number beside":      {"Name,ID No,Passport No\nA B,33445566,AK0101010", ";AK0101010;[]"},
		"an identity number alone":       {"Name,ID No\nA B,33445566", ";33445566;[]"},
		"a passport that is not written": {"Name,ID No,Passport No\nA B,33445566,", ";not_stated;[]"},
		"a passport, yes or no":          {"Name,Passport (Y/N),Passport No\nA B,N,\nC D,Y,AK0101010", ";none;[]"},
	} {
		l := mustRead(t, tt.list+"\n")
		r := l.Rows[0]
		got := r.Nationality.Code
		if len(r.Nationality.Candidates) > 0 {
			got += "?" + strings.Join(r.Nationality.Candidates, "/")
		}
		document := r.Document.Clean
		if document == "" {
			document = string(r.Document.Absent)
		}
		require.Equal(t, tt.want, fmt.Sprintf("%s;%s;%v", got, document, r.Problems), name)
	}
	l := mustRead(t, "Name,ID No,Passport No,Phone,Phone 2,Nickname\nA B,33445566,AK0101010,0812345678,0898765432,Joy\n")
	require.Equal(t, []roster.Other{
		{Field: roster.FieldDocument, Heading: "ID No", AsWritten: "33445566"},
		{Field: roster.FieldPhone, Heading: "Phone 2", AsWritten: "0898765432"},
	}, l.Rows[0].Others)
	require.Equal(t, "0812345678 / 0898765432", l.Rows[0].Phone)
}

func TestNamesInTwoColumns(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ list, want, native string }{
		"the end of the name":       {"STT,Họ và tên,Tên,Tuổi\n1,Nguyễn Thị,Hoa,17", "Nguyễn Thị Hoa", ""},
		"no heading":                {"STT,Họ và tên,,Tuổi\n1,Nguyễn Thị,Hoa,17", "Nguyễn Thị Hoa", ""},
		"a column that is no name":  {"No,Name,,Age\n1,Kiprop Wafula,M,17", "Kiprop Wafula", ""},
		"two scripts":               {"No,Name (Thai),Name (English)\n1,สมหญิง ใจดี,Somying Jaidee", "Somying Jaidee", "สมหญิง ใจดี"},
		"the interviewer":           {"No,Interviewer (name),Name\n1,Officer Preecha,Nang Mo", "Nang Mo", ""},
		"the mother":                {"No,Name,Mother (full name)\n1,Nang Mo,Daw Hla", "Nang Mo", ""},
		"twice in one script":       {"No,Name,Name in passport\n1,Nang Mo,NANG MO KHAM", "Nang Mo", ""},
		"a family name in the name": {"No,Name,Surname\n1,Wanjiku Njeri,Njeri", "Wanjiku Njeri", ""},
	} {
		l := mustRead(t, tt.list+"\n")
		require.Equal(t, tt.want, l.Rows[0].Name.Display, name)
		require.Equal(t, tt.native, l.Rows[0].NativeName.Display, name)
	}
}

func TestLettersForTheSex(t *testing.T) {
	t.Parallel()
	for list, want := range map[string][]person.Sex{
		"Name,Sex\nA,M\nB,F\nC,P": {person.Male, person.Female, person.Female},
		"Nama,L/P\nA,P":           {person.Female},
		"Nama,JK\nA,P\nB,W":       {person.Male, person.Female},
		"Nama,JK\nA,P\nB,P":       {person.UnknownSex, person.UnknownSex},
		"Nombre,Sexo\nA,M\nB,H":   {person.Female, person.Male},
		"Nom,Sexe\nA,F\nB,H":      {person.Female, person.Male},
		"Pangalan,Sex\nA,B\nB,L":  {person.Female, person.Male},
	} {
		l := mustRead(t, list+"\n")
		var got []person.Sex
		for _, r := range l.Rows {
			got = append(got, r.Sex)
		}
		require.Equal(t, want, got, list)
	}
}

// A later sheet is read if the first is a cover; other lists are named, and can be chosen.
func TestSheets(t *testing.T) {
	t.Parallel()
	l := fieldList(t, "14-kobo-repeat.xlsx")
	require.Len(t, l.Rows, 2)
	require.Equal(t, "person_repeat", l.Format.Sheet)
	require.Len(t, fieldList(t, "15-cover-merged-hidden.xlsx").Rows, 5, "the cover counts the people of both sheets")

	l = fieldList(t, "16-merged-hidden-second-sheet.xlsx")
	require.Equal(t, []table.Sheet{{Number: 1, Name: "Men", Rows: 4, Read: true}, {Number: 2, Name: "Women", Rows: 2}}, l.Format.Sheets)
	b, err := os.ReadFile("testdata/field/16-merged-hidden-second-sheet.xlsx")
	require.NoError(t, err)
	l, err = vocabulary(t).Read(t.Context(), bytes.NewReader(b), "", roster.Options{AsOf: fieldDay(), Sheet: 2})
	require.NoError(t, err)
	require.Equal(t, []string{"Achieng Mutua", "Hana Girma"}, names(l))
	_, err = vocabulary(t).Read(t.Context(), bytes.NewReader(b), "", roster.Options{AsOf: fieldDay(), Sheet: 3})
	refused(t, err, refusal.Sheet)
}
