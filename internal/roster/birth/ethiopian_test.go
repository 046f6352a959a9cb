package birth_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/flaw"
)

// Days of the Ethiopian calendar as published: the new years of 1992 and 2000, the day before the latter,
// Christmas of two years, the last days of leap years, and days that do not exist.
func TestEthiopianCalendar(t *testing.T) {
	t.Parallel()
	v := vocabulary(t)
	for text, want := range map[string]string{
		"1/1/2000 EC": "2007-09-12", "1 Meskerem 1992": "1999-09-12", "6/13/1999 EC": "2007-09-11", "6 Pagume 1995": "2003-09-11",
		"1 መስከረም 1996": "2003-09-12", "28 ታኅሣሥ 2000": "2008-01-07", "29 ታኅሣሥ 2001": "2009-01-07", "20/04/1990 ዓ.ም": "1997-12-29", "መስከረም 5 1995": "2002-09-15",
		"27 ግንቦት 2001": "2009-06-04", "4 Ginbot 1993 E.C.": "2001-05-12", "6 Pagume 1996": "", "31/1/1990 EC": "", "7/13/1995 EC": "",
		"12/03/1998 G.C.": "1998-03-12 or 1998-12-03",
	} {
		b, problem := v.Date(text, civil.Date{Year: 2026, Month: 11, Day: 20})
		if want == "" {
			require.Equal(t, flaw.BirthDateNotRecognised, problem, text)
			continue
		}
		var days []string
		for _, r := range b.Readings {
			days = append(days, r.From.String())
		}
		require.Equal(t, want, strings.Join(days, " or "), text)
	}
}
