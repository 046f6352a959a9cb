package usecase

import (
	"context"
	"encoding/json"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// DecodePayloadAction is the action that the audit log has for a decoded payload.
const DecodePayloadAction policy.Action = "codec.decode"

// Payload is a payload of a workflow, as Temporal stores it.
type Payload struct {
	Metadata map[string][]byte
	Data     []byte
}

// Codec decrypts payloads.
type Codec interface {
	// Whose returns what a payload belongs to; a Target without a kind is the installation. ok is false
	// for a payload that is not encrypted.
	Whose(metadata map[string][]byte, data []byte) (of record.Target, ok bool)
	// OpenJSON decrypts a payload; json is false if it does not hold JSON.
	OpenJSON(metadata map[string][]byte, data []byte) (text []byte, json bool, err error)
}

// DecodePayloads decrypts the payloads of which the caller may see something, and returns all others
// unchanged, for any reason: the caller cannot distinguish a payload that they may not see from one
// that never existed. It is for people in a role that may see a whole case.
func (s *Service) DecodePayloads(ctx context.Context, payloads []Payload) ([]Payload, error) {
	return run(ctx, s, policy.SeeWholeCase, onNothing(), func(ctx context.Context) ([]Payload, error) {
		r := request.From(ctx)
		if err := r.AuthorizeRole(); err != nil {
			return nil, err
		}
		if r.Machine || s.Codec == nil {
			return nil, policy.Refusal()
		}
		r.Action = DecodePayloadAction
		out := make([]Payload, len(payloads))
		copy(out, payloads)
		allowed := map[record.Target]bool{}
		for i, p := range payloads {
			of, encrypted := s.Codec.Whose(p.Metadata, p.Data)
			if !encrypted {
				continue
			}
			may, asked := allowed[of]
			if !asked {
				var err error
				if may, err = s.mayDecode(ctx, of); err != nil {
					return nil, err
				}
				allowed[of] = may
			}
			if !may {
				continue
			}
			var err error
			if out[i], err = s.decoded(ctx, p); err != nil {
				return nil, err
			}
		}
		return out, nil
	})
}

// mayDecode asks policy about what a payload belongs to, and notes the answer for the audit log.
func (s *Service) mayDecode(ctx context.Context, of record.Target) (bool, error) {
	r := request.From(ctx)
	kind, err := s.authorizeDecode(ctx, of)
	switch fault.CodeOf(err) {
	case fault.Denied, fault.NotFound:
		r.Refuse(audit.Subject{Kind: kind, Ref: string(of.Ref)}, fault.CodeOf(err))
		return false, nil
	case "":
	default:
		return false, err
	}
	seen := r.Event(audit.Subject{Kind: kind, Ref: string(of.Ref)}, audit.Allowed)
	seen.Classes, seen.Purpose = []policy.Class{policy.Operational}, r.Purpose
	r.NoteEvent(seen)
	return true, nil
}

// authorizeDecode asks policy about the case, operation or movement of a payload. A payload of a state
// other than the caller's is refused.
func (s *Service) authorizeDecode(ctx context.Context, of record.Target) (audit.Kind, error) {
	var host casework.Country
	var kind audit.Kind
	var err error
	r := request.From(ctx)
	switch of.Kind {
	case record.TargetCase:
		kind = audit.OfCase
		var found foundCase
		if found, err = s.lookUp(ctx, of.Ref); err == nil {
			host, err = found.State.Rules.Host, r.AuthorizeAs(policy.SeeWholeCase, policy.ShowCase, found.subject)
		}
	case record.TargetOperation:
		kind = audit.OfOperation
		var found record.OperationRow
		if found, err = s.Store.Operation(ctx, of.Ref); err == nil {
			host, err = found.Host, r.AuthorizeAs(policy.ShowOperation, policy.ShowOperation, s.ofOperation(found.Operation))
		}
	case record.TargetMovement:
		kind = audit.OfMovement
		var found record.MovementDetail
		if found, err = s.Store.Movement(ctx, of.Ref); err == nil {
			subject := s.subjectOfMovement(found.MovementRow, found.State.Escorts)
			if host, err = subject.Host, r.AuthorizeAs(policy.ShowMovement, policy.ShowMovement, subject); err == nil {
				err = s.knowsAllPassengers(ctx, found)
			}
		}
	default:
		return audit.OfInstallation, nil // such as a sweep, for which the role is enough
	}
	if err == nil && host != r.Actor.Country {
		err = policy.Refusal()
	}
	return kind, asMissing(err)
}

// knowsAllPassengers returns an error with code NotFound unless the caller may know of every passenger
// of a movement: a payload names them all, and is decoded as a whole or not at all.
func (s *Service) knowsAllPassengers(ctx context.Context, m record.MovementDetail) error {
	known, err := s.knownPassengers(ctx, m)
	if err != nil {
		return err
	}
	for _, may := range known {
		if !may {
			return policy.Missing()
		}
	}
	return nil
}

// decoded returns a payload with the fields that may be shown. A payload that cannot be decrypted stays
// unchanged, and so does one that names a case whose survivor wants the caller kept out.
func (s *Service) decoded(ctx context.Context, p Payload) (Payload, error) {
	text, isJSON, err := s.Codec.OpenJSON(p.Metadata, p.Data)
	if err != nil {
		return p, nil //nolint:nilerr // erased, or changed: it stays encrypted
	}
	if !isJSON {
		text = []byte("null")
	}
	excludes, err := s.namesExcludingCase(ctx, text)
	if err != nil || excludes {
		return p, err
	}
	return Payload{Metadata: map[string][]byte{"encoding": []byte("json/plain")}, Data: operationalJSON(text)}, nil
}

// namesExcludingCase reports whether a payload names a case whose survivor wants the caller kept out. The
// reference in a movement, an operation or an erasure would lead to her just as well as her own case.
func (s *Service) namesExcludingCase(ctx context.Context, text []byte) (bool, error) {
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		return true, nil //nolint:nilerr // it is not known which cases it names
	}
	refs := casesNamed(value, false, nil)
	excluded, err := s.exclusions(ctx, refs...)
	if err != nil {
		return false, err
	}
	for _, ref := range refs {
		if len(excluded(ref)) > 0 {
			request.From(ctx).Refuse(audit.Subject{Kind: audit.OfCase, Ref: string(ref)}, fault.NotFound)
			return true, nil
		}
	}
	return false, nil
}
