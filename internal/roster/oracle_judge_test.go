package roster_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/roster/spelling"
)

// found is what the program has of one person.
type found struct {
	row   *roster.Row
	asked bool // an officer is asked about the person first
}

// shown is what the program shows of a field: its readings, and whether any screen says that it is in doubt.
type shown struct {
	readings []string
	doubt    bool
}

// field returns what is shown of a field that a person reads.
func (f found) field(key string, want claim) shown {
	r := f.row
	has := func(codes ...flaw.Code) bool {
		return slices.ContainsFunc(r.Problems, func(p flaw.Code) bool { return slices.Contains(codes, p) })
	}
	switch key {
	case "name":
		return shown{[]string{r.Name.Display}, has(flaw.NameMissing, flaw.NameAlone, flaw.DamagedText, flaw.OldFontEncoding)}
	case "native":
		return shown{[]string{r.NativeName.Display}, has(flaw.DamagedText, flaw.OldFontEncoding)}
	case "sex":
		letters := map[person.Sex]string{person.Male: "M", person.Female: "F"}
		return shown{[]string{letters[r.Sex]}, has(flaw.SexNotRecognised)}
	case "nat":
		codes := append([]string{r.Nationality.Code}, r.Nationality.Candidates...)
		return shown{codes, has(flaw.NationalityNotRecognised, flaw.NationalityAmbiguous, flaw.PeopleNotState, flaw.OtherColumnOnly) ||
			has(flaw.ColumnsDisagree) && len(r.Nationality.Candidates) > 0}
	case "passport":
		if want.values[0] == "none" {
			return shown{[]string{string(r.Document.Absent)}, has(flaw.DocumentNotRecognised)}
		}
		return shown{[]string{r.Document.Clean}, has(flaw.DocumentNotRecognised, flaw.DigitsLost)}
	case "id":
		numbers := []string{r.Document.AsWritten}
		for _, o := range r.Others {
			numbers = append(numbers, o.AsWritten)
		}
		if slices.Contains(numbers, want.values[0]) {
			numbers = want.values[:1]
		}
		return shown{numbers, has(flaw.DocumentNotRecognised, flaw.DigitsLost)}
	case "phone":
		return shown{[]string{digitsOf(r.Phone)}, has(flaw.DigitsLost)}
	case "place":
		return shown{[]string{r.BirthPlace}, false}
	case "born", "age":
		return f.birth(has(flaw.BirthDateNotRecognised, flaw.AgeNotRecognised, flaw.AgeContradictsBirthDate, flaw.NotComputed), key)
	case "child":
		return f.child(want)
	default:
		return shown{}
	}
}

func digitsOf(s string) string {
	return strings.TrimLeft(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return spelling.WesternDigit(r)
		}
		return -1
	}, s), "0")
}

func (f found) birth(problem bool, key string) shown {
	out := shown{doubt: problem || len(f.row.BirthDate.Readings) > 1}
	for _, r := range f.row.BirthDate.Readings {
		if key == "age" {
			out.readings = append(out.readings, ageRange(r))
		} else {
			out.readings = append(out.readings, span(r))
		}
	}
	return out
}

// span writes a reading as a day, a month, a year, or its first and last day.
func span(r birth.Reading) string {
	from, to := r.From.String(), r.To.String()
	switch {
	case from == to:
		return from
	case strings.HasSuffix(from, "-01-01") && to == from[:5]+"12-31":
		return from[:4]
	default:
		return from + ".." + to
	}
}

// ageRange returns the ages that a reading stands for on the day of the lists, counted here and not by the program.
func ageRange(r birth.Reading) string {
	low, high := monthsOld(r.To), monthsOld(r.From)
	if high < 12 {
		return strconv.Itoa(low) + "m"
	}
	switch low, high := low/12, high/12; {
	case low == high:
		return strconv.Itoa(low)
	case high >= 119:
		return fmt.Sprintf("%d+", low)
	default:
		return fmt.Sprintf("%d-%d", low, high)
	}
}

func monthsOld(born civil.Date) int {
	on := fieldDay()
	n := (on.Year-born.Year)*12 + int(on.Month) - int(born.Month)
	if on.Day < born.Day {
		n--
	}
	return n
}

func (f found) child(want claim) shown {
	minor := string(f.row.BirthDate.Minor(fieldDay()))
	return shown{[]string{minor}, minor == string(birth.MinorPossible) && want.values[0] != minor}
}

// verdict is how a field was read.
type verdict string

const (
	right    verdict = "right"
	inDoubt  verdict = "in doubt"    // and a person is in doubt too, or may be
	needless verdict = "needless"    // in doubt where a person reads it plainly
	wrong    verdict = "wrong"       // and a screen says that it is in doubt, without the right reading
	silent   verdict = "silent"      // wrong, and no screen shows it
	certain  verdict = "too certain" // one of several readings that a person leaves open
)

// judge compares a field with what a person reads.
func judge(key string, want claim, got shown) verdict {
	equal := func(a, b string) bool {
		if key == "phone" {
			return digitsOf(a) == b
		}
		return a == b
	}
	among := func(v string) bool {
		return v == "" || slices.ContainsFunc(got.readings, func(r string) bool { return equal(v, r) })
	}
	values := want.values
	if values[0] == "-" {
		values = []string{""}
	}
	all := !slices.ContainsFunc(values, func(v string) bool { return !among(v) })
	first := len(got.readings) > 0 && equal(values[0], got.readings[0]) || values[0] == "" && strings.Join(got.readings, "") == ""
	switch {
	case want.either && !got.doubt && slices.ContainsFunc(want.values, func(v string) bool {
		return v == "-" && strings.Join(got.readings, "") == "" || len(got.readings) == 1 && equal(v, got.readings[0])
	}):
		return right
	case want.doubt && got.doubt && all:
		return inDoubt
	case want.doubt && !got.doubt && slices.ContainsFunc(got.readings, func(r string) bool { return slices.Contains(values, r) }):
		return certain
	case !want.doubt && first && !got.doubt:
		return right
	case !want.doubt && got.doubt && want.either:
		return inDoubt
	case !want.doubt && got.doubt && (first || all):
		return needless
	case !got.doubt:
		return silent
	default:
		return wrong
	}
}
