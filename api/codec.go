package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// Codec opens what Temporal keeps, for whoever looks at Temporal's own pages.
type Codec interface {
	// Whose says what a payload belongs to; no kind is the house, and ok is false for one that
	// is not encrypted.
	Whose(metadata map[string][]byte, data []byte) (of record.Target, ok bool)
	// OpenJSON decrypts a payload; json is false when it holds no JSON.
	OpenJSON(metadata map[string][]byte, data []byte) (text []byte, json bool, err error)
}

const codecPath = "/codec/decode"

// decodePayload is what an opened payload is recorded as.
const decodePayload policy.Action = "codec.decode"

// What one request may ask for.
const (
	maxPayloads     = 500
	maxPayloadBytes = 8 << 20
)

// payload is one of Temporal's, as its pages send them.
type payload struct {
	Metadata map[string][]byte `json:"metadata"`
	Data     []byte            `json:"data"`
}

type payloads struct {
	Payloads []payload `json:"payloads"`
}

// routeCodec adds the routes at which Temporal's own pages have payloads decoded.
func (s *Server) routeCodec() {
	const reason = "Temporal's own pages ask in Temporal's own way"
	s.HTTP.AllowOtherSites(http.MethodPost + " " + codecPath) // withCORS checks the origin
	s.HTTP.AddRoutes(
		httpserver.Route{Method: http.MethodPost, Path: codecPath, Reason: reason, Handler: s.withCORS(s.decodePayloads)},
		httpserver.Route{Method: http.MethodOptions, Path: codecPath, Reason: reason, Handler: s.withCORS(s.allowDecode)},
	)
}

// withCORS lets Temporal's pages, and no other site's, have the answer: they lie on an address
// of their own (Fetch standard, CORS protocol).
func (s *Server) withCORS(serve echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Add("Vary", "Origin")
		switch origin := c.Request().Header.Get("Origin"); origin {
		case s.CodecOrigin:
			h.Set("Access-Control-Allow-Origin", s.CodecOrigin)
			h.Set("Access-Control-Allow-Credentials", "true")
		case "", s.HTTP.Origin(): // a program, or a page of ours
			if site := c.Request().Header.Get("Sec-Fetch-Site"); origin == "" && site != "" && site != "same-origin" && site != "none" {
				return httpserver.ErrOtherSite
			}
		default:
			return httpserver.ErrOtherSite
		}
		return serve(c)
	}
}

// allowDecode answers a browser that asks whether it may ask.
func (s *Server) allowDecode(c echo.Context) error {
	h := c.Response().Header()
	h.Set("Access-Control-Allow-Methods", http.MethodPost)
	h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, X-Namespace")
	h.Set("Access-Control-Max-Age", "600")
	return c.NoContent(http.StatusNoContent)
}

// decodePayloads opens those payloads that the asker may see something of, and gives the
// others back as they are, whatever the reason: what is not the asker's to see and what never
// was look the same.
func (s *Server) decodePayloads(c echo.Context) error {
	r := c.Request()
	q := request.From(r.Context())
	q.Action = decodePayload
	if err := s.admitToDecode(r, q); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(principal.With(r.Context(), q.Principal()), s.HTTP.RequestTimeout())
	defer cancel()
	limitBody(c.Response(), r, maxPayloadBytes)
	var all payloads
	if err := json.NewDecoder(r.Body).Decode(&all); err != nil || len(all.Payloads) > maxPayloads {
		return fault.New(fault.Malformed, "these are no payloads, or too many") // err would quote them
	}
	verdicts := map[record.Target]bool{}
	for i, p := range all.Payloads {
		of, ok := s.Codec.Whose(p.Metadata, p.Data)
		if !ok {
			continue
		}
		may, asked := verdicts[of]
		if !asked {
			var err error
			if may, err = s.mayDecode(ctx, q, of); err != nil {
				return err
			}
			verdicts[of] = may
		}
		if !may {
			continue
		}
		var err error
		if all.Payloads[i], err = s.opened(ctx, p); err != nil {
			return err
		}
	}
	if err := q.WriteAudit(ctx, s.Trail); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, all)
}

// admitToDecode says who asks: a person, in a role that may see a case as a whole.
func (s *Server) admitToDecode(r *http.Request, q *request.Request) error {
	caller, err := s.Authenticator.Authenticate(r)
	if err != nil {
		return err
	}
	httpserver.SetCaller(q, caller)
	q.Purpose, q.PurposeGiven = purposeOf(r, q.Actor)
	if err := s.HTTP.CountAccount(q.Actor.Account, q.Action); err != nil {
		return err
	}
	if caller.Machine || !policy.EverAllowed(q.Actor, policy.SeeWholeCase) {
		return policy.Refusal()
	}
	return nil
}

// mayDecode asks policy about what a payload belongs to, and notes the answer for the audit log.
func (s *Server) mayDecode(ctx context.Context, q *request.Request, of record.Target) (bool, error) {
	kind, err := s.decodes(ctx, q, of)
	switch fault.CodeOf(err) {
	case fault.Denied, fault.NotFound:
		q.Refuse(audit.Subject{Kind: kind, Ref: string(of.Ref)}, fault.CodeOf(err))
		return false, nil
	case "":
	default:
		return false, err
	}
	seen := q.Event(audit.Subject{Kind: kind, Ref: string(of.Ref)}, audit.Allowed)
	seen.Classes, seen.Purpose = []policy.Class{policy.Operational}, q.Purpose
	q.NoteEvent(seen)
	return true, nil
}

func (s *Server) decodes(ctx context.Context, q *request.Request, of record.Target) (audit.Kind, error) {
	var host casework.Country
	var kind audit.Kind
	var err error
	switch of.Kind {
	case record.TargetCase:
		var found seenCase
		if found, err = s.lookUp(ctx, of.Ref); err == nil {
			host, err = found.State.Rules.Host, q.AuthorizeAs(policy.SeeWholeCase, policy.ShowCase, found.subject)
		}
		kind = audit.OfCase
	case record.TargetOperation:
		var found record.OperationRow
		if found, err = s.Record.Operation(ctx, of.Ref); err == nil {
			host, err = found.Host, q.AuthorizeAs(policy.ShowOperation, policy.ShowOperation, s.ofOperation(found.Operation))
		}
		kind = audit.OfOperation
	case record.TargetMovement:
		var found record.MovementDetail
		if found, err = s.Record.Movement(ctx, of.Ref); err == nil {
			subject := s.ofMovement(found.MovementRow, found.State.Escorts)
			if host, err = subject.Host, q.AuthorizeAs(policy.ShowMovement, policy.ShowMovement, subject); err == nil {
				err = s.mayKnowAll(ctx, found)
			}
		}
		kind = audit.OfMovement
	default:
		return audit.OfInstallation, nil // sweeping belongs to nobody, and admitToDecode has asked
	}
	if err == nil && host != q.Actor.Country {
		err = policy.Refusal()
	}
	return kind, hide(err)
}

// opened is a payload with what may be shown of it. What cannot be opened stays as it is, and so
// does what names a case whose survivor wants the asker kept out, whatever it belongs to.
func (s *Server) opened(ctx context.Context, p payload) (payload, error) {
	text, isJSON, err := s.Codec.OpenJSON(p.Metadata, p.Data)
	if err != nil {
		return p, nil //nolint:nilerr // erased, or tampered with: it stays shut
	}
	if !isJSON {
		text = []byte("null")
	}
	shut, err := s.namesWhoKeepsOut(ctx, text)
	if err != nil || shut {
		return p, err
	}
	return payload{Metadata: map[string][]byte{"encoding": []byte("json/plain")}, Data: operational(text)}, nil
}
