package tasks

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// Handler is a colleague by whom an inbox can be filtered, or who can take a task.
type Handler struct {
	Account casework.AccountID
	Away    *record.Absence // nil for one who is not away
}

// ListAbsences lists the colleagues of the caller's desk who are away now.
func (s *Tasks) ListAbsences(ctx context.Context) ([]record.Absence, error) {
	return act.Run(ctx, s.core, policy.ListAbsences, act.OnNothing(), func(ctx context.Context) ([]record.Absence, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return nil, err
		}
		return s.store.Absences(ctx, r.Actor.Desk, s.core.Now())
	})
}

// ListHandlers lists the accounts of the caller's desk, with who is away.
func (s *Tasks) ListHandlers(ctx context.Context) ([]Handler, error) {
	return act.Run(ctx, s.core, policy.ListAbsences, act.OnNothing(), func(ctx context.Context) ([]Handler, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return nil, err
		}
		accounts, err := s.store.Colleagues(ctx, r.Actor.Desk)
		if err != nil {
			return nil, err
		}
		away, err := s.store.Absences(ctx, r.Actor.Desk, s.core.Now())
		if err != nil {
			return nil, err
		}
		out := make([]Handler, len(accounts))
		for i, one := range accounts {
			out[i] = Handler{Account: one.Account, Away: absenceOf(away, one.Account)}
		}
		return out, nil
	})
}

func absenceOf(away []record.Absence, account casework.AccountID) *record.Absence {
	for _, one := range away {
		if one.Account == account {
			return &one
		}
	}
	return nil
}

// setAway sets Away of a task from the absences of the caller's desk.
func setAway(t *visible.Task, away []record.Absence) {
	if t.ClaimedBy != nil && t.ClaimedBy.Account != "" {
		t.Away = absenceOf(away, t.ClaimedBy.Account)
	}
}
