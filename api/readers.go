package api

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
	"example.org/homeward/web/words"
)

// ShowReaders tells who has looked at a case, in words that its caseworker can read to her.
func (s *Server) ShowReaders(ctx context.Context, r wire.ShowReadersRequestObject) (wire.ShowReadersResponseObject, error) {
	c, err := s.caseFor(ctx, r.Case)
	if err != nil {
		return nil, err
	}
	page, err := pageOf(r.Params.Cursor, r.Params.Limit)
	if err != nil {
		return nil, err
	}
	found, err := s.Record.AuditEvents(ctx, record.AuditFilter{Case: r.Case, Looks: true, Page: page})
	if err != nil {
		return nil, err
	}
	c.sight.Note(policy.Audit)
	lang := words.Choose(string(r.Params.Language), "")
	v := wire.ReaderPage{Items: []wire.Reader{}, Next: encode.Next(found.Next)}
	for _, e := range found.Rows {
		one, err := s.readerView(e.Event, lang)
		if err != nil {
			return nil, err
		}
		if c.sight.Actor().Role == casework.RoleDPO {
			one.Account = e.Account
		}
		v.Items = append(v.Items, one)
	}
	link := linkTo("/cases/"+string(r.Case)+"/readers", v.Next, queryOf("language", string(r.Params.Language), "limit", limitText(r.Params.Limit)))
	return wire.ShowReaders200JSONResponse{Body: v, Headers: wire.ShowReaders200ResponseHeaders{Link: link}}, nil
}

func (s *Server) readerView(e audit.Event, lang words.Language) (wire.Reader, error) {
	desk, _ := s.Directory.Desk(e.Desk)
	agency, _ := s.Directory.Agency(e.Agency)
	v := wire.Reader{
		At: e.At.UTC(), Desk: e.Desk, DeskName: desk.Name, Agency: e.Agency, AgencyName: agency.Name, Role: e.Role, What: whatOf(e),
		Classes: e.Classes, Purpose: e.Purpose,
	}
	if v.Classes == nil {
		v.Classes = []policy.Class{}
	}
	place := desk.Name
	if place == "" { // one that is not in the directory any more
		place = string(e.Desk)
	}
	var err error
	v.Text, err = s.words.ReaderSentence(lang, words.Reader{What: string(v.What), Role: string(e.Role), Desk: place, Classes: e.Classes, Purpose: e.Purpose})
	return v, err
}

// whatOf says what sort of line an event is for her whom it is about.
func whatOf(e audit.Event) wire.ReaderWhat {
	switch {
	case e.Outcome == audit.Denied:
		return wire.Refused
	case e.Action == audit.WroteCase && e.Code == string(casework.KindBreakGlass):
		return wire.BrokeGlass
	case e.Action == audit.WroteCase && e.Code == string(casework.KindGiveAccess):
		return wire.GaveAccess
	case e.Action == audit.WroteCase && e.Code == string(casework.KindEndAccess):
		return wire.EndedAccess
	case e.Action == audit.Action(policy.SearchCases):
		return wire.Found
	default:
		return wire.Looked
	}
}
