package office

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Account is the account and role of a caller. May lists what the role may ever do.
type Account struct {
	policy.Actor

	DeskName string
	May      []policy.Action
}

// ShowAccount returns the caller's account and role.
func (s *Office) ShowAccount(ctx context.Context) (Account, error) {
	return act.Run(ctx, s.core, policy.ShowAccount, act.OnNothing(), func(ctx context.Context) (Account, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return Account{}, err
		}
		desk, _ := s.core.Directory.Desk(r.Actor.Desk)
		out := Account{Actor: r.Actor, DeskName: desk.Name}
		for _, action := range policy.Actions() {
			if policy.EverAllowed(r.Actor, action) {
				out.May = append(out.May, action)
			}
		}
		return out, nil
	})
}

// Desk is a desk with its agency.
type Desk struct {
	corridor.Desk

	AgencyName string
}

// ListDesks lists the desks that work can be addressed to, of a kind and of a state; "" for all.
func (s *Office) ListDesks(ctx context.Context, kind casework.DeskKind, country casework.Country) ([]Desk, error) {
	return act.Run(ctx, s.core, policy.ListDesks, act.OnNothing(), func(ctx context.Context) ([]Desk, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return nil, err
		}
		var out []Desk
		for _, d := range s.core.Directory.Desks() {
			if (kind == "" || kind == d.Kind) && (country == "" || country == d.Country) {
				agency, _ := s.core.Directory.Agency(d.Agency)
				out = append(out, Desk{d, agency.Name})
			}
		}
		return out, nil
	})
}

// ListCorridors lists the rules that cases are opened by.
func (s *Office) ListCorridors(ctx context.Context) ([]corridor.Corridor, error) {
	return act.Run(ctx, s.core, policy.ListCorridors, act.OnNothing(), func(ctx context.Context) ([]corridor.Corridor, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return nil, err
		}
		return s.core.Corridors.Corridors(), nil
	})
}

// ListQuestionnaires lists all versions of the questionnaires of the reintegration score.
func (s *Office) ListQuestionnaires(ctx context.Context) ([]reintegration.Questionnaire, error) {
	return act.Run(ctx, s.core, policy.ListQuestionnaires, act.OnNothing(), func(ctx context.Context) ([]reintegration.Questionnaire, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return nil, err
		}
		return s.questionnaires, nil
	})
}
