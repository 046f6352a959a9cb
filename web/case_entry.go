package web

import (
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// event is one line of the history, as a sentence.
func (r reader) event(e record.TimelineEntry) view.Event {
	out := view.Event{At: r.at(e.At), By: r.entryBy(e.By), Quote: e.Words, ID: "line-" + strconv.FormatInt(e.Seq, 10) + "-" + strconv.Itoa(e.N)}
	if e.Code == casework.EntryTaskPaused && e.Detail == "" && !e.Erased {
		out.Text = view.Say("case.paused_withheld", stepText(e.Step))
		return out
	}
	out.Plain = r.sentence(func(all *words.Catalogue) (string, error) {
		return all.TimelineSentence(r.language, words.Entry{
			Code: string(e.Code), Step: string(e.Step), Outcome: string(e.Outcome), Desk: r.deskName(e.Desk), Detail: e.Detail, Erased: e.Erased,
		})
	})
	if out.Plain == "" {
		out.Text = view.Say("case.unknown_line")
	}
	return out
}

// sentence makes a sentence that the catalogue composes; "" if it has no words for a code that was
// written long ago.
func (r reader) sentence(write func(*words.Catalogue) (string, error)) string {
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

// entryBy says who did something: a role at a desk, the user, or Homeward itself.
func (r reader) entryBy(by casework.Actor) view.Text {
	switch {
	case by.Role == casework.RoleSystem || by.Role == "" && by.Desk == "":
		return view.Say("case.by_homeward")
	case by.Account != "" && by.Account == r.user.Actor.Account:
		return view.Say("case.by_you")
	case by.Role == "":
		return deskBy(r.deskName(by.Desk))
	default:
		return view.Say("case.by_role", view.Named("role", by.Role), r.entryDesk(by.Desk))
	}
}

func (r reader) entryDesk(desk casework.DeskID) any {
	if name := r.deskName(desk); name != "" {
		return name
	}
	return view.Say("desk.unknown")
}
