package api

import (
	"context"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// How many cases a search shows, and among how many it looks for those that are the asker's
// to see.
const (
	mostFound  = 20
	mostLooked = 200
)

// SearchPeople finds cases by what is sealed of the people whom they are about. It tells of a
// case only what a list tells, and only of one that the asker may see, and in which what was
// found is of a class that the asker sees there: nobody learns by a search what the case
// itself would not show.
func (s *Server) SearchPeople(ctx context.Context, r wire.SearchPeopleRequestObject) (wire.SearchPeopleResponseObject, error) {
	q := request.From(ctx)
	if err := q.AuthorizeGlobal(); err != nil {
		return nil, err
	}
	hits, err := s.Record.FindPeople(ctx, record.PersonQuery{
		Name: r.Body.Name, Document: r.Body.DocumentNumber, Phone: r.Body.Phone, Most: mostLooked,
	})
	if err != nil {
		return nil, err
	}
	// That somebody searched stands in the log also when nobody was found; for what, never.
	q.Note(audit.Subject{Kind: audit.OfSearch}, searched(r.Body)...)
	v := wire.SearchPeople200JSONResponse{Items: []wire.PersonFound{}}
	for _, hit := range hits {
		by, note := s.foundBy(q, hit)
		switch {
		case len(by) == 0:
		case len(v.Items) == mostFound:
			v.More = true
			return v, nil
		default:
			v.Items = append(v.Items, wire.PersonFound{Case: caseLine(hit.CaseSummary), By: by})
			note()
		}
	}
	return v, nil
}

// foundBy says by what a case was found, as far as the asker may know it; by nothing when the
// case is not the asker's to see. What it tells is noted by note.
func (s *Server) foundBy(q *request.Request, hit record.PersonHit) (by []wire.PersonFoundBy, note func()) {
	subject := s.ofCase(q, &hit.State)
	to := subject.RelationsOf(q.Actor)
	if !policy.May(q.Actor, policy.ShowCase, to) {
		return nil, nil
	}
	var classes []policy.Class
	for _, field := range hit.Found {
		if class, known := classOfField(field); known && policy.Sees(q.Actor, class, to) {
			by, classes = append(by, wire.PersonFoundBy(field)), append(classes, class)
		}
	}
	return by, func() {
		for _, class := range classes {
			q.NoteFor(audit.Subject{Kind: audit.OfCase, Ref: string(hit.Ref)}, subject.PurposeOfAccess(q.Actor, class), class)
		}
	}
}

// searched lists the classes of what somebody searched by.
func searched(body *wire.SearchPeopleJSONRequestBody) []policy.Class {
	var out []policy.Class
	if body.Name != "" || body.DocumentNumber != "" {
		out = append(out, policy.TravelCard)
	}
	if body.Phone != "" {
		out = append(out, policy.Contact)
	}
	return out
}

// classOfField says which class what was found is of.
func classOfField(f record.PersonField) (class policy.Class, known bool) {
	switch f {
	case record.FieldName, record.FieldDocument:
		return policy.TravelCard, true
	case record.FieldNativeName:
		return policy.Identity, true
	case record.FieldPhone:
		return policy.Contact, true
	default:
		return "", false
	}
}
