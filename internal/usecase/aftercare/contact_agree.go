package aftercare

import (
	"context"
	"slices"
	"unicode/utf8"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// contactLimit is how long a name in an agreement about contact may be, in characters.
const contactLimit = 100

// AgreeContact records what a survivor has agreed about contact, in place of what she agreed before. If
// no number is given, the one that she agreed before stays.
func (s *Aftercare) AgreeContact(ctx context.Context, ref casework.Ref, key string, in record.Contact) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.AgreeContact, act.OfCase(ref), func(ctx context.Context) (act.Receipt, error) {
		c, found, err := s.contactOf(ctx, ref)
		if err != nil {
			return act.Receipt{}, err
		}
		if !c.Seen.Sees(policy.Contact) {
			return act.Receipt{}, policy.Missing()
		}
		if err := checkContact(in); err != nil {
			return act.Receipt{}, err
		}
		if in.Phone == "" && len(found.Rows) > 0 {
			in.Phone = found.Rows[0].Phone
		}
		return s.core.SendToCase(ctx, c, key, casework.Command{Kind: casework.KindContact}, record.Words{Contact: &in})
	})
}

func checkContact(in record.Contact) error {
	switch {
	case !each(in.Callers, policy.CallerKinds()):
		return act.Invalid("/callers", act.FieldNotListed)
	case !each(in.Ways, record.Ways()):
		return act.Invalid("/ways", act.FieldNotListed)
	case len(in.Callers) > 0 && len(in.Ways) == 0:
		return act.Invalid("/ways", act.FieldRequired)
	case !each(in.Times, record.Daytimes()):
		return act.Invalid("/times", act.FieldNotListed)
	case utf8.RuneCountInString(in.AskFor) > contactLimit:
		return act.Invalid("/ask_for", act.FieldUnknown)
	case utf8.RuneCountInString(in.SayAs) > contactLimit:
		return act.Invalid("/say_as", act.FieldUnknown)
	default:
		return nil
	}
}

// each reports whether all of some values are known, and none occurs twice.
func each[T comparable](some, known []T) bool {
	for i, one := range some {
		if !slices.Contains(known, one) || slices.Contains(some[:i], one) {
			return false
		}
	}
	return true
}
