package words

import "strings"

// Code returns the text of a code, as that of the step "screening". A code without a text is an
// error: a page never shows the code itself.
func (c *Catalogue) Code(l Language, kind, code string) (string, error) {
	return c.Text(l, kind+"."+code)
}

// Step returns the name of a step.
func (c *Catalogue) Step(l Language, step string) (string, error) { return c.Text(l, "step."+step) }

// StepTask returns what a desk is asked to do in a step, as a sentence.
func (c *Catalogue) StepTask(l Language, step string) (string, error) {
	return c.Text(l, "step."+step+".do")
}

// StepWait returns what is waited for in a step, as the end of "Waiting for ...".
func (c *Catalogue) StepWait(l Language, step string) (string, error) {
	return c.Text(l, "step."+step+".wait")
}

// Outcome returns the outcome of a step in words.
func (c *Catalogue) Outcome(l Language, step, outcome string) (string, error) {
	return c.Text(l, "outcome."+step+"."+outcome)
}

// Fact returns the name of a fact.
func (c *Catalogue) Fact(l Language, name string) (string, error) { return c.Text(l, "fact."+name) }

// Value returns the value of a fact in words.
func (c *Catalogue) Value(l Language, fact, value string) (string, error) {
	return c.Text(l, "value."+fact+"."+value)
}

// Condition returns a condition of a gate, as the end of "Waiting for ...".
func (c *Catalogue) Condition(l Language, id string) (string, error) {
	return c.Text(l, "condition."+id)
}

// find returns the text of a key in every language. The text of some codes has a shorter key:
//
//   - "step.attest/sender" is that of "step.attest", and "step.attest/sender.do" that of "step.attest.do";
//   - "outcome.seat.held" is that of "outcome.held", unless it means something else in this step, and
//     so are the values of facts and the answers to questions;
//   - a fact or a condition that a corridor adds, and that has no text, is described as such.
func (c *Catalogue) find(key string) (map[string]text, bool) {
	found, ok := c.texts[c.Resolve(key)]
	return found, ok
}

// Resolve returns the key of the text that is shown for a key; see find. It returns the key itself if there
// is no text.
func (c *Catalogue) Resolve(key string) string {
	kind, code, _ := strings.Cut(key, ".")
	if slash, rest, ok := strings.Cut(code, "/"); ok && c.texts[key] == nil {
		code = slash
		if _, suffix, dotted := strings.Cut(rest, "."); dotted {
			code += "." + suffix
		}
		key = kind + "." + code
	}
	if c.has(key) {
		return key
	}
	switch kind {
	case "outcome", "value", "choice":
		_, last, _ := strings.Cut(code, ".")
		key = kind + "." + last
	case "fact":
		key = "fact.added"
	case "condition":
		if strings.HasPrefix(code, "fact:") {
			key = "condition.added"
		}
	}
	return key
}

func (c *Catalogue) has(key string) bool {
	_, ok := c.texts[key]
	return ok
}
