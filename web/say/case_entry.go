package say

import (
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// Event is one line of the history, as a sentence.
func (r Reader) Event(e record.TimelineEntry) view.Event {
	out := view.Event{At: r.At(e.At), By: r.entryBy(e.By), Quote: e.Words, ID: "line-" + strconv.FormatInt(e.Seq, 10) + "-" + strconv.Itoa(e.N)}
	if e.Code == casework.EntryTaskPaused && e.Detail == "" && !e.Erased {
		out.Text = view.Say("case.paused_withheld", StepText(e.Step))
		return out
	}
	out.Plain = r.Sentence(func(all *words.Catalogue) (string, error) {
		return all.TimelineSentence(r.Language, words.Entry{
			Code: string(e.Code), Step: string(e.Step), Outcome: string(e.Outcome), Desk: r.DeskName(e.Desk), Detail: e.Detail, Erased: e.Erased,
		})
	})
	if out.Plain == "" {
		out.Text = view.Say("case.unknown_line")
	}
	return out
}

// Sentence makes a sentence that the catalogue composes; "" if it has no words for a code that was
// written long ago.
func (r Reader) Sentence(write func(*words.Catalogue) (string, error)) string {
	all, err := words.Load()
	if err != nil {
		return ""
	}
	text, err := write(all)
	if err != nil {
		return ""
	}
	return text
}

// entryBy says who did something: a role at a desk, the user, or Homeward itself. It is empty where the reader may not know.
func (r Reader) entryBy(by casework.Actor) view.Text {
	switch {
	case by.Role == "" && by.Desk == "":
		return view.Text{}
	case by.Role == casework.RoleSystem:
		return view.Say("case.by_homeward")
	case by.Account != "" && by.Account == r.User.Actor.Account:
		return view.Say("case.by_you")
	case by.Role == "":
		return deskBy(r.DeskName(by.Desk))
	default:
		return view.Say("case.by_role", view.Named("role", by.Role), r.EntryDesk(by.Desk))
	}
}

// EntryDesk names a desk within a sentence.
func (r Reader) EntryDesk(desk casework.DeskID) any {
	if name := r.DeskName(desk); name != "" {
		return name
	}
	return view.Say("desk.unknown")
}
