package words

import (
	"fmt"
	"strings"
)

// Entry is one line of the timeline of a case, in the codes of the record.
type Entry struct {
	Code    string
	Step    string
	Outcome string
	Desk    string // the name of the desk, not its code
	Detail  string // a code, whose kind follows from Code
	Erased  bool   // only who and when is left
}

// TimelineSentence describes one line of a timeline. It fails if a code has no text, because the
// sentence would then show the code or hide what happened.
func (c *Catalogue) TimelineSentence(l Language, e Entry) (string, error) {
	if e.Erased {
		return c.Text(l, "timeline.erased")
	}
	key := "timeline." + e.Code
	if e.Code == "movement" {
		e.Step = map[string]string{"board": "boarding", "arrive": "arrival"}[e.Detail]
		if e.Outcome != "" {
			key += ".outcome"
		}
	}
	if e.Code == "step_settled" && e.Detail != "" {
		key += ".reason"
	}
	if (e.Code == "information_asked" || e.Code == "identity_corrected") && e.Detail != "" {
		key += ".items"
	}
	if e.Detail == "identity_corrected" { // why an answer does not hold, or a request was recalled
		key += ".corrected"
	}
	values := make([]string, 4)
	for i, get := range []func(Language, Entry) (string, error){c.stepOf, c.outcomeOf, c.deskOf, c.detailOf} {
		if !c.names(key, i) {
			continue
		}
		var err error
		if values[i], err = get(l, e); err != nil {
			return "", fmt.Errorf("describe the entry %s: %w", e.Code, err)
		}
	}
	return c.Text(l, key, values...)
}

// names reports whether a text has the placeholder with a number.
func (c *Catalogue) names(key string, number int) bool {
	return strings.Contains(c.texts[key][Languages()[0].Code].only, fmt.Sprintf("{%d}", number))
}

func (c *Catalogue) stepOf(l Language, e Entry) (string, error) { return c.Code(l, "step", e.Step) }

func (c *Catalogue) outcomeOf(l Language, e Entry) (string, error) {
	return c.Outcome(l, e.Step, e.Outcome)
}

func (c *Catalogue) deskOf(l Language, e Entry) (string, error) {
	if e.Desk == "" {
		return c.Text(l, "desk.unknown")
	}
	return e.Desk, nil
}

// detailOf returns the detail of an entry in words. Its kind follows from the code of the entry.
func (c *Catalogue) detailOf(l Language, e Entry) (string, error) {
	switch e.Code {
	case "fact_stated":
		return c.statement(l, e.Detail)
	case "information_asked", "identity_corrected":
		return c.items(l, e.Detail)
	case "cannot_be_undone":
		if c.has("leftover." + e.Detail) {
			return c.Code(l, "leftover", e.Detail)
		}
	}
	kind, known := map[string]string{
		"task_paused": "cause", "step_settled": "reason", "consent_given": "consent", "consent_withdrawn": "consent", "gate_waived": "gate",
		"event_reported": "event", "hold_set": "hold", "hold_lifted": "hold", "ladder_rung": "level",
		"movement": "move", "undo_ordered": "undo", "undone": "undo", "cannot_be_undone": "undo", "stage_reached": "stage",
		"proposal_made": "proposal", "proposal_agreed": "proposal", "proposal_refused": "proposal", "proposal_withdrawn": "proposal", "proposal_expired": "proposal",
		"order_recorded": "order", "order_ended": "order", "order_missing": "order",
	}[e.Code]
	if !known {
		return "", fmt.Errorf("the detail of an entry %s is of no known kind", e.Code)
	}
	return c.Code(l, kind, e.Detail)
}

// items writes "name photo" as "the name and the photo".
func (c *Catalogue) items(l Language, detail string) (string, error) {
	var all []string
	for one := range strings.FieldsSeq(detail) {
		text, err := c.Code(l, "item", one)
		if err != nil {
			return "", err
		}
		all = append(all, text)
	}
	return c.List(l, all...)
}

// statement writes "age=minor" as "Age: Child".
func (c *Catalogue) statement(l Language, detail string) (string, error) {
	name, value, _ := strings.Cut(detail, "=")
	fact, err := c.Fact(l, name)
	if err != nil {
		return "", err
	}
	said, err := c.Value(l, name, value)
	if err != nil {
		return "", err
	}
	return c.Text(l, "fact_stated", fact, said)
}
