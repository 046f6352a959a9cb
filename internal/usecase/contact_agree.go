package usecase

import (
	"context"
	"slices"
	"unicode/utf8"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// contactLimit is how long a name in an agreement about contact may be, in characters.
const contactLimit = 100

// AgreeContact records what a survivor has agreed about contact, in place of what she agreed before. If
// no number is given, the one that she agreed before stays.
func (s *Service) AgreeContact(ctx context.Context, ref casework.Ref, key string, in record.Contact) (Receipt, error) {
	return run(ctx, s, policy.AgreeContact, ofCase(ref), func(ctx context.Context) (Receipt, error) {
		c, found, err := s.contactOf(ctx, ref)
		if err != nil {
			return Receipt{}, err
		}
		if !c.seen.Sees(policy.Contact) {
			return Receipt{}, policy.Missing()
		}
		if err := checkContact(in); err != nil {
			return Receipt{}, err
		}
		if in.Phone == "" && len(found.Rows) > 0 {
			in.Phone = found.Rows[0].Phone
		}
		return s.sendToCase(ctx, c, key, casework.Command{Kind: casework.KindContact}, record.Words{Contact: &in})
	})
}

func checkContact(in record.Contact) error {
	switch {
	case !each(in.Callers, policy.CallerKinds()):
		return invalid("/callers", FieldNotListed)
	case !each(in.Ways, record.Ways()):
		return invalid("/ways", FieldNotListed)
	case len(in.Callers) > 0 && len(in.Ways) == 0:
		return invalid("/ways", FieldRequired)
	case !each(in.Times, record.Daytimes()):
		return invalid("/times", FieldNotListed)
	case utf8.RuneCountInString(in.AskFor) > contactLimit:
		return invalid("/ask_for", FieldUnknown)
	case utf8.RuneCountInString(in.SayAs) > contactLimit:
		return invalid("/say_as", FieldUnknown)
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
