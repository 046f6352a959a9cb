package usecase

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/request"
)

// Account is the account and role of a caller. May lists what the role may ever do.
type Account struct {
	policy.Actor

	DeskName string
	May      []policy.Action
}

// ShowAccount returns the caller's account and role.
func (s *Service) ShowAccount(ctx context.Context) (Account, error) {
	return run(ctx, s, policy.ShowAccount, onNothing(), func(ctx context.Context) (Account, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return Account{}, err
		}
		desk, _ := s.Directory.Desk(r.Actor.Desk)
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
func (s *Service) ListDesks(ctx context.Context, kind casework.DeskKind, country casework.Country) ([]Desk, error) {
	return run(ctx, s, policy.ListDesks, onNothing(), func(ctx context.Context) ([]Desk, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return nil, err
		}
		var out []Desk
		for _, d := range s.Directory.Desks() {
			if (kind == "" || kind == d.Kind) && (country == "" || country == d.Country) {
				agency, _ := s.Directory.Agency(d.Agency)
				out = append(out, Desk{d, agency.Name})
			}
		}
		return out, nil
	})
}

// ListCorridors lists the rules that cases are opened by.
func (s *Service) ListCorridors(ctx context.Context) ([]corridor.Corridor, error) {
	return run(ctx, s, policy.ListCorridors, onNothing(), func(ctx context.Context) ([]corridor.Corridor, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return nil, err
		}
		return s.Corridors.Corridors(), nil
	})
}

// ListQuestionnaires lists all versions of the questionnaires of the reintegration score.
func (s *Service) ListQuestionnaires(ctx context.Context) ([]reintegration.Questionnaire, error) {
	return run(ctx, s, policy.ListQuestionnaires, onNothing(), func(ctx context.Context) ([]reintegration.Questionnaire, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return nil, err
		}
		return s.Questionnaires, nil
	})
}
