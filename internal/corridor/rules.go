package corridor

import (
	"maps"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// Rules gives the compact form that a case is pinned to when it is opened. It shares nothing with the corridor.
func (c Corridor) Rules() casework.Rules {
	r := casework.Rules{
		Corridor: c.ID, Version: c.Version, Host: named(c.Host), Origin: named(c.Origin), Lane: c.Lane, Modality: c.Modality,
		Desks: maps.Clone(c.Desks), Quorum: c.Quorum, DocumentMargin: c.DocumentMargin,
		Visits: slices.Clone(c.Visits), Tries: c.Tries,
		Added: slices.Clone(c.Added), Dropped: slices.Clone(c.Dropped), RefusedCustodians: slices.Clone(c.Refused),
		SharingAgreement: c.SharingAgreement, HostDuty: c.HostDuty, ScreeningOwed: c.ScreeningOwed, SeparateIssuer: c.AnotherSigns,
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

// named turns the word for any country into the empty code that a case has for it.
func named(c casework.Country) casework.Country {
	if c == everyone {
		return ""
	}
	return c
}
