package api

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/wire"
)

// dueShown is how many files that are due are named.
const dueShown = 200

// ShowRetention shows how long what is kept, and what is over its time.
func (s *Server) ShowRetention(ctx context.Context, _ wire.ShowRetentionRequestObject) (wire.ShowRetentionResponseObject, error) {
	if err := request.From(ctx).AuthorizeGlobal(); err != nil {
		return nil, err
	}
	v := wire.ShowRetention200JSONResponse{
		Version: s.Retention.Version, Checked: s.Retention.Checked != "", Rules: []wire.RetentionRule{},
		WouldPurge: []wire.OldThings{}, Due: []wire.DueFile{},
	}
	for _, kind := range retention.Kinds() {
		for _, corridor := range append([]string{""}, s.Retention.Corridors(kind)...) {
			rule := s.Retention.Rule(kind, corridor)
			v.Rules = append(v.Rules, wire.RetentionRule{
				Kind: string(kind), Corridor: corridor, Keep: rule.Keep.String(), UntilAge: rule.UntilAge, Then: string(rule.Then), Source: rule.Source,
			})
		}
	}
	old, err := s.Record.OldThings(ctx)
	if err != nil {
		return nil, err
	}
	for _, found := range old {
		v.WouldPurge = append(v.WouldPurge, wire.OldThings{Kind: string(found.Kind), Count: found.Count, Oldest: encode.Stamp(found.Oldest), At: found.At.UTC()})
	}
	due, err := s.Record.DueFiles(ctx, dueShown)
	if err != nil {
		return nil, err
	}
	keeps, err := s.keptFrom(ctx, refsOfAll(due, func(f record.DueFile) casework.Ref { return f.Case })...)
	if err != nil {
		return nil, err
	}
	for _, file := range due {
		if !s.maySee(request.From(ctx).Actor, policy.ShowRetention, policy.Subject{Excluded: keeps(file.Case)}) {
			continue
		}
		v.Due = append(v.Due, wire.DueFile{Case: file.Case, Kind: string(file.Kind), Due: file.Due.UTC()})
	}
	return v, nil
}
