package cases

import (
	"fmt"
	"time"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/usecase/act"
)

// The values of the fact "age"; see casework.FactAge.
const (
	ageAdult    = "adult"
	ageDisputed = "disputed"
)

// age returns the value of FactAge with which a case is opened by hand. If the officer states none, it
// follows from the birth date, as for a row of a list, and without a birth date it is disputed. An officer who
// says that she is an adult is not followed where a reading of the birth date makes her a child: that is disputed,
// or an invalid field if every reading does.
func (in Opening) age(now time.Time) (string, error) {
	born, err := in.Birth.meanings(now)
	if err != nil {
		return "", err
	}
	follows := operation.Row{Born: born}.Age(now)
	switch {
	case in.Age == "":
		return follows, nil
	case in.Age != ageAdult || len(born.Readings) == 0 || follows == ageAdult:
		return in.Age, nil
	case follows == ageDisputed:
		return ageDisputed, nil
	default:
		return "", act.Invalid("/age", act.FieldChildBirth)
	}
}

// meanings returns everything that the birth can mean: the date, and what was written in its place or beside it.
func (b Birth) meanings(now time.Time) (birth.Date, error) {
	out, err := b.read()
	if err != nil || b.AsWritten == "" || b.AsWritten == b.Date {
		return out, err
	}
	words, err := birth.LoadVocabulary()
	if err != nil {
		return birth.Date{}, fmt.Errorf("load the words of birth dates: %w", err)
	}
	written, _ := words.Date(b.AsWritten, civil.DateOf(now, time.UTC))
	out.Readings = append(out.Readings, written.Readings...)
	return out, nil
}
