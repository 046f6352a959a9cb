package api

import (
	"context"

	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/wire"
)

// ShowAccount says as whom a request acts.
func (s *Server) ShowAccount(ctx context.Context, _ wire.ShowAccountRequestObject) (wire.ShowAccountResponseObject, error) {
	q := asking(ctx)
	if err := q.mayAtAll(); err != nil {
		return nil, err
	}
	desk, _ := s.Directory.Desk(q.actor.Desk)
	v := wire.ShowAccount200JSONResponse{
		Account: q.actor.Account, Role: q.actor.Role, Desk: q.actor.Desk, DeskName: desk.Name, Kind: q.actor.Kind,
		Agency: q.actor.Agency, Country: string(q.actor.Country), May: []string{},
	}
	for _, action := range policy.Actions() {
		if policy.EverAllowed(q.actor, action) {
			v.May = append(v.May, string(action))
		}
	}
	return v, nil
}
