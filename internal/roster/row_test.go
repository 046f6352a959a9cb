package roster_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/roster/spelling"
)

func TestNamesInSeveralColumns(t *testing.T) {
	t.Parallel()
	l := mustRead(t, "Surname,Given names,Nationality\nNGUYEN, Van An ,VN\n,Abebe,ETH\n")
	require.Equal(t, person.Name{
		AsWritten: "NGUYEN  Van An ", Display: "NGUYEN Van An", Script: spelling.Latin, Parts: []string{"NGUYEN", " Van An "},
	}, l.Rows[0].Name)
	require.Equal(t, []string{"Abebe"}, l.Rows[1].Name.Parts)

	l = mustRead(t, "ชื่อ,นามสกุล,สัญชาติ\nสมชาย,ใจดี,ไทย\n")
	require.Equal(t, "สมชาย ใจดี", l.Rows[0].Name.AsWritten, "a first name beside a family name is not the whole")
}

func TestAgeServesWhereThereIsNoDate(t *testing.T) {
	t.Parallel()
	l := mustRead(t, "Name,DOB,Age\nA,1993-06-24,31\nB,,32\nC,31/02/1999,25\nD,,not sure\nE,,\n")
	precisions, problems := make([]birth.Precision, 0, 5), make([][]flaw.Code, 0, 5)
	for _, r := range l.Rows {
		precisions, problems = append(precisions, r.BirthDate.Precision), append(problems, r.Problems)
	}
	require.Equal(t, []birth.Precision{
		birth.PrecisionDay, birth.PrecisionAge, birth.PrecisionAge, birth.PrecisionNone, birth.PrecisionNone,
	}, precisions)
	require.Equal(t, [][]flaw.Code{nil, nil, {flaw.BirthDateNotRecognised}, {flaw.AgeNotRecognised}, {flaw.NameAlone}}, problems)
}

func TestANameAlone(t *testing.T) {
	t.Parallel()
	l := mustRead(t, "No,Name,Nationality\n1,Abebe,\n2,Bekele,ETH\n,Seen at the river crossing,\n")
	require.Len(t, l.Rows, 2, "a number makes a person")
	require.Equal(t, []roster.Unreadable{
		{Line: 4, Raw: []string{"", "Seen at the river crossing", ""}, Problem: flaw.NoPerson},
	}, l.Unreadable)

	l = mustRead(t, "Name,Nationality\nAbebe,\nBekele,ETH\n")
	require.Len(t, l.Rows, 2)
	require.Equal(t, []flaw.Code{flaw.NameAlone}, l.Rows[0].Problems)

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
	require.Equal(t, []flaw.Code{
		flaw.SexNotRecognised, flaw.NationalityNotRecognised, flaw.DocumentNotRecognised, flaw.DamagedText,
		flaw.BirthDateNotRecognised,
	}, l.Rows[0].Problems)
	require.Equal(t, map[flaw.Code]int{
		flaw.SexNotRecognised: 1, flaw.NationalityNotRecognised: 2, flaw.NationalityAmbiguous: 1,
		flaw.DocumentNotRecognised: 1, flaw.BirthDateNotRecognised: 1, flaw.DamagedText: 1,
	}, l.Reconciliation.Problems)
	require.Equal(t, 4, l.Reconciliation.Nationalities[roster.UnknownNationality])
	require.ElementsMatch(t, []roster.Spelling{{"Atlantis", 1}, {"Congo", 1}, {"atlantis", 1}, {"", 1}}, l.Reconciliation.Unresolved)
}

// TestTwiceInOneListAsPeopleWriteIt has the list of the field in which three people stand twice.
func TestTwiceInOneListAsPeopleWriteIt(t *testing.T) {
	t.Parallel()
	l := mustRead(t, "No,Name,Nationality,Passport No,DOB\n"+
		"1,Wanjiku Njeri,Kenya,AK0101010,1999-04-02\n"+
		"2,Njeri Wanjiku,Kenya,AKO1O1O10,1999-04-02\n"+
		"3,LI XIAOMING,China,E11111111,1998-01-01\n"+
		"4,Li Xiao Ming,China,,1998-01-01\n"+
		"5,Nguyễn Văn An,Vietnam,C7654321,1999-09-09\n"+
		"6,NGUYEN VAN AN,Vietnam,,1999-09-09\n"+
		"7,Tran Van An,Vietnam,C7654320,1999-09-09\n"+ // two parts of a name and the day: a person looks
		"8,Li Xiao Mei,China,E11111119,1998-01-02\n")
	require.Equal(t, []roster.Duplicate{
		{Lines: []int{2, 3}, Because: roster.AlikeDocument},
		{Lines: []int{2, 3}, Because: roster.SameNameAndBirthDate},
		{Lines: []int{4, 5}, Because: roster.SameNameAndBirthDate},
		{Lines: []int{6, 7}, Because: roster.SameNameAndBirthDate},
		{Lines: []int{6, 8}, Because: roster.AlikeNameAndBirthDate},
		{Lines: []int{7, 8}, Because: roster.AlikeNameAndBirthDate},
	}, l.Reconciliation.Duplicates)
}
