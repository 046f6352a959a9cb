package api

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/respond"
	"example.org/homeward/internal/logline"
	"example.org/homeward/internal/request"
)

// trace names a request, survives its handler, and writes one line about it. Nothing is
// logged but what stands here: no address, no query, no header, no body, no error's text.
func (s *Server) trace(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := s.Now()
		q := &request.Request{ID: newRequestID()}
		ctx := respond.With(request.With(c.Request().Context(), q), &respond.Exchange{})
		c.SetRequest(c.Request().WithContext(ctx))
		c.Response().Header().Set(echo.HeaderXRequestID, q.ID)
		err := s.survive(ctx, q, next, c)
		if err != nil {
			c.Error(err)
		}
		level := slog.LevelInfo
		if c.Response().Status >= 500 {
			level = slog.LevelError
		}
		attrs := []slog.Attr{
			slog.String("request", q.ID), slog.String("method", method(c)), slog.String("route", c.Path()),
			slog.Int("status", c.Response().Status), slog.String("code", string(q.Code)),
			slog.Duration("took", s.Now().Sub(began)), slog.String("case", string(q.About)),
			slog.String("account", string(q.Actor.Account)),
		}
		if level == slog.LevelError {
			attrs = append(attrs, logline.Cause(err))
		}
		s.Logger.LogAttrs(ctx, level, "request", attrs...)
		return nil
	}
}

// survive turns a panic into an error. What was thrown may hold anything and is not kept; its type and the way to it are.
func (s *Server) survive(ctx context.Context, q *request.Request, next echo.HandlerFunc, c echo.Context) (err error) {
	defer func() {
		if thrown := recover(); thrown != nil {
			s.panicked(ctx, q, thrown)
			err = errPanicked
		}
	}()
	return next(c)
}

func (s *Server) panicked(ctx context.Context, q *request.Request, thrown any) {
	s.Logger.ErrorContext(ctx, "request panicked", slog.String("request", q.ID),
		slog.String("type", fmt.Sprintf("%T", thrown)), slog.String("stack", string(debug.Stack())))
}

var errPanicked = errors.New("the handler panicked")

// method is the request's method, if it is one that is served.
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

// securityHeaders are what every answer carries. Nothing here is for another site, for a
// frame or for a cache.
func securityHeaders(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Cache-Control", "no-store")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		if r := c.Request(); len(r.TransferEncoding) > 0 || r.Header.Get("Upgrade") != "" {
			// A proxy may have read another length, or another protocol. Nothing that is left on
			// this connection is taken for a request (RFC 9112, 6.1 and 11.2).
			h.Set("Connection", "close")
		}
		return next(c)
	}
}
