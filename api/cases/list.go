package cases

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/wire"
)

func (h handlers) list(ctx context.Context, p wire.ListCasesParams) (respond.Result[wire.CasePage], error) {
	found, err := h.do.ListCases(ctx, record.CaseFilter{
		Operation: p.Operation, Movement: p.Movement, Stage: p.Stage, Lane: p.Lane, Corridor: p.Corridor, Origin: p.Origin,
		Desk: p.Desk, Overdue: p.Overdue, Open: p.Open, Minor: p.Minor, ChangedSince: p.ChangedSince,
	}, act.Paging{Cursor: p.Cursor, Limit: p.Limit})
	v := wire.CasePage{Items: []wire.CaseLine{}, Next: encode.Next(found.Next)}
	for _, row := range found.Rows {
		v.Items = append(v.Items, line(row))
	}
	return respond.Result[wire.CasePage]{Body: v, Next: v.Next}, err
}

func line(c record.CaseSummary) wire.CaseLine {
	return wire.CaseLine{
		Ref: c.Ref, Operation: c.Operation, Corridor: c.Corridor, CorridorVersion: c.Version, Host: string(c.Host),
		Origin: string(c.Origin), Lane: c.Lane, Stage: c.Stage, Modality: c.Modality, Seq: c.Seq, Minor: c.Minor,
		OpenedAt: c.OpenedAt.UTC(), UpdatedAt: c.UpdatedAt.UTC(), OpenTasks: c.OpenTasks, OverdueTasks: c.Overdue,
		NextDue: encode.Time(c.NextDue), Paused: encode.Pause(c.Paused), Movement: c.Movement, Closed: c.Closed, Deceased: c.Deceased,
		EndedAt: encode.Time(c.EndedAt),
	}
}

func (h handlers) search(ctx context.Context, _ struct{}, body wire.SearchPeopleJSONRequestBody) (wire.PeopleFound, error) {
	found, err := h.do.SearchPeople(ctx, record.PersonQuery{
		Name: body.Name, Document: body.DocumentNumber, Phone: body.Phone, BirthYear: body.BirthYear, Nationality: string(body.Nationality),
	})
	v := wire.PeopleFound{Items: []wire.PersonFound{}, More: found.More}
	for _, one := range found.Rows {
		hit := wire.PersonFound{Case: line(one.Case)}
		for _, field := range one.By {
			hit.By = append(hit.By, wire.PersonFoundBy(field))
		}
		v.Items = append(v.Items, hit)
	}
	return v, err
}
