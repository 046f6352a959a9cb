package cases

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/usecase/act"
)

// check returns nil if every state of the opening exists and the birth date is not in the future. A misspelt state
// would open the case by the rules of another corridor.
func (in Opening) check(now time.Time) error {
	for _, one := range []struct {
		pointer string
		state   casework.Country
	}{
		{"/host", in.Host}, {"/origin", in.Origin}, {"/person/nationality", casework.Country(in.Person.Nationality)},
	} {
		if one.state != "" && !act.IsState(one.state) {
			return act.Invalid(one.pointer, act.NoSuchState)
		}
	}
	born, err := in.Birth.read()
	if err != nil {
		return err
	}
	tomorrow := civil.DateOf(now, time.UTC).AddDays(1) // somewhere it is tomorrow already
	for _, reading := range born.Readings {
		if reading.From.Compare(tomorrow) > 0 {
			return act.Invalid("/person/birth/date", act.FieldTooLarge)
		}
	}
	return nil
}
