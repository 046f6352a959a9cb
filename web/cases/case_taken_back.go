package cases

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/view"
)

// takenBack says of each desk that was asked to delete data which data these are, and whether it has done so.
func (r reader) takenBack(all []cases.TakenBack) []view.TakenBack {
	var out []view.TakenBack
	for _, t := range all {
		line := view.TakenBack{Desk: r.DeskName(t.Desk), Since: r.At(t.Since), State: deleted(t.State)}
		for _, kind := range t.Kinds {
			line.What = append(line.What, view.Named("undo", kind))
		}
		for _, class := range t.Classes {
			line.What = append(line.What, view.Named("class", class))
		}
		out = append(out, line)
	}
	return out
}

func deleted(state casework.UndoState) view.Badge {
	switch state {
	case casework.UndoDone:
		return view.Badge{Text: view.Say("taken_back.attested")}
	case casework.UndoImpossible:
		return view.Badge{Text: view.Say("taken_back.cannot"), Tone: view.Bad}
	default:
		return view.Badge{Text: view.Say("taken_back.not_yet"), Tone: view.Waits}
	}
}

// otherUndo are the acts of a case that are undone and are not among what desks were asked to delete.
func otherUndo(c cases.View) []casework.UndoEntry {
	return slices.DeleteFunc(slices.Clone(c.Undo), func(u casework.UndoEntry) bool {
		return slices.ContainsFunc(c.TakenBack, func(t cases.TakenBack) bool {
			return t.Desk == u.Desk && t.State == u.State && slices.Contains(t.Kinds, u.Kind)
		})
	})
}
