package httpserver

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/logline"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
)

// trace assigns an ID to a request, recovers from a panic of its handler, and writes one log line. The
// line has the fields below and no others: no address, query, header, body or error text.
func (s *Server) trace(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := s.config.Now()
		r := &request.Request{ID: newRequestID()}
		ctx := request.With(c.Request().Context(), r)
		c.SetRequest(c.Request().WithContext(ctx))
		c.Response().Header().Set(echo.HeaderXRequestID, r.ID)
		err := s.recovered(ctx, next, c)
		if err != nil {
			c.Error(err)
		}
		level := slog.LevelInfo
		if c.Response().Status >= 500 {
			level = slog.LevelError
		}
		attrs := []slog.Attr{
			slog.String("request", r.ID), slog.String("method", method(c)), slog.String("route", c.Path()),
			slog.Int("status", c.Response().Status), slog.String("code", string(r.Code)),
			slog.Duration("took", s.config.Now().Sub(began)), slog.String("case", string(r.About)),
			slog.String("account", string(r.Actor.Account)),
		}
		if level == slog.LevelError {
			attrs = append(attrs, logline.Cause(err))
		}
		s.config.Logger.LogAttrs(ctx, level, "request", attrs...)
		return nil
	}
}

// recovered calls a handler and turns a panic into an error.
func (s *Server) recovered(ctx context.Context, next echo.HandlerFunc, c echo.Context) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = s.Panicked(ctx, value)
		}
	}()
	return next(c)
}

var errPanicked = errors.New("the handler panicked")

// Panicked logs a panic of the request in ctx and returns an error for it. The value of the panic
// may hold anything and is not kept; its type and the stack are logged.
func (s *Server) Panicked(ctx context.Context, value any) error {
	s.config.Logger.ErrorContext(ctx, "request panicked", slog.String("request", request.From(ctx).ID),
		slog.String("type", fmt.Sprintf("%T", value)), slog.String("stack", string(debug.Stack())))
	return errPanicked
}

// method is the request's method if it is one that is served.
func method(c echo.Context) string {
	switch m := c.Request().Method; m {
	case "GET", "POST":
		return m
	default:
		return "other"
	}
}

func newRequestID() string {
	var raw [8]byte
	_, _ = rand.Read(raw[:]) // never fails: the program ends instead
	return hex.EncodeToString(raw[:])
}

// SetCaller puts an authenticated caller into a request, for the purpose that their role is there for.
// The use-cases read it from the context.
func SetCaller(r *request.Request, c identity.Caller) {
	r.Actor, r.Session, r.Machine, r.ProvenAt = c.Actor, c.Session, c.Machine, c.ProvenAt
	r.Purpose = policy.PurposeOf(c.Actor.Role)
}
