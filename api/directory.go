package api

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// ListDesks lists the desks that work can be addressed to.
func (s *Server) ListDesks(ctx context.Context, r wire.ListDesksRequestObject) (wire.ListDesksResponseObject, error) {
	if err := request.From(ctx).AuthorizeGlobal(); err != nil {
		return nil, err
	}
	v := wire.ListDesks200JSONResponse{Items: []wire.Desk{}}
	for _, d := range s.Directory.Desks() {
		if (r.Params.Kind != "" && r.Params.Kind != d.Kind) || (r.Params.Country != "" && r.Params.Country != d.Country) {
			continue
		}
		agency, _ := s.Directory.Agency(d.Agency)
		one := wire.Desk{
			Id: d.ID, Kind: d.Kind, Name: d.Name, Agency: d.Agency, AgencyName: agency.Name, Country: string(d.Country),
			Seat: string(d.Seat), Members: d.Members,
		}
		if d.Zone != nil {
			one.Zone = d.Zone.String()
		}
		v.Items = append(v.Items, one)
	}
	return v, nil
}

// ListCorridors lists the rules that cases are opened by.
func (s *Server) ListCorridors(ctx context.Context, _ wire.ListCorridorsRequestObject) (wire.ListCorridorsResponseObject, error) {
	if err := request.From(ctx).AuthorizeGlobal(); err != nil {
		return nil, err
	}
	v := wire.ListCorridors200JSONResponse{Items: []wire.Corridor{}}
	for _, c := range s.Corridors.Corridors() {
		v.Items = append(v.Items, wire.Corridor{
			Id: c.ID, Version: c.Version, Name: c.Name, Host: string(c.Host), Origin: string(c.Origin), Custodians: c.Custodians,
			Lane: c.Lane, Modality: c.Modality, Reviewed: !c.Unreviewed(), ReviewedBy: c.ReviewedBy, LegalBasis: c.LegalBasis, Notes: c.Notes,
		})
	}
	return v, nil
}

// ListQuestionnaires lists the questionnaires of the reintegration score.
func (s *Server) ListQuestionnaires(ctx context.Context, _ wire.ListQuestionnairesRequestObject) (wire.ListQuestionnairesResponseObject, error) {
	if err := request.From(ctx).AuthorizeGlobal(); err != nil {
		return nil, err
	}
	v := wire.ListQuestionnaires200JSONResponse{Items: []wire.Questionnaire{}}
	for _, q := range s.Questionnaires {
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
	return v, nil
}

// knownDesk says whether a desk is in the directory, and of one of these kinds when any is given.
func (s *Server) knownDesk(id casework.DeskID, kinds ...casework.DeskKind) bool {
	d, ok := s.Directory.Desk(id)
	return ok && (len(kinds) == 0 || slices.Contains(kinds, d.Kind))
}
