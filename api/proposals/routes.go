package proposals

import (
	"context"

	"example.org/homeward/api/respond"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/proposals"
	"example.org/homeward/internal/wire"
)

// handlers are the handlers of this package.
type handlers struct{ do *usecase.Service }

// Routes are the operations that this package answers.
func Routes(do *usecase.Service) []respond.Route {
	h := handlers{do}
	return []respond.Route{
		respond.Read("listProposals", h.list),
		respond.Read("showProposal", h.show),
		respond.Write("answerProposal", h.answer),
		respond.Act("withdrawProposal", h.withdraw),
	}
}

// ofCase are the parameters of an operation on a case.
type ofCase struct {
	Case casework.Ref `path:"case"`
}

// ofProposal are the parameters of an operation on a proposal.
type ofProposal struct {
	ofCase

	Number int `path:"number"`
}

// onProposal are the parameters of a write to a proposal.
type onProposal struct {
	ofProposal

	Key string `header:"Idempotency-Key"`
}

func (h handlers) answer(ctx context.Context, p onProposal, body wire.AnswerProposalJSONRequestBody) (act.Receipt, error) {
	return h.do.AnswerProposal(ctx, p.Case, p.Number, p.Key, proposals.Answer{
		Agrees: body.Answer == casework.Agreed, Digest: body.Digest, Reasons: body.Reasons,
	})
}

func (h handlers) withdraw(ctx context.Context, p onProposal) (act.Receipt, error) {
	return h.do.WithdrawProposal(ctx, p.Case, p.Number, p.Key)
}
