package usecase

import (
	"context"
	"strconv"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// GiveAccess is the access that an agency gets to a case: the classes, the end, and the consent.
type GiveAccess struct {
	Desk    casework.DeskID // the agency's desk that is notified
	Classes []policy.Class
	Purpose policy.Purpose
	Consent casework.Consent
	Until   time.Time
	Words   string
}

// GiveAccess lets an agency see a part of a case. A caller cannot give what they may not see, and an
// agency is not given what its desks may never have.
func (s *Service) GiveAccess(ctx context.Context, ref casework.Ref, key string, in GiveAccess) (Receipt, error) {
	return run(ctx, s, policy.GiveAccess, ofCase(ref), func(ctx context.Context) (Receipt, error) {
		c, err := s.caseFor(ctx, ref)
		if err != nil {
			return Receipt{}, err
		}
		desk, known := s.Directory.Desk(in.Desk)
		if !known || desk.Kind == casework.DeskSurvivor {
			return Receipt{}, invalid("/desk", FieldNotListed)
		}
		if err := s.mayGive(c, desk, in.Classes); err != nil {
			return Receipt{}, err
		}
		until := in.Until.UTC()
		return s.sendToCase(ctx, c, key, casework.Command{
			Kind: casework.KindGiveAccess, Agency: desk.Agency, Desk: desk.ID, DeskKind: desk.Kind, Classes: in.Classes,
			Purpose: in.Purpose, Consents: []casework.Consent{in.Consent}, Until: &until,
		}, record.Words{Text: in.Words})
	})
}

func (s *Service) mayGive(c foundCase, to corridor.Desk, classes []policy.Class) error {
	kinds := s.kindsOf(to.Agency)
	for i, class := range classes {
		if !c.seen.MayGive(class) {
			return fault.New(fault.Denied, "you cannot give what you may not see yourself")
		}
		if !policy.MayBeGiven(class, kinds...) {
			return invalid("/classes/"+strconv.Itoa(i), FieldNotListed)
		}
	}
	return nil
}

// EndAccess ends a grant before its time.
func (s *Service) EndAccess(ctx context.Context, ref casework.Ref, key string, grant int) (Receipt, error) {
	return s.commandCase(ctx, policy.EndAccess, ref, key, casework.Command{Kind: casework.KindEndAccess, Grant: grant}, record.Words{})
}

// BreakGlass opens a case to the caller for an hour. If the caller does not see the case yet, policy is
// asked about its host state and the desks that have a part in it.
func (s *Service) BreakGlass(ctx context.Context, ref casework.Ref, key string, purpose policy.Purpose, reasons string) (Receipt, error) {
	return run(ctx, s, policy.BreakTheGlass, ofCase(ref), func(ctx context.Context) (Receipt, error) {
		c, err := s.lookUp(ctx, ref)
		if fault.CodeOf(err) == fault.NotFound {
			c, err = s.outsideFor(ctx, ref)
		}
		if err != nil {
			return Receipt{}, err
		}
		if err := request.From(ctx).Authorize(policy.ShowCase, c.subject); err != nil {
			return Receipt{}, err
		}
		return s.sendToCase(ctx, c, key, casework.Command{Kind: casework.KindBreakGlass, Purpose: purpose, Reasoned: true}, record.Words{Text: reasons})
	})
}
