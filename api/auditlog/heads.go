package auditlog

import (
	"context"

	"example.org/homeward/internal/usecase/auditlog"
	"example.org/homeward/internal/wire"
)

func (h handlers) showKey(ctx context.Context, _ struct{}) (wire.AuditKey, error) {
	keys, err := h.do.ShowAuditKey(ctx)
	if err != nil {
		return wire.AuditKey{}, err
	}
	v := wire.AuditKey{Origin: keys.Log.Name(), Key: keys.Log.String(), Witnesses: []wire.WitnessKey{}}
	for _, w := range keys.Witnesses {
		v.Witnesses = append(v.Witnesses, wire.WitnessKey{Agency: w.Agency, Name: w.Name(), Key: w.String()})
	}
	return v, nil
}

func (h handlers) showNewestHead(ctx context.Context, _ struct{}) (wire.AuditHead, error) {
	found, err := h.do.ShowNewestHead(ctx)
	return head(found), err
}

func (h handlers) showHead(ctx context.Context, p ofTree) (wire.AuditHead, error) {
	found, err := h.do.ShowHead(ctx, p.Size)
	return head(found), err
}

func (h handlers) countersign(ctx context.Context, _ struct{}, body wire.CountersignHeadJSONRequestBody) (wire.AuditHead, error) {
	found, err := h.do.CountersignHead(ctx, body.Signed)
	return head(found), err
}

func head(a auditlog.Head) wire.AuditHead {
	v := wire.AuditHead{Size: a.Size, Root: a.Root.String(), Signed: a.Signed, SignedAt: a.SignedAt.UTC(), Countersigned: []wire.CountersignedBy{}}
	for _, c := range a.Countersigned {
		v.Countersigned = append(v.Countersigned, wire.CountersignedBy{Agency: c.Witness.Agency, Name: c.Witness.Name(), At: c.At})
	}
	return v
}
