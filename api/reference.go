package api

import (
	"bytes"
	"context"
	"net/http"

	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/wire"
)

// ShowContract gives the contract as it is written.
func (s *Server) ShowContract(context.Context, wire.ShowContractRequestObject) (wire.ShowContractResponseObject, error) {
	return wire.ShowContract200ApplicationyamlResponse{Body: bytes.NewReader(description), ContentLength: int64(len(description))}, nil
}

// ShowReference gives the contract as a page to read.
func (s *Server) ShowReference(context.Context, wire.ShowReferenceRequestObject) (wire.ShowReferenceResponseObject, error) {
	return page{s.pages.Contract(), s.pages.ContentPolicy()}, nil
}

// ShowProblem gives the page of a problem.
func (s *Server) ShowProblem(_ context.Context, r wire.ShowProblemRequestObject) (wire.ShowProblemResponseObject, error) {
	html, ok := s.pages.Problem(r.Code)
	if !ok {
		return nil, policy.Missing()
	}
	return page{html, s.pages.ContentPolicy()}, nil
}

// page is an HTML page with the content policy that it was made for.
type page struct {
	html   []byte
	policy string
}

func (p page) put(w http.ResponseWriter) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", p.policy)
	w.Header().Set("Cache-Control", "no-cache")
	w.WriteHeader(http.StatusOK)
	_, err := w.Write(p.html)
	return err
}

// VisitShowReferenceResponse writes the page.
func (p page) VisitShowReferenceResponse(w http.ResponseWriter) error { return p.put(w) }

// VisitShowProblemResponse writes the page.
func (p page) VisitShowProblemResponse(w http.ResponseWriter) error { return p.put(w) }
