package casework

import "slices"

// AskedState returns the state whose mission is asked about her: the second one if there is one, or else the
// corridor's. It is "" in a corridor for any state.
func (c *Case) AskedState() Country {
	if c.Second != nil {
		return c.Second.State
	}
	return c.Rules.Origin
}

// FearStates returns the two states that can be asked about her, of which an answer about fear of return may name
// one. It is nil where there is one state, or none.
func (c *Case) FearStates() []Country {
	if !c.Protects() || c.Second == nil || c.Rules.Origin == "" || c.Second.State == c.Rules.Origin {
		return nil
	}
	return []Country{c.Rules.Origin, c.Second.State}
}

// FearsOnlyNamed reports whether the newest answer about fear of return is a yes that names one of two states.
// Then the other may be asked, once she was asked about that one too. Where there is one state, or none is named,
// every state counts.
func (c *Case) FearsOnlyNamed() bool {
	answer, settled := c.Settlement(StepFearOfReturn)
	return c.Protects() && c.Second != nil && settled && answer.Outcome == Yes && slices.Contains(c.FearedOf, answer.State)
}
