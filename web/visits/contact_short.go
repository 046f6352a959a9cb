package visits

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// visitRow is an open visit or first call as a row.
func (r reader) visitRow(ctx context.Context, t visible.Task) (view.VisitRow, error) {
	row := view.VisitRow{Task: r.Rows([]visible.Task{t}, false)[0]}
	if isVisit(t.Step) && r.Mine(t.Desk) {
		row.Act = view.Say("visits.record")
	}
	var err error
	row.Contact, err = r.short(ctx, t.Case)
	return row, err
}

// short says how a survivor may be reached, without a name or a number.
func (r reader) short(ctx context.Context, ref casework.Ref) (view.ContactShort, error) {
	found, err := r.Usecases.ShowContact(ctx, ref)
	if err != nil {
		return notShown(err)
	}
	out := view.ContactShort{Path: contactPath(ref)}
	if found.Withheld {
		return view.ContactShort{Note: view.Say("contact.withheld")}, nil
	}
	if len(found.Rows) == 0 {
		out.Note = view.Say("contact.not_asked")
		return out, nil
	}
	agreed := found.Rows[0]
	if len(agreed.Callers) == 0 {
		out.Texts = []view.Text{view.Say("contact.she_calls")}
		return out, nil
	}
	if !slices.Contains(agreed.Callers, r.User.Actor.Kind) {
		out.Note = view.Say("contact.not_you")
	}
	if agreed.Woman {
		out.Texts = append(out.Texts, view.Say("contact.woman"))
	}
	out.Texts = append(out.Texts, view.Say("case.list", named("contact_way", agreed.Ways)), timesText(agreed.Contact))
	return out, nil
}

// named lists codes as texts.
func named[T ~string](kind string, all []T) []view.Text {
	out := make([]view.Text, len(all))
	for i, code := range all {
		out[i] = view.Named(kind, code)
	}
	return out
}

func timesText(agreed record.Contact) view.Text {
	if len(agreed.Times) == 0 {
		return view.Say("contact.any_time")
	}
	return view.Say("case.list", named("contact_time", agreed.Times))
}

// notShown says only that the contact is withheld if the read was refused. Any other error is returned.
func notShown(err error) (view.ContactShort, error) {
	if say.Unreadable(err) {
		return view.ContactShort{}, err
	}
	return view.ContactShort{Note: view.Say("contact.withheld")}, nil
}
