package api

import (
	"context"
	"encoding/json"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// mayKnowAll says whether the asker may know of everybody whom a movement names. A payload names
// them all, and is opened as a whole or not at all.
func (s *Server) mayKnowAll(ctx context.Context, m record.MovementDetail) error {
	known, err := s.knownOf(ctx, m)
	if err != nil {
		return err
	}
	for _, may := range known {
		if !may {
			return fault.New(fault.NotFound, "there is no such movement")
		}
	}
	return nil
}

// namesWhoKeepsOut says whether a payload names a case whose survivor wants the asker kept out: what
// a movement, an operation or an erasure was told of her leads to her as well as what it keeps.
func (s *Server) namesWhoKeepsOut(ctx context.Context, text []byte) (bool, error) {
	if !json.Valid(text) {
		return true, nil // whom it names cannot be said
	}
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		return false, fault.New(fault.Malformed, "these are no payloads") // err would quote them
	}
	refs := named(value, false, nil)
	keeps, err := s.keptFrom(ctx, refs...)
	if err != nil {
		return false, err
	}
	shut, q := false, request.From(ctx)
	for _, ref := range refs {
		if len(keeps(ref)) > 0 && !shut {
			shut = true
			q.Refuse(audit.Subject{Kind: audit.OfCase, Ref: string(ref)}, fault.NotFound)
		}
	}
	return shut, nil
}

// named adds what a payload names as a case, or under a name that a case may stand under.
func named(value any, asCase bool, refs []casework.Ref) []casework.Ref {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			refs = named(inner, key == "case" || key == "ref", refs)
		}
	case []any:
		for _, inner := range v {
			refs = named(inner, asCase, refs)
		}
	case string:
		if asCase {
			refs = append(refs, casework.Ref(v))
		}
	}
	return refs
}
