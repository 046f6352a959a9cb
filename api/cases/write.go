package cases

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/wire"
)

func (h handlers) stateFacts(ctx context.Context, p onCase, body wire.StateFactsJSONRequestBody) (act.Receipt, error) {
	return h.do.StateFacts(ctx, p.Case, p.Key, encode.Statements(body.Facts), body.Words)
}

func (h handlers) askAgain(ctx context.Context, p onCase, body wire.AskAgainJSONRequestBody) (act.Receipt, error) {
	return h.do.AskAgain(ctx, p.Case, p.Key, body.Step)
}

type waiveGate struct {
	onCase

	Gate casework.GateID `path:"gate"`
}

func (h handlers) waiveGate(ctx context.Context, p waiveGate, body wire.WaiveGateJSONRequestBody) (act.Receipt, error) {
	return h.do.WaiveGate(ctx, p.Case, p.Key, p.Gate, body.Reasons)
}

func (h handlers) reportEvent(ctx context.Context, p onCase, body wire.ReportEventJSONRequestBody) (act.Receipt, error) {
	return h.do.ReportEvent(ctx, p.Case, p.Key, cases.Event{
		Event: body.Event, HoldID: body.Hold.Id, HoldKind: string(body.Hold.Kind), HoldReviewBy: body.Hold.ReviewBy, Custodian: string(body.Custodian),
		Step: body.Step, Cause: body.Cause, Until: body.Until, Corridor: body.Corridor, Version: body.CorridorVersion, Reasons: body.Reasons, Words: body.Words,
	})
}
