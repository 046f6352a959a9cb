package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/auditlog"
)

const codecPath = "/codec/decode"

// The limits of one request.
const (
	maxPayloads     = 500
	maxPayloadBytes = 8 << 20
)

// payload is a payload of Temporal, in the JSON of its pages.
type payload struct {
	Metadata map[string][]byte `json:"metadata"`
	Data     []byte            `json:"data"`
}

type payloads struct {
	Payloads []payload `json:"payloads"`
}

// routeCodec adds the routes by which Temporal's own pages get payloads decoded.
func (s *Server) routeCodec() {
	const reason = "Temporal's own pages use Temporal's protocol"
	s.HTTP.AllowOtherSites(http.MethodPost + " " + codecPath) // withCORS checks the origin
	s.HTTP.AddRoutes(
		httpserver.Route{Method: http.MethodPost, Path: codecPath, Reason: reason, Handler: s.withCORS(s.decodePayloads)},
		httpserver.Route{Method: http.MethodOptions, Path: codecPath, Reason: reason, Handler: s.withCORS(s.allowDecode)},
	)
}

// withCORS allows Temporal's pages, and no other site, to read the answer. They have another origin
// than the API (Fetch standard, CORS protocol).
func (s *Server) withCORS(serve echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Add("Vary", "Origin")
		switch origin := c.Request().Header.Get("Origin"); origin {
		case s.CodecOrigin:
			h.Set("Access-Control-Allow-Origin", s.CodecOrigin)
			h.Set("Access-Control-Allow-Credentials", "true")
		case "", s.HTTP.Origin(): // a program, or one of our pages
			if site := c.Request().Header.Get("Sec-Fetch-Site"); origin == "" && site != "" && site != "same-origin" && site != "none" {
				return httpserver.ErrOtherSite
			}
		default:
			return httpserver.ErrOtherSite
		}
		return serve(c)
	}
}

// allowDecode answers the preflight request of a browser.
func (s *Server) allowDecode(c echo.Context) error {
	h := c.Response().Header()
	h.Set("Access-Control-Allow-Methods", http.MethodPost)
	h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, X-Namespace")
	h.Set("Access-Control-Max-Age", "600")
	return c.NoContent(http.StatusNoContent)
}

// decodePayloads answers with the payloads of the request, and decodes those that the caller may see.
func (s *Server) decodePayloads(c echo.Context) error {
	r := c.Request()
	q := request.From(r.Context())
	caller, err := s.Authenticator.Authenticate(r)
	if err != nil {
		return err
	}
	httpserver.SetCaller(q, caller)
	q.Action, q.Machine = auditlog.DecodePayloadAction, caller.Machine
	q.Purpose, q.PurposeGiven = purposeOf(r, q.Actor)
	if err := s.HTTP.CountAccount(q.Actor.Account, q.Action); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(principal.With(r.Context(), q.Principal()), s.HTTP.RequestTimeout())
	defer cancel()
	limitBody(c.Response(), r, maxPayloadBytes)
	var all payloads
	if err := json.NewDecoder(r.Body).Decode(&all); err != nil || len(all.Payloads) > maxPayloads {
		return fault.New(fault.Malformed, "the body does not hold payloads, or more than 500") // err would quote them
	}
	sent := make([]auditlog.Payload, len(all.Payloads))
	for i, p := range all.Payloads {
		sent[i] = auditlog.Payload(p)
	}
	decoded, err := s.Usecases.DecodePayloads(ctx, sent)
	if err != nil {
		return err
	}
	for i, p := range decoded {
		all.Payloads[i] = payload(p)
	}
	return c.JSON(http.StatusOK, all)
}
