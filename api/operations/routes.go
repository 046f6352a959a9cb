package operations

import (
	"context"

	"example.org/homeward/api/respond"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/wire"
)

// handlers are the handlers of this package.
type handlers struct{ do *usecase.Service }

// Routes are the operations that this package answers.
func Routes(do *usecase.Service) []respond.Route {
	h := handlers{do}
	return []respond.Route{
		respond.Read("listOperations", h.list),
		respond.Write("openOperation", h.open),
		respond.Read("showOperation", h.show),
		respond.Read("showFunnel", h.showFunnel),
		respond.Write("pauseOperation", h.pause),
		respond.Act("resumeOperation", h.resume),
		respond.Read("previewResume", h.previewResume),
		respond.Write("agreeResume", h.agreeResume),
		respond.Act("refuseResume", h.refuseResume),
		respond.Act("closeOperation", h.close),
	}
}

// ofOperation are the parameters of an operation on a rescue operation.
type ofOperation struct {
	Operation casework.Ref `path:"operation"`
}

// onOperation are the parameters of a write to a rescue operation.
type onOperation struct {
	ofOperation

	Key string `header:"Idempotency-Key"`
}

func (h handlers) open(ctx context.Context, p wire.OpenOperationParams, body wire.OpenOperationJSONRequestBody) (act.Receipt, error) {
	return h.do.OpenOperation(ctx, p.IdempotencyKey, body.Host, string(body.Custodian), body.Words)
}

func (h handlers) pause(ctx context.Context, p onOperation, body wire.PauseOperationJSONRequestBody) (act.Receipt, error) {
	return h.do.PauseOperation(ctx, p.Operation, p.Key, body.Cause)
}

func (h handlers) close(ctx context.Context, p onOperation) (act.Receipt, error) {
	return h.do.CloseOperation(ctx, p.Operation, p.Key)
}
