package day

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// told writes notices: about which case or movement, from whom, what to do, and a form to confirm the reading. back
// is the path of the page.
func (r reader) told(all []office.Notice, back string) []view.ToldLine {
	var out []view.ToldLine
	for _, n := range all {
		one := view.ToldLine{
			Text: view.Named("notice", n.Kind), Do: view.Named("notice", n.Kind+".do"), Urgent: n.Urgent, At: r.At(n.CreatedAt),
			From: r.sender(n), Above: r.above(n), State: r.readingState(n), Read: readingOf([]office.Notice{n}, back),
		}
		switch {
		case n.Case != "" && n.Task != "" && n.Raises == 0:
			one.Ref, one.Path = string(n.Case), say.TaskPath(n.Case, n.Task)
		case n.Case != "":
			one.Ref, one.Path = string(n.Case), say.CasePath(n.Case)
		case n.Review != "":
			one.Ref, one.Path = string(n.Review), say.ReadingReviewPath(n.Review)
		case n.Movement != "":
			one.Ref, one.Path = string(n.Movement), say.MovementPath(n.Movement)
		case n.Operation != "":
			one.Ref, one.Path = string(n.Operation), say.ResumePath(n.Operation)
		}
		out = append(out, one)
	}
	return out
}

// sender writes which desk acted, as far as the user may know it.
func (r reader) sender(n office.Notice) view.Text {
	switch {
	case n.From != "":
		return view.Say("told.from", r.DeskName(n.From))
	case n.Withheld:
		return view.Say("told.from_team")
	default:
		return view.Say("told.from_clock")
	}
}

// above writes which desk has not read the notice, or to whom above the late desk it went.
func (r reader) above(n office.Notice) view.Text {
	switch {
	case n.RaisedFor != "":
		return view.Say("told.unread_at", r.DeskName(n.RaisedFor))
	case n.Level != "" && n.Level != casework.EscalationReminder:
		return view.Say("told.above", view.Named("level", n.Level))
	default:
		return view.Text{}
	}
}

// readingState writes when the notice was read, or else to whom it was raised, or by when it has to be read.
func (r reader) readingState(n office.Notice) view.Text {
	switch {
	case n.ReadAt != nil:
		return view.Say("told.read_at", r.At(*n.ReadAt))
	case n.EscalatedTo != "":
		return view.Say("told.raised_to", r.DeskName(n.EscalatedTo))
	case n.DueAt != nil && n.StoppedAt == nil:
		return view.Say("told.due", r.At(*n.DueAt))
	default:
		return view.Text{}
	}
}
