package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/birth"
)

func bornOn(year int, month time.Month, day int) birth.Date {
	d := civil.Date{Year: year, Month: month, Day: day}
	return birth.Date{Precision: birth.PrecisionDay, Readings: []birth.Reading{{From: d, To: d, Calendar: birth.Gregorian}}}
}

// TestPeopleAreFoundAsOfficersTypeThem has the examples of the field: who is on record, and what people type.
func TestPeopleAreFoundAsOfficersTypeThem(t *testing.T) {
	t.Parallel()
	w := dbtest.NewWith(t, dbtest.NewBox(t))
	people := []struct {
		ref casework.Ref
		p   record.Person
	}{
		{"mya", record.Person{Name: "Daw Mya", DocumentNumber: "MC111111", Birth: bornOn(1990, 4, 22)}},
		{"li", record.Person{Name: "Li Xiaoming", DocumentNumber: "E11111111", Birth: bornOn(1998, 1, 13), Nationality: "CHN"}},
		{"wang", record.Person{Name: "王小明 Wang Xiaoling", DocumentNumber: "E22222222", Birth: bornOn(1998, 2, 13), Nationality: "CHN"}},
		{"somying", record.Person{Name: "นางสาวสมหญิง ใจดี", DocumentNumber: "P3333333", Birth: bornOn(1999, 3, 13), Phone: "0812345678"}},
		{"haile", record.Person{Name: "ኃይለ ገብረማርያም", DocumentNumber: "EP4444444", Birth: bornOn(1997, 4, 13)}},
		{"ahmad", record.Person{Name: "أحمد محمد", DocumentNumber: "P5555555", Birth: bornOn(1996, 5, 13)}},
		{"mohammed", record.Person{Name: "Mohammed Hassan Ali", DocumentNumber: "P6666666", Birth: bornOn(1995, 6, 13), Phone: "၀၉၄၂၁၂၃၄၅၆၇"}},
		{"mary", record.Person{Name: "Mary-Anne O’Connor", DocumentNumber: "P7777777", Birth: bornOn(1994, 7, 13)}},
		{"hoa", record.Person{Name: "NGUYỄN THỊ HOA", DocumentNumber: "C8888888", Birth: bornOn(1993, 8, 13)}},
		{"wanjiku", record.Person{Name: "Wanjiku Njeri Auma", Birth: bornOn(2001, 1, 2), Nationality: "KEN"}},
		{"hassan", record.Person{Name: "Hassan Ali Omar", Birth: bornOn(1990, 2, 2)}},
		{"mohamed", record.Person{Name: "Mohamed Hassan", Birth: bornOn(1990, 2, 3)}},
		{"jaidi", record.Person{Name: "สมหญิง ใจดิ", Birth: bornOn(1999, 3, 14)}},
	}
	for i, one := range people {
		openCase(t, w, one.ref, i+1, one.p)
	}
	ask := func(name string) record.PersonQuery { return record.PersonQuery{Name: name} }
	for name, tt := range map[string]struct {
		ask  record.PersonQuery
		want []string
	}{
		"a part in another spelling":        {ask("Wanjiku Nyeri Auma"), []string{"wanjiku"}},
		"doubled letters, the exact first":  {ask("Mohamed Hassan"), []string{"mohamed", "mohammed"}},
		"three parts before two":            {ask("Mohammed Hasan Ali"), []string{"mohammed", "mohamed", "hassan"}},
		"without a Thai title":              {ask("สมหญิง ใจดี"), []string{"somying"}},
		"with a short Thai title":           {ask("น.ส. สมหญิง ใจดี"), []string{"somying"}},
		"another vowel is another name":     {ask("สมหญิง ใจดิ"), []string{"jaidi"}},
		"one script of a mixed name":        {ask("王小明"), []string{"wang"}},
		"the other script":                  {ask("Wang Xiaoling"), []string{"wang"}},
		"split":                             {ask("Li Xiao Ming"), []string{"li"}},
		"without a title":                   {ask("Mya"), []string{"mya"}},
		"with another title":                {ask("Ma Mya"), []string{"mya"}},
		"an Amharic letter of one sound":    {ask("ሃይለ ገብረማርያም"), []string{"haile"}},
		"Amharic, split":                    {ask("ኃይለ ገብረ ማርያም"), []string{"haile"}},
		"without hamza":                     {ask("احمد محمد"), []string{"ahmad"}},
		"without hyphen and apostrophe":     {ask("MaryAnne OConnor"), []string{"mary"}},
		"a phone as it is on record":        {record.PersonQuery{Phone: "၀၉၄၂၁၂၃၄၅၆၇"}, []string{"mohammed"}},
		"a phone in Latin digits":           {record.PersonQuery{Phone: "09421234567"}, []string{"mohammed"}},
		"a document that looks alike":       {record.PersonQuery{Document: "EIIIIIIII"}, []string{"li"}},
		"a letter for a digit":              {record.PersonQuery{Document: "E2222222Z"}, []string{}},
		"B for 8":                           {record.PersonQuery{Document: "CB888B88"}, []string{"hoa"}},
		"a document in Thai digits":         {record.PersonQuery{Document: "P๓๓๓๓๓๓๓"}, []string{"somying"}},
		"one token alone":                   {ask("สมหญิง"), []string{}},
		"one token and the year":            {record.PersonQuery{Name: "สมหญิง", BirthYear: 1999}, []string{"jaidi", "somying"}},
		"one token and another year":        {record.PersonQuery{Name: "สมหญิง", BirthYear: 1998}, []string{}},
		"one family name alone":             {ask("Wang"), []string{}},
		"one family name and a nationality": {record.PersonQuery{Name: "Wang", Nationality: "CHN"}, []string{"wang"}},
		"one family name and a number":      {record.PersonQuery{Name: "Nguyen", Document: "C8888888"}, []string{"hoa"}},
		"a year and a nationality":          {record.PersonQuery{BirthYear: 1998, Nationality: "CHN"}, []string{}},
		"the year puts one first":           {record.PersonQuery{Name: "Hassan Ali", BirthYear: 1990}, []string{"hassan", "mohammed", "mohamed"}},
		"and another one":                   {record.PersonQuery{Name: "Hassan Ali", BirthYear: 1995}, []string{"mohammed", "hassan"}},
	} {
		t.Run(name, func(t *testing.T) {
			tt.ask.Most = 10
			hits, err := w.FindPeople(t.Context(), tt.ask)
			require.NoError(t, err)
			got := []string{}
			for _, h := range hits {
				got = append(got, string(h.Ref))
			}
			require.Equal(t, tt.want, got)
		})
	}
}
