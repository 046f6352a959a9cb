package api_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
	"github.com/stretchr/testify/require"
)

// oracle is another validator of the contract, to compare with ours. It is for tests only, because its
// errors quote what was sent.
type oracle struct {
	doc    *openapi3.T
	router routers.Router
}

var loadOracle = sync.OnceValues(func() (*oracle, error) {
	raw, err := os.ReadFile("openapi.yaml")
	if err != nil {
		return nil, err
	}
	doc, err := openapi3.NewLoader().LoadFromData(raw)
	if err != nil {
		return nil, err
	}
	if err := doc.Validate(context.Background(), openapi3.DisableExamplesValidation()); err != nil {
		return nil, err
	}
	doc.Servers = nil
	router, err := gorillamux.NewRouter(doc)
	return &oracle{doc, router}, err
})

func newOracle(tb testing.TB) *oracle {
	tb.Helper()
	o, err := loadOracle()
	require.NoError(tb, err)
	return o
}

func (o *oracle) input(r request) (*openapi3filter.RequestValidationInput, error) {
	copied := r.Clone(context.Background())
	copied.Body = io.NopCloser(bytes.NewReader(r.raw))
	route, params, err := o.router.FindRoute(copied)
	if err != nil {
		return nil, err
	}
	return &openapi3filter.RequestValidationInput{
		Request: copied, PathParams: params, Route: route,
		Options: &openapi3filter.Options{
			AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true,
			SchemaValidationOptions: []openapi3.SchemaValidationOption{openapi3.EnableJSONSchema2020(), openapi3.EnableFormatValidation()},
		},
	}, nil
}

// request returns an error if the contract does not allow a request.
func (o *oracle) request(r request) error {
	in, err := o.input(r)
	if err != nil {
		return err
	}
	return openapi3filter.ValidateRequest(context.Background(), in)
}

// holds requires that an answer is one that the contract allows.
func (o *oracle) holds(tb testing.TB, r request, a answer) {
	tb.Helper()
	in, err := o.input(r)
	if err != nil {
		require.Contains(tb, []int{http.StatusNotFound, http.StatusMethodNotAllowed}, a.StatusCode, "an address that the contract does not have")
		return
	}
	if a.StatusCode < http.StatusInternalServerError && a.StatusCode != http.StatusMethodNotAllowed {
		require.NotNil(tb, in.Route.Operation.Responses.Status(a.StatusCode), "%s answered %d, which is not declared", in.Route.Operation.OperationID, a.StatusCode)
	}
	if a.Header.Get("Content-Type") != "application/json" && a.Header.Get("Content-Type") != "application/problem+json" {
		in.Options.ExcludeResponseBody = true
	}
	out := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: a.StatusCode, Header: a.Header, Options: in.Options}
	out.SetBodyBytes(a.raw)
	require.NoError(tb, openapi3filter.ValidateResponse(context.Background(), out), "%s", a.raw)
}
