package auditlog

import (
	"context"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Keys are the public keys with which the audit log is verified.
type Keys struct {
	Log       audit.Key
	Witnesses []audit.Witness
}

// ShowAuditKey shows the keys with which the audit log is verified.
func (s *AuditLog) ShowAuditKey(ctx context.Context) (Keys, error) {
	return act.Run(ctx, s.core, policy.ShowAuditKey, act.OnNothing(), func(ctx context.Context) (Keys, error) {
		return Keys{Log: s.auditKey, Witnesses: s.witnesses}, request.From(ctx).AuthorizeGlobal()
	})
}

// Head is a signed head of the audit log's tree.
type Head struct {
	Size          int64 // leaves
	Root          tlog.Hash
	Signed        string // the signed note with all its signatures
	SignedAt      time.Time
	Countersigned []audit.Cosignature // those of known witnesses
}

// ShowNewestHead shows the newest signed head.
func (s *AuditLog) ShowNewestHead(ctx context.Context) (Head, error) {
	return s.showHead(ctx, policy.ShowNewestHead, 0)
}

// ShowHead shows the signed head of a size.
func (s *AuditLog) ShowHead(ctx context.Context, size int64) (Head, error) {
	return s.showHead(ctx, policy.ShowAuditHead, size)
}

func (s *AuditLog) showHead(ctx context.Context, action policy.Action, size int64) (Head, error) {
	return act.Run(ctx, s.core, action, act.OnNothing(), func(ctx context.Context) (Head, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return Head{}, err
		}
		return s.head(ctx, size)
	})
}

// head returns a head. One that is not signed with the log's key is not shown as a head: the operator
// has to find out why.
func (s *AuditLog) head(ctx context.Context, size int64) (Head, error) {
	head, err := s.store.AuditHead(ctx, size)
	if err != nil {
		return Head{}, act.AsMissing(err)
	}
	known, by, err := audit.Cosignatures(s.auditKey, head.Signed, s.witnesses)
	if err != nil {
		return Head{}, fault.Wrap(err, fault.Unavailable, "the newest head of the audit log is not signed with its key; the operator has to look into it")
	}
	return Head{Size: known.Size, Root: known.Root, Signed: head.Signed, SignedAt: head.At, Countersigned: by}, nil
}

// CountersignHead adds the signature of the caller's agency to a head of this log. signed is the head's
// note with that signature; signatures of other agencies in it are not kept.
func (s *AuditLog) CountersignHead(ctx context.Context, signed string) (Head, error) {
	return act.Run(ctx, s.core, policy.Countersign, act.OnNothing(), func(ctx context.Context) (Head, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return Head{}, err
		}
		head, by, err := audit.Cosignatures(s.auditKey, signed, s.witnesses)
		if err != nil {
			return Head{}, act.Invalid("/signed", act.FieldUnknown)
		}
		kept, err := s.store.AuditHead(ctx, head.Size)
		if err != nil {
			return Head{}, act.AsMissing(err)
		}
		if err := s.sameHead(head, kept); err != nil {
			return Head{}, err
		}
		if err := s.countersign(ctx, head.Size, by); err != nil {
			return Head{}, err
		}
		return s.head(ctx, head.Size)
	})
}

// sameHead returns a fault of code Conflict if the log has another head of the same size.
func (s *AuditLog) sameHead(head audit.Head, kept record.AuditHead) error {
	if ours, err := s.auditKey.Open(kept.Signed); err != nil || ours != head {
		return fault.New(fault.Conflict, "the log has another head of this size: one of the two is of a history that was rewritten")
	}
	return nil
}

// countersign keeps the signatures of the caller's agency. If there are none, the field is invalid.
func (s *AuditLog) countersign(ctx context.Context, size int64, by []audit.Cosignature) error {
	agency, signed := request.From(ctx).Actor.Agency, false
	for _, c := range by {
		if c.Witness.Agency != agency {
			continue
		}
		if err := s.store.Countersign(ctx, size, c); err != nil {
			return err
		}
		signed = true
	}
	if !signed {
		return act.Invalid("/signed", act.FieldNotListed)
	}
	return nil
}
