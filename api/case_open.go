package api

import (
	"context"
	"errors"
	"time"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/wire"
)

// OpenCase opens a case by hand, by the rules of a corridor that are pinned to it.
func (s *Server) OpenCase(ctx context.Context, r wire.OpenCaseRequestObject) (wire.OpenCaseResponseObject, error) {
	body := *r.Body
	rules, err := s.pin(body.Corridor, body.CorridorVersion, body.Host, body.Origin, string(body.Custodian))
	if err != nil {
		return receipt{}, err
	}
	subject := policy.Subject{Host: body.Host, Asked: s.teamUnder(rules)}
	if err := request.From(ctx).Authorize(policy.ListCases, subject); err != nil {
		return receipt{}, err
	}
	if day := body.Person.Birth.Date; len(day) == len(time.DateOnly) {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return receipt{}, wrongAt("/person/birth/date", contract.BadFormat)
		}
	}
	if body.Operation != "" {
		if err := s.joinable(ctx, body.Operation); err != nil {
			return receipt{}, err
		}
	}
	facts := []casework.Statement{{Name: casework.FactToldOfPurpose, Value: string(body.ToldOfPurpose)}}
	if body.Custodian != "" {
		facts = append(facts, casework.Statement{Name: casework.FactCustodian, Value: string(body.Custodian)})
	}
	if body.Age != "" {
		facts = append(facts, casework.Statement{Name: casework.FactAge, Value: string(body.Age)})
	}
	return s.send(ctx, write{
		key: r.Params.IdempotencyKey, target: record.Target{Kind: record.TargetCase}, name: string(casework.KindOpen),
		args:  casework.Command{Kind: casework.KindOpen, Facts: facts, Pinned: &rules},
		words: record.Words{Text: body.Words, Opening: &record.Opening{Operation: body.Operation, Person: personOf(body.Person)}},
		at:    "/cases/",
	})
}

// joinable says whether a case may be opened in an operation: one that the asker may see.
func (s *Server) joinable(ctx context.Context, ref casework.Ref) error {
	missing := wrongAt("/operation", contract.Unknown)
	row, err := s.Record.Operation(ctx, ref)
	switch {
	case fault.CodeOf(err) == fault.NotFound:
		return missing
	case err != nil:
		return err
	}
	actor := request.From(ctx).Actor
	if !policy.May(actor, policy.ShowOperation, s.ofOperation(row.Operation).RelationsOf(actor)) {
		return missing
	}
	return nil
}

// pin finds the rules that a case is opened by, or moved to: the corridor that was named,
// or the one that fits. A corridor for any host or origin is pinned with those that are meant.
func (s *Server) pin(id string, version int, host, origin casework.Country, custodian string) (casework.Rules, error) {
	found, err := s.corridor(id, version, host, origin, custodian)
	if errors.Is(err, corridor.ErrNoCorridor) {
		return casework.Rules{}, wrongAt("/corridor", contract.Unknown)
	}
	if err != nil {
		return casework.Rules{}, err
	}
	rules := found.Rules()
	if rules.Host == "" {
		rules.Host = host
	}
	if rules.Host != host {
		return casework.Rules{}, wrongAt("/corridor", contract.NotListed)
	}
	return rules, nil
}

func (s *Server) corridor(id string, version int, host, origin casework.Country, custodian string) (corridor.Corridor, error) {
	switch {
	case id == "":
		return s.Corridors.Find(host, origin, custodian, s.Now())
	case version > 0:
		return s.Corridors.Get(id, version)
	default:
		return s.inForce(id)
	}
}

// inForce is the version of a corridor that holds today, on the calendar of UTC.
func (s *Server) inForce(id string) (corridor.Corridor, error) {
	today := civil.DateOf(s.Now(), time.UTC)
	for _, c := range s.Corridors.Corridors() {
		if c.ID == id && c.InForce(today) {
			return c, nil
		}
	}
	return corridor.Corridor{}, corridor.ErrNoCorridor
}

// personOf is what a person was registered with.
func personOf(p wire.PersonInput) record.Person {
	out := record.Person{
		Name: p.Name, NativeName: p.NativeName, Nationality: string(p.Nationality), DocumentNumber: p.DocumentNumber,
		Birth: birthOf(p.Birth), Languages: joinWords(p.Languages), Phone: p.Phone, Place: p.Place, Remark: p.Remark,
	}
	switch p.Sex {
	case wire.F:
		out.Sex = roster.Female
	case wire.M:
		out.Sex = roster.Male
	case wire.X:
		out.Sex = roster.UnknownSex
	}
	return out
}

// birthOf reads a date of birth that is a day, a month or a year of the Gregorian calendar.
func birthOf(in wire.BirthInput) roster.BirthDate {
	out := roster.BirthDate{AsWritten: in.AsWritten, Precision: roster.PrecisionNone}
	if out.AsWritten == "" {
		out.AsWritten = in.Date
	}
	layouts := []struct {
		layout    string
		precision roster.Precision
		years     int
		months    int
	}{
		{time.DateOnly, roster.PrecisionDay, 0, 0}, {"2006-01", roster.PrecisionMonth, 0, 1}, {"2006", roster.PrecisionYear, 1, 0},
	}
	for _, l := range layouts {
		first, err := time.Parse(l.layout, in.Date)
		if err != nil {
			continue
		}
		last := first
		if l.years+l.months > 0 {
			last = first.AddDate(l.years, l.months, -1)
		}
		out.Precision = l.precision
		if in.Precision == wire.Age {
			out.Precision = roster.PrecisionAge
		}
		out.Readings = []roster.Reading{{From: civil.DateOf(first, time.UTC), To: civil.DateOf(last, time.UTC), Calendar: roster.Gregorian}}
	}
	return out
}
