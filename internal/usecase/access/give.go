package access

import (
	"context"
	"slices"
	"strconv"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Terms is the access that an agency gets to a case: the classes, the end, and the consent.
type Terms struct {
	Desk    casework.DeskID // the agency's desk that is notified
	Classes []policy.Class
	Purpose policy.Purpose
	Consent casework.Consent
	Until   time.Time
	Words   string
}

// GiveAccess lets an agency see a part of a case. A caller cannot give what they may not see, and an
// agency is not given what its desks may never have, nor for a purpose that is not its own.
func (s *Access) GiveAccess(ctx context.Context, ref casework.Ref, key string, in Terms) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.GiveAccess, act.OfCase(ref), func(ctx context.Context) (act.Receipt, error) {
		c, err := s.core.CaseFor(ctx, ref)
		if err != nil {
			return act.Receipt{}, err
		}
		desk, known := s.core.Directory.Desk(in.Desk)
		if !known || desk.Kind == casework.DeskSurvivor {
			return act.Receipt{}, act.NotListed("/desk", slices.DeleteFunc(s.core.DesksOfKind(""), func(id casework.DeskID) bool { return s.core.DeskIs(id, casework.DeskSurvivor) }))
		}
		if !policy.MayReceive(&c.State, desk.Country, s.kindsOf(desk.Agency)...) {
			return act.Receipt{}, fault.New(fault.Denied, "access cannot be given to this agency now; her caseworker can say more")
		}
		if err := s.mayGive(c, desk, in.Classes); err != nil {
			return act.Receipt{}, err
		}
		if err := s.fits(desk, in); err != nil {
			return act.Receipt{}, err
		}
		until := in.Until.UTC()
		return s.core.SendToCase(ctx, c, key, casework.Command{
			Kind: casework.KindGiveAccess, Agency: desk.Agency, Desk: desk.ID, DeskKind: desk.Kind, Classes: in.Classes,
			Purpose: in.Purpose, Consents: []casework.Consent{in.Consent}, Until: &until,
		}, record.Words{Text: in.Words})
	})
}

func (s *Access) mayGive(c act.Found, to corridor.Desk, classes []policy.Class) error {
	kinds := s.kindsOf(to.Agency)
	for i, class := range classes {
		if !c.Seen.MayGive(class) {
			return fault.New(fault.Denied, "you cannot give what you may not see yourself")
		}
		if !policy.MayBeGiven(class, kinds...) {
			return act.NotListed("/classes/"+strconv.Itoa(i), slices.DeleteFunc(policy.Personal(), func(c policy.Class) bool { return !policy.MayBeGiven(c, kinds...) }))
		}
	}
	return nil
}

// fits returns an invalid field if the purpose is not one of the agency, or not one of the consent.
func (s *Access) fits(to corridor.Desk, in Terms) error {
	switch {
	case !policy.PurposeFitsAgency(in.Purpose, s.kindsOf(to.Agency)...):
		return act.NotListed("/purpose", slices.DeleteFunc(policy.Purposes(), func(p policy.Purpose) bool { return !policy.PurposeFitsAgency(p, s.kindsOf(to.Agency)...) }))
	case !policy.PurposeFitsConsent(in.Purpose, in.Consent):
		return act.NotListed("/consent", slices.DeleteFunc(casework.Consents(), func(c casework.Consent) bool { return !policy.PurposeFitsConsent(in.Purpose, c) }))
	default:
		return nil
	}
}

// EndAccess ends a grant before its time.
func (s *Access) EndAccess(ctx context.Context, ref casework.Ref, key string, grant int) (act.Receipt, error) {
	return s.core.CommandCase(ctx, policy.EndAccess, ref, key, casework.Command{Kind: casework.KindEndAccess, Grant: grant}, record.Words{})
}

// BreakGlass opens a case to the caller for an hour. If the caller does not see the case yet, policy is
// asked about its host state and the desks that have a part in it.
func (s *Access) BreakGlass(ctx context.Context, ref casework.Ref, key string, purpose policy.Purpose, reasons string) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.BreakTheGlass, act.OfCase(ref), func(ctx context.Context) (act.Receipt, error) {
		c, err := s.core.LookUp(ctx, ref)
		if fault.CodeOf(err) == fault.NotFound {
			c, err = s.outsideFor(ctx, ref)
		}
		if err != nil {
			return act.Receipt{}, err
		}
		if err := request.From(ctx).Authorize(policy.ShowCase, c.Subject); err != nil {
			return act.Receipt{}, err
		}
		return s.core.SendToCase(ctx, c, key, casework.Command{Kind: casework.KindBreakGlass, Purpose: purpose, Reasoned: true}, record.Words{Text: reasons})
	})
}
