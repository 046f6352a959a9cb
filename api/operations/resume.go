package operations

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/rescues"
	"example.org/homeward/internal/wire"
)

func (h handlers) resume(ctx context.Context, p onOperation) (act.Receipt, error) {
	return h.do.ResumeOperation(ctx, p.Operation, p.Key)
}

func (h handlers) agreeResume(ctx context.Context, p onOperation, body wire.AgreeResumeJSONRequestBody) (act.Receipt, error) {
	return h.do.AgreeResume(ctx, p.Operation, p.Key, body.Digest)
}

func (h handlers) refuseResume(ctx context.Context, p onOperation) (act.Receipt, error) {
	return h.do.RefuseResume(ctx, p.Operation, p.Key)
}

func (h handlers) previewResume(ctx context.Context, p ofOperation) (wire.ResumePreview, error) {
	found, err := h.do.PreviewResume(ctx, p.Operation)
	return resumePreview(found), err
}

// resumePreview is what resuming would do, as the contract has it.
func resumePreview(r rescues.Resuming) wire.ResumePreview {
	out := wire.ResumePreview{
		Operation: r.Operation.Ref, State: r.Operation.State, Paused: encode.Pause(r.Operation.Pause), Digest: r.Digest,
		OpenCases: r.Operation.Open, Withheld: r.Operation.Withheld, Mine: r.Mine, Changed: r.Changed,
	}
	if p := r.Proposal; p != nil {
		out.Proposal = wire.ResumeProposal{Desk: p.By.Desk, Role: p.By.Role, At: p.At.UTC(), Until: p.Until.UTC(), Digest: p.Seal()}
	}
	return out
}
