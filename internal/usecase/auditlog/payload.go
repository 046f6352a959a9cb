package auditlog

import (
	"context"
	"encoding/json"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
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
	// Whose returns what a payload belongs to; an empty Kind means the installation as a whole. ok is
	// false for a payload that is not encrypted.
	Whose(metadata map[string][]byte, data []byte) (of record.Target, ok bool)
	// OpenJSON decrypts a payload; isJSON is false if the content is not JSON.
	OpenJSON(metadata map[string][]byte, data []byte) (text []byte, isJSON bool, err error)
}

// DecodePayloads decrypts the payloads that the caller may see, and keeps their operational fields only.
// Every other payload is returned still encrypted, whether access is refused or the case does not exist,
// so that the caller cannot tell which. Any other failure, such as an unavailable database, fails the
// whole call. It refuses machines, and roles that may never see a whole case.
func (s *AuditLog) DecodePayloads(ctx context.Context, payloads []Payload) ([]Payload, error) {
	return act.Run(ctx, s.core, policy.SeeWholeCase, act.OnNothing(), func(ctx context.Context) ([]Payload, error) {
		r := request.From(ctx)
		if err := r.AuthorizeRole(); err != nil {
			return nil, err
		}
		if r.Machine || s.codec == nil {
			return nil, policy.Refusal()
		}
		r.Action = DecodePayloadAction
		out := make([]Payload, len(payloads))
		copy(out, payloads)
		allowed := map[record.Target]bool{}
		for i, p := range payloads {
			of, encrypted := s.codec.Whose(p.Metadata, p.Data)
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

// mayDecode reports whether policy allows the caller to see a payload of this thing, and notes the
// answer for the audit log. A missing thing is treated as a refusal.
func (s *AuditLog) mayDecode(ctx context.Context, of record.Target) (bool, error) {
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

// authorizeDecode returns nil if policy allows the caller to see a payload of this thing. Otherwise it
// returns an error with code Denied or NotFound, or the error of the store. For a case the caller must
// be allowed to see the whole case; for a movement, to know about all its passengers. A payload of
// another host country is always refused. The first result is the kind of thing for the audit log.
func (s *AuditLog) authorizeDecode(ctx context.Context, of record.Target) (audit.Kind, error) {
	var host casework.Country
	var kind audit.Kind
	var err error
	r := request.From(ctx)
	switch of.Kind {
	case record.TargetCase:
		kind = audit.OfCase
		var found act.Found
		if found, err = s.core.LookUp(ctx, of.Ref); err == nil {
			host, err = found.State.Rules.Host, r.AuthorizeAs(policy.SeeWholeCase, policy.ShowCase, found.Subject)
		}
	case record.TargetOperation:
		kind = audit.OfOperation
		var found record.OperationRow
		if found, err = s.store.Operation(ctx, of.Ref); err == nil {
			host, err = found.Host, r.AuthorizeAs(policy.ShowOperation, policy.ShowOperation, s.core.OfOperation(found.Operation))
		}
	case record.TargetMovement:
		kind = audit.OfMovement
		var found record.MovementDetail
		if found, err = s.store.Movement(ctx, of.Ref); err == nil {
			subject := s.core.SubjectOfMovement(found.MovementRow, found.State.Escorts)
			if host, err = subject.Host, r.AuthorizeAs(policy.ShowMovement, policy.ShowMovement, subject); err == nil {
				err = s.knowsAllPassengers(ctx, found)
			}
		}
	default:
		return audit.OfInstallation, nil // sweeps and erasures: the role, which was checked before, is enough
	}
	if err == nil && host != r.Actor.Country {
		err = policy.Refusal()
	}
	return kind, act.AsMissing(err)
}

// knowsAllPassengers returns nil if the caller may know about all passengers of a movement, otherwise an
// error with code NotFound. A payload names them all, and is decoded as a whole or not at all.
func (s *AuditLog) knowsAllPassengers(ctx context.Context, m record.MovementDetail) error {
	known, err := s.core.KnownPassengers(ctx, m)
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

// decoded returns a payload with the operational fields only. A payload whose content is not JSON
// becomes null. A payload that cannot be decrypted is returned unchanged, and so is a payload that names
// a case from which the survivor has excluded the caller.
func (s *AuditLog) decoded(ctx context.Context, p Payload) (Payload, error) {
	text, isJSON, err := s.codec.OpenJSON(p.Metadata, p.Data)
	if err != nil {
		return p, nil //nolint:nilerr // its key is destroyed, or it was altered: return it still encrypted
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

// namesExcludingCase reports whether a payload names a case from which the survivor has excluded the
// caller: the reference in a movement, an operation or an erasure would lead to her as well. A payload
// that cannot be parsed counts as one that does.
func (s *AuditLog) namesExcludingCase(ctx context.Context, text []byte) (bool, error) {
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		return true, nil //nolint:nilerr // it is not known which cases it names
	}
	refs := casesNamed(value, false, nil)
	excluded, err := s.core.Exclusions(ctx, refs...)
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
