package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Feared lists the states from which the survivor may need protection: all states that are asked whether
// she is their national, and the state that sends the mission if it acts for another, from the moment that she says that she fears to return, that an answer about
// fear is withdrawn and not given again, or that she asks for asylum. No command ends it but a new
// answer: fear "no" or "waived" where no claim of asylum is open or granted. Where there are two states, an answer
// may name one of them; then the other is not feared. (Refugee Convention art. 33; field
// reference 7.) No lawyer has checked it.
func Feared(c *casework.Case) []casework.Country {
	if !needsProtection(c) {
		return slices.Clone(c.FearedOf)
	}
	if c.FearsOnlyNamed() && !protected(c) {
		return slices.Clone(c.FearedOf)
	}
	var out []casework.Country
	add := func(state casework.Country) {
		if state != "" && state != noState && state != c.Rules.Host && !slices.Contains(out, state) {
			out = append(out, state)
		}
	}
	for _, named := range c.FearedOf {
		add(named)
	}
	add(c.Rules.Origin)
	add(c.Rules.Mission)
	if c.Second != nil {
		add(c.Second.State)
	}
	for _, s := range c.Settlements {
		add(s.State)
	}
	return out
}

// needsProtection reports whether she may need protection from the states that are asked. An answer
// that was superseded, and is not given again yet, counts as a yes: a doubt stays a doubt.
func needsProtection(c *casework.Case) bool {
	if protected(c) {
		return true
	}
	if s, settled := c.Settlement(casework.StepFearOfReturn); settled {
		return s.Outcome == casework.Yes
	}
	_, claimed := c.Fact(casework.FactAsylum)
	return c.Attempts[casework.StepFearOfReturn] > 1 || claimed && c.Protects()
}

// protected reports whether she has asked for asylum or has it.
func protected(c *casework.Case) bool {
	asylum, _ := c.Fact(casework.FactAsylum)
	return asylum.Value == casework.AsylumOpen || asylum.Value == casework.AsylumGranted
}
