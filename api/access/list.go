package access

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/usecase/access"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/wire"
)

func (h handlers) listGrants(ctx context.Context, p wire.ListGrantsParams) (respond.Result[wire.GrantPage], error) {
	query := access.GrantQuery{Given: p.Side == wire.Given, Active: p.Running}
	found, err := h.do.ListGrants(ctx, query, act.Paging{Cursor: p.Cursor, Limit: p.Limit})
	v := wire.GrantPage{Items: []wire.Grant{}, Next: encode.Next(found.Next)}
	for _, g := range found.Rows {
		v.Items = append(v.Items, grant(g))
	}
	return respond.Result[wire.GrantPage]{Body: v, Next: v.Next}, err
}

func grant(g access.Grant) wire.Grant {
	return wire.Grant{
		Case: g.Case, Grant: g.ID, Agency: string(g.Agency), Desk: string(g.Told), Classes: g.Classes, Purpose: g.Purpose, Consent: g.Consent,
		GivenBy: string(g.GivenBy), Since: g.Since.UTC(), Until: g.Until.UTC(), EndedAt: encode.Time(g.EndedAt), Running: g.Active,
	}
}

func (h handlers) list(ctx context.Context, p ofCase) (wire.CaseAccess, error) {
	a, err := h.do.ListAccess(ctx, p.Case)
	v := wire.CaseAccess{Case: a.Case, Seq: a.Seq, Grants: []wire.Grant{}, Glass: []wire.BrokenGlass{}}
	for _, g := range a.Grants {
		v.Grants = append(v.Grants, grant(g))
	}
	for _, g := range a.BreakGlass {
		v.Glass = append(v.Glass, brokenGlass(g))
	}
	for _, e := range a.Excluded {
		v.KeptOut = append(v.KeptOut, wire.KeptOut{
			Exclusion: e.ID, Officer: encode.Actor(e.Of), Since: e.Since.UTC(), EndedAt: encode.Stamp(e.EndedAt), By: string(e.By.Desk),
		})
	}
	return v, err
}

func brokenGlass(g access.BreakGlass) wire.BrokenGlass {
	v := wire.BrokenGlass{
		Glass: g.ID, By: encode.Actor(g.By), Purpose: g.Purpose, Since: g.Since.UTC(), Until: g.Until.UTC(), EndedAt: encode.Stamp(g.EndedAt),
		Open: g.Open, Reviewed: g.Reviewed,
	}
	if g.Review != nil {
		v.Review = encode.TaskName(*g.Review)
	}
	return v
}
