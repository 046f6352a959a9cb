package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/contract"
	"example.org/homeward/api/problem"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/policy"
)

// validate checks a request against its operation: path, query, headers, body.
func (s *Server) validate(c echo.Context, op contract.Operation) error {
	r := c.Request()
	foldPath(c, op)
	if err := validatePath(c, op); err != nil {
		return err
	}
	if _, err := url.ParseQuery(r.URL.RawQuery); err != nil {
		return malformed(contract.Mistake{Parameter: "query", Code: contract.Syntax})
	}
	foldQuery(c, op)
	found := op.CheckQuery(c.QueryParams())
	found = append(found, op.CheckHeaders(r.Header)...)
	if err := missingHeader(found); err != nil {
		return err
	}
	if len(found) > 0 {
		return invalid(found...)
	}
	return s.validateBody(c, op)
}

// validatePath returns the error of a thing that does not exist if a part of the path cannot be a
// reference.
func validatePath(c echo.Context, op contract.Operation) error {
	for _, p := range op.Parameters {
		if p.In != "path" {
			continue
		}
		value := c.Param(p.Name)
		if c.Request().URL.RawPath != "" {
			var err error
			if value, err = url.PathUnescape(value); err != nil {
				return policy.Missing()
			}
		}
		if len(p.Schema.CheckText(value)) > 0 {
			return policy.Missing()
		}
	}
	return nil
}

// missingHeader returns an error with a code of its own if one of the two headers that a write needs
// is missing.
func missingHeader(found []contract.Mistake) error {
	for _, m := range found {
		switch {
		case m.Code != contract.Required:
		case m.Parameter == "Idempotency-Key":
			return fault.New(fault.NoKey, "the header Idempotency-Key is missing: send a new key with each write, so that it is carried out once").With(problem.Mistakes{m})
		case m.Parameter == "If-Match":
			return fault.New(fault.NoVersion, "the header If-Match is missing: send the version of the task that is answered").With(problem.Mistakes{m})
		}
	}
	return nil
}

func (s *Server) validateBody(c echo.Context, op contract.Operation) error {
	r := c.Request()
	if len(op.Body) == 0 {
		return refuseBody(c.Response(), r)
	}
	media, more, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType))
	if err != nil || !op.Takes(media) {
		return &httpserver.CodeError{Code: httpserver.UnsupportedMediaType}
	}
	if media == echo.MIMEMultipartForm && more["boundary"] == "" {
		return malformed(contract.Mistake{Parameter: echo.HeaderContentType, Code: contract.Syntax})
	}
	if media != echo.MIMEApplicationJSON {
		limitBody(c.Response(), r, maxUpload)
		return nil
	}
	limitBody(c.Response(), r, maxJSON)
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return problem.Unread(err)
	}
	respond.From(r.Context()).Body, err = s.validateJSON(op, raw)
	return err
}

// validateJSON parses a body strictly, checks it against its schema, and returns it in canonical form.
func (s *Server) validateJSON(op contract.Operation, raw []byte) ([]byte, error) {
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil, malformed(contract.Mistake{Code: contract.Empty})
	}
	schema := op.JSON()
	value, err := contract.ReadJSON(raw)
	if twice, ok := errors.AsType[*contract.RepeatedError](err); ok {
		return nil, malformed(contract.Mistake{Pointer: schema.Known(twice.Path), Code: contract.Twice})
	}
	switch {
	case errors.Is(err, contract.ErrEncoding):
		return nil, malformed(contract.Mistake{Code: contract.Encoding})
	case errors.Is(err, contract.ErrDepth):
		return nil, malformed(contract.Mistake{Code: contract.TooDeep})
	case err != nil:
		return nil, malformed(contract.Mistake{Code: contract.Syntax})
	}
	value = schema.Fold(value)
	if found := schema.Check(value); len(found) > 0 {
		return nil, invalid(found...)
	}
	return json.Marshal(value)
}

// refuseBody returns an error if a request has a body that its operation does not take: the body
// would be ignored, and the client would not notice.
func refuseBody(w http.ResponseWriter, r *http.Request) error {
	limitBody(w, r, maxJSON)
	var one [1]byte
	switch n, err := io.ReadFull(r.Body, one[:]); {
	case n > 0:
		return invalid(contract.Mistake{Code: contract.Unknown})
	case errors.Is(err, io.EOF):
		return nil
	default:
		return problem.Unread(err)
	}
}

// limitBody makes reading the body fail after limit bytes.
func limitBody(w http.ResponseWriter, r *http.Request, limit int64) {
	r.Body = http.MaxBytesReader(w, r.Body, limit)
}
