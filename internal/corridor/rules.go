package corridor

import (
	"maps"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// Rules returns the rules that a case pins when it is opened. They share nothing with the corridor.
func (c Corridor) Rules() casework.Rules {
	r := casework.Rules{
		Corridor: c.ID, Version: c.Version, Host: stateCode(c.Host), Origin: stateCode(c.Origin), Lane: c.Lane, Modality: c.Modality,
		Desks: maps.Clone(c.Desks), Quorum: c.Quorum, DocumentMargin: c.DocumentMargin,
		Visits: slices.Clone(c.Visits), Tries: c.Tries,
		Added: slices.Clone(c.Added), Dropped: slices.Clone(c.Dropped), RefusedCustodians: slices.Clone(c.Refused),
		SharingAgreement: c.SharingAgreement, HostDuty: c.HostDuty, ScreeningOwed: c.ScreeningOwed, SeparateIssuer: c.SeparateIssuer,
	}
	if c.book != nil { // a corridor without a set, in tests of other packages, names no state of a mission
		if desk, _ := c.book.directory.Desk(c.Desks[casework.DeskConsulate]); desk.Country != c.Origin && desk.Country != noState {
			r.Mission = desk.Country
		}
	}
	for _, s := range c.Steps {
		r.Steps = append(r.Steps, s.Step)
		if spec, _ := casework.SpecOf(s.Step); s.Kind != spec.Desk {
			if r.Override == nil {
				r.Override = make(map[casework.Step]casework.DeskKind)
			}
			r.Override[s.Step] = s.Kind
		}
		switch {
		case s.Valid == 0:
		case s.Step == casework.StepPreEmbarkation:
			r.PreEmbarkation = s.Valid
		default:
			if r.Validity == nil {
				r.Validity = make(map[casework.Step]time.Duration)
			}
			r.Validity[s.Step] = s.Valid
		}
	}
	return c.book.shortenPeriods(r)
}

// stateCode returns the code of a state in a case: "" for any country.
func stateCode(c casework.Country) casework.Country {
	if c == anyNationality {
		return ""
	}
	return c
}
