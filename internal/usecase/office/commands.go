package office

import (
	"context"

	"example.org/homeward/internal/command"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// ShowCommand returns the result of a write of the caller's account. Keys of different accounts are
// independent. The Receipt of a refused write has its Refusal.
func (s *Office) ShowCommand(ctx context.Context, key string) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.ShowCommand, act.OnNothing(), func(ctx context.Context) (act.Receipt, error) {
		r := request.From(ctx)
		own, err := command.KeyFor(r.Actor.Account, key)
		if err != nil {
			return act.Receipt{}, err
		}
		row, err := s.store.Command(ctx, own)
		if err != nil {
			return act.Receipt{}, act.AsMissing(err)
		}
		if err := r.Authorize(policy.ShowCommand, policy.Subject{Account: row.Actor.Account}); err != nil {
			return act.Receipt{}, err
		}
		return s.core.ReceiptOf(ctx, key, row)
	})
}
