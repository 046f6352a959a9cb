package aftercare

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// SafeContact is what a survivor has agreed about contact, without any number.
type SafeContact struct {
	Case casework.Ref
	// Withheld is true if the caller may not see how she is reached. Nothing else is then filled in.
	Withheld bool
	// Rows are the agreements, newest first; none if she was not asked. The newest is in force.
	Rows   []record.ContactRow
	Number bool // there is a number on record
	// MayAgree and MayReveal are what the caller may do; Reasons are those for which the number may be
	// revealed to them.
	MayAgree, MayReveal bool
	Reasons             []policy.Purpose
}

// ShowContact shows what she has agreed about contact. It never shows a number; see RevealNumber.
func (s *Aftercare) ShowContact(ctx context.Context, ref casework.Ref) (SafeContact, error) {
	return act.Run(ctx, s.core, policy.ShowContact, act.OfCase(ref), func(ctx context.Context) (SafeContact, error) {
		c, found, err := s.contactOf(ctx, ref)
		if err != nil {
			return SafeContact{}, err
		}
		out := SafeContact{Case: ref, Withheld: !c.Seen.Sees(policy.Contact)}
		if out.Withheld {
			return out, nil
		}
		if len(found.Rows) > 0 {
			c.Seen.Reveal(policy.Contact)
		}
		for _, row := range found.Rows {
			row.By, row.Phone = visible.DeskOnly(row.By), ""
			out.Rows = append(out.Rows, row)
		}
		out.Number, out.MayAgree = numberOf(found) != "", c.Seen.May(policy.AgreeContact)
		for _, p := range policy.RevealPurposes(c.Seen.Actor().Role) {
			if c.Seen.May(policy.RevealNumber) && mayReveal(c, found, p) {
				out.Reasons = append(out.Reasons, p)
			}
		}
		out.MayReveal = len(out.Reasons) > 0
		return out, nil
	})
}

// Number is the number at which a survivor is reached, with the agreement that holds for it; nil if she
// was not asked.
type Number struct {
	Phone  string // "" if there is none on record
	Agreed *record.ContactRow
}

// RevealNumber shows the number at which she is reached, for a reason. It returns fault.Denied if she has
// agreed that other desks call her, and fault.Invalid for a reason that the caller's role does not have.
func (s *Aftercare) RevealNumber(ctx context.Context, ref casework.Ref, reason policy.Purpose) (Number, error) {
	return act.Run(ctx, s.core, policy.RevealNumber, act.OfCase(ref), func(ctx context.Context) (Number, error) {
		r := request.From(ctx)
		r.Purpose, r.PurposeGiven = reason, true
		c, found, err := s.contactOf(ctx, ref)
		if err != nil {
			return Number{}, err
		}
		listed := false
		for _, p := range policy.RevealPurposes(c.Seen.Actor().Role) {
			listed = listed || p == reason
		}
		switch {
		case !listed:
			return Number{}, act.Invalid("/reason", act.FieldNotListed)
		case !c.Seen.Sees(policy.Contact) || !mayReveal(c, found, reason):
			return Number{}, fault.New(fault.Denied, "the survivor has not agreed that your desk contacts her")
		}
		out := Number{Phone: numberOf(found)}
		if len(found.Rows) > 0 {
			row := found.Rows[0]
			row.By = visible.DeskOnly(row.By)
			out.Agreed = &row
		}
		if out.Phone != "" || out.Agreed != nil {
			c.Seen.Reveal(policy.Contact)
		}
		return out, nil
	})
}

func (s *Aftercare) contactOf(ctx context.Context, ref casework.Ref) (act.Found, record.Agreed, error) {
	c, err := s.core.CaseFor(ctx, ref)
	if err != nil {
		return act.Found{}, record.Agreed{}, err
	}
	found, err := s.store.Contact(ctx, ref)
	return c, found, act.AsMissing(err)
}

// mayReveal reports whether the number may be shown to the caller for a purpose.
func mayReveal(c act.Found, found record.Agreed, p policy.Purpose) bool {
	var callers []casework.DeskKind
	if len(found.Rows) > 0 {
		callers = found.Rows[0].Callers
	}
	return policy.MayReveal(c.Seen.Actor().Kind, len(found.Rows) > 0, callers, p)
}

// numberOf is the number that she agreed, or else the one in her file.
func numberOf(found record.Agreed) string {
	if len(found.Rows) > 0 && found.Rows[0].Phone != "" {
		return found.Rows[0].Phone
	}
	return found.Phone
}
