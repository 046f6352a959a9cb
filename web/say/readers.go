package say

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/web/view"
)

// ReadBy says which desks read a text that the user writes with a timeline entry, as policy has it.
func (r Reader) ReadBy(e casework.Entry) view.Text { return r.readBy(policy.ReadersOfText(e)) }

// ReadByClass says which desks of her team read a field of a class.
func (r Reader) ReadByClass(class policy.Class) view.Text { return r.readBy(policy.ReadersOf(class)) }

// ReadAnswer says which desks read a text that the user writes with an answer to a step.
func (r Reader) ReadAnswer(step casework.Step) view.Text {
	entry := casework.Entry{Code: casework.EntryDecided, Step: step}
	if spec, known := casework.SpecOf(step); known {
		entry.Outcome = spec.Outcomes[0] // every outcome of a step has the same class
	}
	return r.ReadBy(entry)
}

// ReadEvent says which desks read a text that the user writes with the report of an event.
func (r Reader) ReadEvent(event casework.Event) view.Text {
	return r.ReadBy(casework.Entry{Code: casework.EntryEvent, Detail: string(event)})
}

// readBy names kinds of desks, and the user's own desk, which reads what it wrote, if it is of none of them.
func (r Reader) readBy(kinds []casework.DeskKind) view.Text {
	if slices.Contains(kinds, r.User.Actor.Kind) {
		return view.Say("task.readers.team", DeskKinds(kinds))
	}
	if len(kinds) == 0 {
		return view.Say("task.readers.own")
	}
	return view.Say("task.readers.own_and", DeskKinds(kinds))
}

// DeskKinds names kinds of desks.
func DeskKinds(kinds []casework.DeskKind) []view.Text {
	var out []view.Text
	for _, kind := range kinds {
		out = append(out, DeskKind(kind))
	}
	return out
}
