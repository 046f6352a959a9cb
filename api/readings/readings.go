package readings

import (
	"context"
	"time"

	"example.org/homeward/api/encode"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/usecase/readings"
	"example.org/homeward/internal/wire"
)

// handlers are the handlers of this package.
type handlers struct{ do *usecase.Service }

// Routes are the operations that this package answers.
func Routes(do *usecase.Service) []respond.Route {
	h := handlers{do}
	return []respond.Route{
		respond.Read("listReadingReviews", h.list), respond.Post("explainReading", h.explain),
		respond.Read("acceptReading", h.accept), respond.Read("rejectReading", h.reject),
	}
}

// onReview are the parameters of a write to a review.
type onReview struct {
	Review casework.Ref `path:"review"`
	Key    string       `header:"Idempotency-Key"`
}

func (h handlers) list(ctx context.Context, _ struct{}) (wire.ReadingReviewPage, error) {
	found, err := h.do.ListReadingReviews(ctx)
	out := wire.ReadingReviewPage{Items: []wire.ReadingReview{}}
	for _, r := range found {
		out.Items = append(out.Items, line(r))
	}
	return out, err
}

func (h handlers) explain(ctx context.Context, p onReview, body wire.ExplainReadingJSONRequestBody) (wire.ReadingReview, error) {
	found, err := h.do.ExplainReading(ctx, p.Review, p.Key, body.Reasons)
	return line(found), err
}

func (h handlers) accept(ctx context.Context, p onReview) (wire.ReadingReview, error) {
	found, err := h.do.AcceptReading(ctx, p.Review)
	return line(found), err
}

func (h handlers) reject(ctx context.Context, p onReview) (wire.ReadingReview, error) {
	found, err := h.do.RejectReading(ctx, p.Review)
	return line(found), err
}

func line(r readings.Review) wire.ReadingReview {
	out := wire.ReadingReview{
		Ref: r.Ref, Account: r.By.Account, Desk: r.By.Desk, Agency: r.By.Agency, Role: r.By.Role, Group: r.Group, Value: r.Value,
		Hours: int(r.Window / time.Hour), Files: r.Files, State: r.State, BeganAt: r.At.UTC(), Explanation: r.Explanation,
		ExplainedAt: encode.Time(r.ExplainedAt), AnsweredAt: encode.Time(r.AnsweredAt), ToAgency: r.To.Agency,
		Mine: r.Mine, MayExplain: r.MayExplain, MayAnswer: r.MayAnswer,
	}
	if r.Answered != nil {
		out.AnsweredDesk = r.Answered.Desk
	}
	return out
}
