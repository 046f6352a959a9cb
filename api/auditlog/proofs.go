package auditlog

import (
	"context"

	"example.org/homeward/internal/usecase/auditlog"
	"example.org/homeward/internal/wire"
)

type proveContinues struct {
	ofTree

	From int64 `path:"from"`
}

func (h handlers) proveContinues(ctx context.Context, p proveContinues) (wire.AuditProof, error) {
	found, err := h.do.ProveContinues(ctx, p.From, p.Size)
	return proof(found), err
}

type proveLeaf struct {
	ofTree

	Leaf int64 `path:"leaf"`
}

func (h handlers) proveLeaf(ctx context.Context, p proveLeaf) (wire.AuditProof, error) {
	found, err := h.do.ProveLeaf(ctx, p.Size, p.Leaf)
	return proof(found), err
}

func proof(p auditlog.Proof) wire.AuditProof {
	v := wire.AuditProof{Size: p.Size, Hashes: make([]wire.Hash, len(p.Hashes))}
	if p.Leaf != nil {
		v.Hash = p.Leaf.String()
	}
	for i, hash := range p.Hashes {
		v.Hashes[i] = hash.String()
	}
	return v
}
