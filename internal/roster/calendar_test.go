package roster_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/birth"
)

// The cells of a column settle the calendar of a cell that leaves it open, and nothing else does.
func TestCalendarsAreProvenByOtherCells(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		list string
		want []string
	}{
		"nothing proves it":                    {"DOB\n15/3/52", []string{"1952-03-15 or 2009-03-15: possible"}},
		"Buddhist years beside it":             {"DOB\n15/3/52\n20/3/2541", []string{"2009-03-15: yes", "1998-03-20: no"}},
		"years of both calendars beside it":    {"DOB\n15/3/52\n20/3/2541\n20/3/1998", []string{"1952-03-15 or 2009-03-15: possible", "1998-03-20: no", "1998-03-20: no"}},
		"years of four digits prove no others": {"DOB\n15/3/52\n20/3/1998", []string{"1952-03-15 or 2009-03-15: possible", "1998-03-20: no"}},
		"short years that can be no others":    {"DOB\n15/3/05\n20/3/85", []string{"2005-03-15: no", "1985-03-20: no"}},
		"a child may hide among them":          {"DOB\n15/3/52\n20/3/85", []string{"1952-03-15 or 2009-03-15: possible", "1985-03-20: no"}},
		"a Thai month":                         {"DOB\n15 มี.ค. 52", []string{"2009-03-15: yes"}},
		"a Thai month in Gregorian years":      {"DOB\n15 มี.ค. 52\n15 มี.ค. 1998", []string{"1952-03-15 or 2009-03-15: possible", "1998-03-15: no"}},
		"the age beside it":                    {"DOB,Age\n15/3/52,17\n15/3/52,74", []string{"2009-03-15: yes", "1952-03-15: no"}},
		"an age that contradicts":              {"DOB,Age\n15/3/1990,16", []string{"1990-03-15 or 2009-11-21..2010-11-20: possible"}},
		"a title of that calendar":             {"Seen on 20/11/2569\nDOB\n15/3/52", []string{"2009-03-15: yes"}},
		"years of the Republic, not proven":    {"DOB,國籍\n97/12/30,台灣", []string{"1997-12-30 or 2008-12-30: possible"}},
		"years of the Republic, proven":        {"DOB,國籍\n97/12/30,台灣\n101/02/03,台灣", []string{"2008-12-30: yes", "2012-02-03: yes"}},
		"Khmer Buddhist years":                 {"ថ្ងៃខែឆ្នាំកំណើត\n15/03/2552", []string{"2009-03-15 or 2008-03-15: possible"}},
		"Ethiopian, not proven":                {"የትውልድ ቀን\n28/02/2001", []string{"2001-02-28 or 2008-11-07: no"}},
		"Ethiopian, proven by its month":       {"የትውልድ ቀን\n28/02/2001\n25/03/2001\n05/13/2000", []string{"2008-11-07: no", "2008-12-04: yes", "2008-09-10: no"}},
		"month first, proven":                  {"DOB\n03/04/2009\n11/25/2008", []string{"2009-03-04: yes", "2008-11-25: yes"}},
		"month first, contradicted":            {"DOB\n03/04/2009\n11/25/2008\n25/11/2008", []string{"2009-04-03 or 2009-03-04: yes", "2008-11-25: yes", "2008-11-25: yes"}},
		"the heading says it":                  {"DOB (mm/dd/yyyy)\n03/04/2009", []string{"2009-03-04: yes"}},
		"the heading is contradicted":          {"DOB (dd/mm/yyyy)\n03/04/2009\n11/25/2008", []string{"2009-04-03 or 2009-03-04: yes", "2008-11-25: yes"}},
		"wa in the place of zero":              {"မွေးသက္ကရာဇ်\n၁၉၉ဝ", []string{"1990-01-01..1990-12-31: no"}},
		"a Burmese month":                      {"မွေးသက္ကရာဇ်\n၁၅ ဇူလိုင် ၂၀၁၀", []string{"2010-07-15: yes"}},
		"words between the numbers":            {"Năm sinh\nngày 12 tháng 3 năm 2009", []string{"2009-03-12: yes"}},
		"a Thai year before a short year":      {"DOB\nปี 53", []string{"1953-01-01..1953-12-31 or 2010-01-01..2010-12-31 or 1972-11-21..1973-11-20: possible"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines := strings.Split(tt.list, "\n")
			for i, l := range lines { // each line after a title gets a name
				switch {
				case strings.HasPrefix(l, "Seen"):
				case i == 0 || strings.HasPrefix(lines[i-1], "Seen"):
					lines[i] = "Name," + l
				default:
					lines[i] = "LI PING," + l
				}
			}
			l, err := vocabulary(t).Read(t.Context(), strings.NewReader(strings.Join(lines, "\n")+"\n"), "", roster.Options{AsOf: fieldDay()})
			require.NoError(t, err)
			var got []string
			for _, r := range l.Rows {
				got = append(got, days(r.BirthDate)+": "+string(r.BirthDate.Minor(fieldDay())))
			}
			require.Equal(t, tt.want, got)
		})
	}
}

// days returns the readings of a birth date, in one line.
func days(b birth.Date) string {
	var out []string
	for _, r := range b.Readings {
		s := r.From.String()
		if r.To != r.From {
			s += ".." + r.To.String()
		}
		out = append(out, s)
	}
	return strings.Join(out, " or ")
}
