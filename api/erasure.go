package api

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/wire"
)

// PreviewErasure says what would be destroyed, what would stay, and what stands against it.
func (s *Server) PreviewErasure(ctx context.Context, r wire.PreviewErasureRequestObject) (wire.PreviewErasureResponseObject, error) {
	c, err := s.wholeCaseFor(ctx, r.Case)
	if err != nil {
		return nil, err
	}
	basis := r.Params.Basis
	if basis == "" {
		basis = erasure.SurvivorAsked
	}
	v := wire.PreviewErasure200JSONResponse{
		Case: r.Case, Erased: c.detail.Erased, Gate: encode.Gate(usecase.SeenGate(s.erasureGate(c, basis), c.sight, s.Now())),
		Goes: erasure.Goes(), Stays: erasure.Stays(), Beyond: []casework.DeskID{},
	}
	if due, _, ok := s.Retention.Due(c.State, c.detail.Born()); ok {
		v.Due = due.UTC()
	}
	if c.sight.Whole() {
		v.Beyond = s.beyond(c.seenCase)
	}
	return v, nil
}

// beyond lists the desks outside the agency of the case that were given something of it.
func (s *Server) beyond(c seenCase) []casework.DeskID {
	var asked []casework.DeskID
	for _, part := range c.subject.DeskRelations() {
		asked = append(asked, part.Desk)
	}
	keeper := s.agencyOf(c.State.Rules.Desks[casework.DeskCaseworker])
	return erasure.Beyond(c.State, asked, func(desk casework.DeskID) bool { return keeper != "" && s.agencyOf(desk) == keeper })
}

// erasureGate says how it stands with erasing a case.
func (s *Server) erasureGate(c wholeCase, basis erasure.Basis) casework.GateStatus {
	if c.detail.Erased {
		return erasure.Gone()
	}
	due, _, _ := s.Retention.Due(c.State, c.detail.Born())
	return erasure.Gate(c.State, basis, due, s.Now())
}

// RequestErasure asks that the data of a person be destroyed.
func (s *Server) RequestErasure(ctx context.Context, r wire.RequestErasureRequestObject) (wire.RequestErasureResponseObject, error) {
	c, err := s.wholeCaseFor(ctx, r.Case)
	if err != nil {
		return receipt{}, err
	}
	if gate := s.erasureGate(c, r.Body.Basis); !gate.Open { // the workflow asks again
		refused := fault.New(fault.GateClosed, "the data of this person cannot be erased yet").With([]casework.GateStatus{gate})
		return receipt{}, usecase.Explain(refused, c.sight, s.Now())
	}
	return s.send(ctx, write{
		key: r.Params.IdempotencyKey, target: record.Target{Kind: record.TargetErasure}, name: string(erasure.KindRequest),
		args: erasure.Command{Kind: erasure.KindRequest, Case: r.Case, Basis: r.Body.Basis}, at: "/erasures/",
	})
}

// ApproveErasure approves a request, as the second person.
func (s *Server) ApproveErasure(ctx context.Context, r wire.ApproveErasureRequestObject) (wire.ApproveErasureResponseObject, error) {
	return s.decideErasure(ctx, r.Erasure, r.Params.IdempotencyKey, erasure.KindApprove)
}

// RefuseErasure refuses a request.
func (s *Server) RefuseErasure(ctx context.Context, r wire.RefuseErasureRequestObject) (wire.RefuseErasureResponseObject, error) {
	return s.decideErasure(ctx, r.Erasure, r.Params.IdempotencyKey, erasure.KindRefuse)
}

func (s *Server) decideErasure(ctx context.Context, ref casework.Ref, key string, kind erasure.Kind) (receipt, error) {
	if _, err := s.erasureFor(ctx, ref); err != nil {
		return receipt{}, err
	}
	return s.send(ctx, write{
		key: key, target: record.Target{Kind: record.TargetErasure, Ref: ref}, name: string(kind), args: erasure.Command{Kind: kind},
	})
}

// erasureFor finds the request for erasure that a request is about, and asks policy about it.
func (s *Server) erasureFor(ctx context.Context, ref casework.Ref) (record.ErasureRow, error) {
	row, err := s.Record.Erasure(ctx, ref)
	if err != nil {
		return record.ErasureRow{}, hide(err)
	}
	keeps, err := s.keptFrom(ctx, row.Case)
	if err != nil {
		return record.ErasureRow{}, err
	}
	return row, request.From(ctx).Authorize(policy.ShowErasure, s.ofErasure(row, keeps(row.Case)))
}

// ofErasure: it was made by the desk that asked, and is of the host state. Nothing of the case
// itself is needed but whom she wants kept out, because after it is done there is nothing left
// of it to ask.
func (s *Server) ofErasure(row record.ErasureRow, out []casework.AccountID) policy.Subject {
	return policy.Subject{Desks: []policy.DeskAgency{s.place(row.RequestedBy.Desk)}, Host: row.Host, Excluded: out}
}

// ShowErasure shows one request.
func (s *Server) ShowErasure(ctx context.Context, r wire.ShowErasureRequestObject) (wire.ShowErasureResponseObject, error) {
	row, err := s.erasureFor(ctx, r.Erasure)
	if err != nil {
		return nil, err
	}
	return wire.ShowErasure200JSONResponse(erasureView(row, request.From(ctx).Actor)), nil
}

// ListErasures lists requests, newest first.
func (s *Server) ListErasures(ctx context.Context, r wire.ListErasuresRequestObject) (wire.ListErasuresResponseObject, error) {
	q := request.From(ctx)
	if err := q.AuthorizeGlobal(); err != nil {
		return nil, err
	}
	page, err := pageOf(r.Params.Cursor, r.Params.Limit)
	if err != nil {
		return nil, err
	}
	filter := record.ErasureFilter{Case: r.Params.Case, State: r.Params.State}
	rows, next, err := sift(page, func(p record.Page) ([]record.ErasureRow, *record.Cursor, error) {
		filter.Page = p
		found, err := s.Record.Erasures(ctx, filter)
		return found.Rows, found.Next, err
	}, func(rows []record.ErasureRow) ([]record.ErasureRow, error) {
		keeps, err := s.keptFrom(ctx, refsOfAll(rows, func(r record.ErasureRow) casework.Ref { return r.Case })...)
		if err != nil {
			return nil, err
		}
		var mine []record.ErasureRow
		for _, row := range rows {
			if s.maySee(q.Actor, policy.ShowErasure, s.ofErasure(row, keeps(row.Case))) {
				mine = append(mine, row)
			}
		}
		return mine, nil
	})
	if err != nil {
		return nil, err
	}
	v := wire.ErasurePage{Items: []wire.Erasure{}, Next: encode.Next(next)}
	for _, row := range rows {
		v.Items = append(v.Items, erasureView(row, q.Actor))
	}
	link := linkTo("/erasures", v.Next, queryOf("state", string(r.Params.State), "case", string(r.Params.Case), "limit", limitText(r.Params.Limit)))
	return wire.ListErasures200JSONResponse{Body: v, Headers: wire.ListErasures200ResponseHeaders{Link: link}}, nil
}

func erasureView(row record.ErasureRow, asker policy.Actor) wire.Erasure {
	v := wire.Erasure{
		Ref: row.Ref, Case: row.Case, State: row.State, Basis: row.Basis, RequestedAt: row.RequestedAt.UTC(), RequestedBy: encode.Actor(usecase.SeenActor(row.RequestedBy, asker)),
		Mine: row.RequestedBy.Account == asker.Account, DecidedAt: encode.Time(row.DecidedAt), ErasedAt: encode.Time(row.ErasedAt),
	}
	if row.DecidedBy != nil {
		v.DecidedBy = encode.Actor(usecase.SeenActor(*row.DecidedBy, asker))
	}
	return v
}
