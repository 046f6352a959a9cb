package usecase

import (
	"context"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// AuditKeys are the public keys with which the audit log is verified.
type AuditKeys struct {
	Log       audit.Key
	Witnesses []audit.Witness
}

// ShowAuditKey shows the keys with which the audit log is verified.
func (s *Service) ShowAuditKey(ctx context.Context) (AuditKeys, error) {
	return run(ctx, s, policy.ShowAuditKey, onNothing(), func(ctx context.Context) (AuditKeys, error) {
		return AuditKeys{Log: s.AuditKey, Witnesses: s.Witnesses}, request.From(ctx).AuthorizeGlobal()
	})
}

// AuditHead is a signed head of the audit log's tree.
type AuditHead struct {
	Size          int64 // leaves
	Root          tlog.Hash
	Signed        string // the signed note with all its signatures
	SignedAt      time.Time
	Countersigned []audit.Cosignature // those of known witnesses
}

// ShowNewestHead shows the newest signed head.
func (s *Service) ShowNewestHead(ctx context.Context) (AuditHead, error) {
	return s.showHead(ctx, policy.ShowNewestHead, 0)
}

// ShowHead shows the signed head of a size.
func (s *Service) ShowHead(ctx context.Context, size int64) (AuditHead, error) {
	return s.showHead(ctx, policy.ShowAuditHead, size)
}

func (s *Service) showHead(ctx context.Context, action policy.Action, size int64) (AuditHead, error) {
	return run(ctx, s, action, onNothing(), func(ctx context.Context) (AuditHead, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return AuditHead{}, err
		}
		return s.head(ctx, size)
	})
}

// head returns a head. One that is not signed with the log's key is not shown as a head: the operator
// has to find out why.
func (s *Service) head(ctx context.Context, size int64) (AuditHead, error) {
	head, err := s.Store.AuditHead(ctx, size)
	if err != nil {
		return AuditHead{}, asMissing(err)
	}
	known, by, err := audit.Cosignatures(s.AuditKey, head.Signed, s.Witnesses)
	if err != nil {
		return AuditHead{}, fault.Wrap(err, fault.Unavailable, "the newest head of the audit log is not signed with its key; the operator has to look into it")
	}
	return AuditHead{Size: known.Size, Root: known.Root, Signed: head.Signed, SignedAt: head.At, Countersigned: by}, nil
}

// CountersignHead adds the signature of the caller's agency to a head of this log. signed is the head's
// note with that signature; signatures of other agencies in it are not kept.
func (s *Service) CountersignHead(ctx context.Context, signed string) (AuditHead, error) {
	return run(ctx, s, policy.Countersign, onNothing(), func(ctx context.Context) (AuditHead, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return AuditHead{}, err
		}
		head, by, err := audit.Cosignatures(s.AuditKey, signed, s.Witnesses)
		if err != nil {
			return AuditHead{}, invalid("/signed", FieldUnknown)
		}
		kept, err := s.Store.AuditHead(ctx, head.Size)
		if err != nil {
			return AuditHead{}, asMissing(err)
		}
		if err := s.sameHead(head, kept); err != nil {
			return AuditHead{}, err
		}
		if err := s.countersign(ctx, head.Size, by); err != nil {
			return AuditHead{}, err
		}
		return s.head(ctx, head.Size)
	})
}

// sameHead returns a fault of code Conflict if the log has another head of the same size.
func (s *Service) sameHead(head audit.Head, kept record.AuditHead) error {
	if ours, err := s.AuditKey.Open(kept.Signed); err != nil || ours != head {
		return fault.New(fault.Conflict, "the log has another head of this size: one of the two is of a history that was rewritten")
	}
	return nil
}

// countersign keeps the signatures of the caller's agency. If there are none, the field is invalid.
func (s *Service) countersign(ctx context.Context, size int64, by []audit.Cosignature) error {
	agency, signed := request.From(ctx).Actor.Agency, false
	for _, c := range by {
		if c.Witness.Agency != agency {
			continue
		}
		if err := s.Store.Countersign(ctx, size, c); err != nil {
			return err
		}
		signed = true
	}
	if !signed {
		return invalid("/signed", FieldNotListed)
	}
	return nil
}
