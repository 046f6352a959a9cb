package api

import (
	"context"
	"errors"

	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// ShowAuditKey shows what the audit log is verified with.
func (s *Server) ShowAuditKey(ctx context.Context, _ wire.ShowAuditKeyRequestObject) (wire.ShowAuditKeyResponseObject, error) {
	if err := request.From(ctx).AuthorizeGlobal(); err != nil {
		return nil, err
	}
	v := wire.ShowAuditKey200JSONResponse{Origin: s.AuditKey.Name(), Key: s.AuditKey.String(), Witnesses: []wire.WitnessKey{}}
	for _, w := range s.Witnesses {
		v.Witnesses = append(v.Witnesses, wire.WitnessKey{Agency: w.Agency, Name: w.Name(), Key: w.String()})
	}
	return v, nil
}

// ShowNewestHead shows the newest signed head.
func (s *Server) ShowNewestHead(ctx context.Context, _ wire.ShowNewestHeadRequestObject) (wire.ShowNewestHeadResponseObject, error) {
	v, err := s.headFor(ctx, 0)
	return wire.ShowNewestHead200JSONResponse(v), err
}

// ShowHead shows the signed head of a size.
func (s *Server) ShowHead(ctx context.Context, r wire.ShowHeadRequestObject) (wire.ShowHeadResponseObject, error) {
	v, err := s.headFor(ctx, r.Size)
	return wire.ShowHead200JSONResponse(v), err
}

func (s *Server) headFor(ctx context.Context, size int64) (wire.AuditHead, error) {
	if err := request.From(ctx).AuthorizeGlobal(); err != nil {
		return wire.AuditHead{}, err
	}
	head, err := s.Record.AuditHead(ctx, size)
	if err != nil {
		return wire.AuditHead{}, hide(err)
	}
	return s.headView(head)
}

// headView shows a head. One that is not signed with the log's key is not shown as one: that
// is for whoever looks after the log to find out.
func (s *Server) headView(head record.AuditHead) (wire.AuditHead, error) {
	known, by, err := audit.Cosignatures(s.AuditKey, head.Signed, s.Witnesses)
	if err != nil {
		return wire.AuditHead{}, fault.Wrap(err, fault.Unavailable, "the newest head of the audit log is not signed with its key; whoever runs this has to look into it")
	}
	v := wire.AuditHead{Size: known.Size, Root: known.Root.String(), Signed: head.Signed, SignedAt: head.At.UTC(), Countersigned: []wire.CountersignedBy{}}
	for _, c := range by {
		v.Countersigned = append(v.Countersigned, wire.CountersignedBy{Agency: c.Witness.Agency, Name: c.Witness.Name(), At: c.At})
	}
	return v, nil
}

// ProveContinues proves that a head goes on from an earlier one.
func (s *Server) ProveContinues(ctx context.Context, r wire.ProveContinuesRequestObject) (wire.ProveContinuesResponseObject, error) {
	if err := request.From(ctx).AuthorizeGlobal(); err != nil {
		return nil, err
	}
	proof, err := s.Record.ProveContinues(ctx, r.From, r.Size)
	if err != nil {
		return nil, outOfRange(err)
	}
	return wire.ProveContinues200JSONResponse{Size: r.Size, Hashes: hashTexts(proof)}, nil
}

// ProveLeaf proves that the log holds a leaf.
func (s *Server) ProveLeaf(ctx context.Context, r wire.ProveLeafRequestObject) (wire.ProveLeafResponseObject, error) {
	if err := request.From(ctx).AuthorizeGlobal(); err != nil {
		return nil, err
	}
	leaf, proof, err := s.Record.ProveLeaf(ctx, r.Size, r.Leaf)
	if err != nil {
		return nil, outOfRange(err)
	}
	return wire.ProveLeaf200JSONResponse{Size: r.Size, Hash: leaf.String(), Hashes: hashTexts(proof)}, nil
}

func outOfRange(err error) error {
	if errors.Is(err, audit.ErrRange) {
		return policy.Missing()
	}
	return err
}

func hashTexts(proof []tlog.Hash) []wire.Hash {
	out := make([]wire.Hash, len(proof))
	for i, h := range proof {
		out[i] = h.String()
	}
	return out
}

// CountersignHead keeps the signature of the asker's agency under a head that is the log's own.
func (s *Server) CountersignHead(ctx context.Context, r wire.CountersignHeadRequestObject) (wire.CountersignHeadResponseObject, error) {
	q := request.From(ctx)
	if err := q.AuthorizeGlobal(); err != nil {
		return nil, err
	}
	head, by, err := audit.Cosignatures(s.AuditKey, r.Body.Signed, s.Witnesses)
	if err != nil {
		return nil, wrongAt("/signed", contract.Unknown)
	}
	kept, err := s.Record.AuditHead(ctx, head.Size)
	if err != nil {
		return nil, hide(err)
	}
	if ours, err := s.AuditKey.Open(kept.Signed); err != nil || ours != head {
		return nil, fault.New(fault.Conflict, "the log has another head of this size: one of the two is of a history that was rewritten")
	}
	signed := false
	for _, c := range by {
		if c.Witness.Agency != q.Actor.Agency {
			continue // of others, who speak for themselves
		}
		if err := s.Record.Countersign(ctx, head.Size, c); err != nil {
			return nil, err
		}
		signed = true
	}
	if !signed {
		return nil, wrongAt("/signed", contract.NotListed)
	}
	v, err := s.headFor(ctx, head.Size)
	return wire.CountersignHead200JSONResponse(v), err
}
