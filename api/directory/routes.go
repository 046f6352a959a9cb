// Package directory answers the operations of the API on the caller's account, desks, corridors and
// questionnaires. It decides nothing and never asks policy.
package directory

import (
	"context"

	"example.org/homeward/api/respond"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/wire"
)

// handlers are the handlers of this package.
type handlers struct{ do *usecase.Service }

// Routes are the operations that this package answers.
func Routes(do *usecase.Service) []respond.Route {
	h := handlers{do}
	return []respond.Route{
		respond.Read("showAccount", h.showAccount),
		respond.Read("listDesks", h.listDesks),
		respond.Read("listCorridors", h.listCorridors),
		respond.Read("listQuestionnaires", h.listQuestionnaires),
	}
}

func (h handlers) showAccount(ctx context.Context, _ struct{}) (wire.Account, error) {
	a, err := h.do.ShowAccount(ctx)
	v := wire.Account{
		Account: a.Account, Role: a.Role, Desk: a.Desk, DeskName: a.DeskName, Kind: a.Kind, Agency: a.Agency, Country: string(a.Country), May: []string{},
	}
	for _, action := range a.May {
		v.May = append(v.May, string(action))
	}
	return v, err
}

func (h handlers) listDesks(ctx context.Context, p wire.ListDesksParams) (wire.Desks, error) {
	all, err := h.do.ListDesks(ctx, p.Kind, p.Country)
	v := wire.Desks{Items: []wire.Desk{}}
	for _, d := range all {
		one := wire.Desk{
			Id: d.ID, Kind: d.Kind, Name: d.Name, Agency: d.Agency, AgencyName: d.AgencyName, Country: string(d.Country),
			Seat: string(d.Seat), Members: d.Members,
		}
		if d.Zone != nil {
			one.Zone = d.Zone.String()
		}
		v.Items = append(v.Items, one)
	}
	return v, err
}

func (h handlers) listCorridors(ctx context.Context, _ struct{}) (wire.Corridors, error) {
	all, err := h.do.ListCorridors(ctx)
	v := wire.Corridors{Items: []wire.Corridor{}}
	for _, c := range all {
		v.Items = append(v.Items, wire.Corridor{
			Id: c.ID, Version: c.Version, Name: c.Name, Host: string(c.Host), Origin: string(c.Origin), Custodians: c.Custodians,
			Lane: c.Lane, Modality: c.Modality, Reviewed: !c.Unreviewed(), ReviewedBy: c.ReviewedBy, LegalBasis: c.LegalBasis, Notes: c.Notes,
		})
	}
	return v, err
}

func (h handlers) listQuestionnaires(ctx context.Context, _ struct{}) (wire.Questionnaires, error) {
	all, err := h.do.ListQuestionnaires(ctx)
	v := wire.Questionnaires{Items: []wire.Questionnaire{}}
	for _, q := range all {
		one := wire.Questionnaire{Id: q.ID, Version: q.Version, Title: q.Title, Source: q.Source, Verified: q.Verified, Questions: []wire.QuestionnaireItem{}}
		for _, item := range q.Questions {
			asked := wire.QuestionnaireItem{
				Id: item.ID, Dimension: wire.QuestionnaireItemDimension(item.Dimension), Text: item.Text, Weight: item.Weight, Choices: []wire.Choice{},
			}
			for _, c := range item.Choices {
				asked.Choices = append(asked.Choices, wire.Choice{Code: c.Code, Text: c.Text, Worth: c.Worth})
			}
			one.Questions = append(one.Questions, asked)
		}
		v.Items = append(v.Items, one)
	}
	return v, err
}
