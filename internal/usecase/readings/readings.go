package readings

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/reading"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Readings has the use-cases about reviews of what accounts have read. It is safe for concurrent use.
type Readings struct {
	core  *act.Core
	store Store
}

// New makes the use-cases about reviews.
func New(core *act.Core, store Store) *Readings { return &Readings{core, store} }

// Store keeps the reviews. Errors for things that do not exist have code fault.NotFound.
type Store interface {
	ReadingReview(ctx context.Context, ref casework.Ref) (record.ReadingReview, error)
	// ReadingReviews lists the newest reviews that the caller may know of, at most limit.
	ReadingReviews(ctx context.Context, limit int) ([]record.ReadingReview, error)
	// ExplainReading stores an explanation once. It returns fault.Conflict for a review that has another one, and
	// fault.KeyReused for the key of another text.
	ExplainReading(ctx context.Context, e record.ReadingExplanation) error
	// AnswerReading stores an answer; the same one again changes nothing.
	AnswerReading(ctx context.Context, a record.ReadingAnswer) error
}

// Review is a review as the caller sees it. It shows the account that read to itself and to the data protection
// officer, and never a case.
type Review struct {
	record.ReadingReview

	Mine       bool // it is about the caller
	MayExplain bool
	MayAnswer  bool
}

// MaxReviews is how many reviews are listed.
const MaxReviews = 200

// ListReadingReviews lists the caller's own reviews and, for a data protection officer, those for which the agency
// answers: the newest, at most MaxReviews.
func (s *Readings) ListReadingReviews(ctx context.Context) ([]Review, error) {
	return act.Run(ctx, s.core, policy.ListReadings, act.OnNothing(), func(ctx context.Context) ([]Review, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return nil, err
		}
		return list(ctx, s.store, r)
	})
}

// ToAnswer lists the reviews that wait for the caller's answer, as a part of what waits for an approval.
func ToAnswer(ctx context.Context, _ *act.Core, store Store) ([]Review, error) {
	r := request.From(ctx)
	if !policy.EverAllowed(r.Actor, policy.AcceptReading) {
		return nil, nil
	}
	all, err := list(ctx, store, r)
	var out []Review
	for _, one := range all {
		if one.MayAnswer && one.State != reading.Rejected {
			out = append(out, one)
		}
	}
	return out, err
}

func list(ctx context.Context, store Store, r *request.Request) ([]Review, error) {
	found, err := store.ReadingReviews(ctx, MaxReviews)
	out := []Review{}
	for _, row := range found {
		if one := shown(r, row); one.Mine || r.May(policy.AcceptReading, subject(r, row)) {
			out = append(out, one)
		}
	}
	return out, err
}

func subject(r *request.Request, row record.ReadingReview) policy.Subject {
	return policy.OfReading(r.Actor, row.By.Account, row.To.Agency)
}

func shown(r *request.Request, row record.ReadingReview) Review {
	out := Review{ReadingReview: row, Mine: row.By.Account == r.Actor.Account}
	of := subject(r, row)
	out.MayExplain = row.State == reading.Unexplained && !r.Machine && r.May(policy.ExplainReading, of)
	out.MayAnswer = row.State != reading.Accepted && r.May(policy.AcceptReading, of)
	return out
}

// ExplainReading explains why the caller has read so many files. From then on the caller may read on, up to the next
// bound, and the data protection officer is notified again. The same request again is answered as before. A program
// explains nothing: the data protection officer answers for it without.
func (s *Readings) ExplainReading(ctx context.Context, ref casework.Ref, key, text string) (Review, error) {
	return act.Run(ctx, s.core, policy.ExplainReading, act.OnNothing(), func(ctx context.Context) (Review, error) {
		r := request.From(ctx)
		if err := s.mayDo(ctx, ref); err != nil {
			return Review{}, err
		}
		own, err := command.KeyFor(r.Actor.Account, key)
		switch {
		case err != nil:
			return Review{}, err
		case r.Machine:
			return Review{}, fault.New(fault.Denied, "a program explains nothing; ask the data protection officer")
		case text == "":
			return Review{}, act.Invalid("/reasons", act.FieldRequired)
		}
		if err := s.store.ExplainReading(ctx, record.ReadingExplanation{Ref: ref, Text: text, Key: own}); err != nil {
			return Review{}, err
		}
		return s.again(ctx, ref)
	})
}

// AcceptReading accepts, as the data protection officer, what an account has read. It ends a hold.
func (s *Readings) AcceptReading(ctx context.Context, ref casework.Ref) (Review, error) {
	return s.answer(ctx, policy.AcceptReading, ref, reading.Accepted)
}

// RejectReading rejects, as the data protection officer, what an account has read: until it is accepted, the account
// reads only files that its own work explains.
func (s *Readings) RejectReading(ctx context.Context, ref casework.Ref) (Review, error) {
	return s.answer(ctx, policy.RejectReading, ref, reading.Rejected)
}

func (s *Readings) answer(ctx context.Context, action policy.Action, ref casework.Ref, state reading.State) (Review, error) {
	return act.Run(ctx, s.core, action, act.OnNothing(), func(ctx context.Context) (Review, error) {
		if err := s.mayDo(ctx, ref); err != nil {
			return Review{}, err
		}
		if err := s.store.AnswerReading(ctx, record.ReadingAnswer{Ref: ref, State: state, By: request.From(ctx).Actor.Casework()}); err != nil {
			return Review{}, err
		}
		return s.again(ctx, ref)
	})
}

// mayDo asks policy for the action of the request about a review.
func (s *Readings) mayDo(ctx context.Context, ref casework.Ref) error {
	row, err := s.store.ReadingReview(ctx, ref)
	if err != nil {
		return act.AsMissing(err)
	}
	r := request.From(ctx)
	return r.AuthorizeLook(r.Action, subject(r, row))
}

func (s *Readings) again(ctx context.Context, ref casework.Ref) (Review, error) {
	row, err := s.store.ReadingReview(ctx, ref)
	return shown(request.From(ctx), row), act.AsMissing(err)
}
