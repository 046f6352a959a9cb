package cli

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/corridor/mission"
	"example.org/homeward/internal/fault"
)

type corridorMissions struct {
	Nationality string `placeholder:"KEN" help:"Only those that answer for nationals of this state."`
	Host        string `placeholder:"THA" help:"Only those that answer in this host state."`
	On          string `placeholder:"2026-12-24" help:"On this day of the host state; default: today in UTC."`
}

func (c *corridorMissions) Run(env Env, group *corridorGroup) error {
	for _, state := range []string{c.Nationality, c.Host} {
		if state != "" && !corridor.IsCountry(state) {
			return fault.New(fault.Invalid, "there is no such state; write it as KEN")
		}
	}
	today := civil.DateOf(env.Now(), time.UTC)
	if c.On != "" {
		var err error
		if today, err = civil.ParseDate(c.On); err != nil {
			return fault.New(fault.Invalid, "the day of --on is written as 2026-12-24")
		}
	}
	book, err := group.book()
	if err != nil {
		return err
	}
	edition, ok := book.Missions().On(today)
	if !ok {
		return fault.New(fault.NotFound, "no edition of the registry holds on that day")
	}
	env.missions(c, edition, today)
	if none := book.Unregistered(); len(none) > 0 {
		env.Printf("\nDesks of the kind consulate that are not in the registry, so that no question of a state goes to them: %s\n", words(none))
	}
	return nil
}

// missions prints who answers for whom on a day.
func (env Env) missions(c *corridorMissions, edition mission.Edition, today civil.Date) {
	env.Printf("Registry of missions, version %d, from %s.\n", edition.Version, edition.ValidFrom)
	if edition.Unreviewed() {
		env.Printf("No lawyer has checked it.\n\n")
	} else {
		env.Printf("Checked by %s.\n\n", edition.ReviewedBy)
	}
	t := NewTable(env.Out, "NATIONALITY", "IN", "MISSION", "OF", "SITS IN", "GROUND", "FROM", "UNTIL", "VERIFIED", "SOURCE")
	for _, a := range edition.Accreditations {
		if a.On(today) && (c.Nationality == "" || a.Nationality == casework.Country(c.Nationality)) && (c.Host == "" || a.Host == casework.Country(c.Host)) {
			t.Row(a.Nationality, a.Host, a.Desk, a.State, a.Seat, a.Ground, a.From, a.Until, yes(a.Verified), a.Source)
		}
	}
	for _, l := range edition.Liaisons {
		if c.Host == "" || l.Host == mission.AnyHost || l.Host == casework.Country(c.Host) {
			t.Row("others", l.Host, l.Desk, "", "", "liaison", edition.ValidFrom, "", yes(l.Verified), l.Source)
		}
	}
	t.Flush()
}
