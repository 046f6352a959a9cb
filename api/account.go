package api

import (
	"context"

	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// ShowAccount says as whom a request acts.
func (s *Server) ShowAccount(ctx context.Context, _ wire.ShowAccountRequestObject) (wire.ShowAccountResponseObject, error) {
	q := request.From(ctx)
	if err := q.AuthorizeGlobal(); err != nil {
		return nil, err
	}
	desk, _ := s.Directory.Desk(q.Actor.Desk)
	v := wire.ShowAccount200JSONResponse{
		Account: q.Actor.Account, Role: q.Actor.Role, Desk: q.Actor.Desk, DeskName: desk.Name, Kind: q.Actor.Kind,
		Agency: q.Actor.Agency, Country: string(q.Actor.Country), May: []string{},
	}
	for _, action := range policy.Actions() {
		if policy.EverAllowed(q.Actor, action) {
			v.May = append(v.May, string(action))
		}
	}
	return v, nil
}
