package stories_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/devstack"
)

// watch checks every answer of the API against the contract, keeps a transcript to explain a
// failed story, and keeps all refusals, so that they can be searched for repeated input.
type watch struct {
	t     *testing.T
	begun time.Time

	mu    sync.Mutex
	lines []string
	said  []string // addresses, and the bodies of refusals
}

func newWatch(t *testing.T) *watch {
	t.Helper()
	w := &watch{t: t, begun: time.Now()}
	t.Cleanup(func() {
		if t.Failed() {
			w.mu.Lock()
			defer w.mu.Unlock()
			t.Log("the requests and answers:\n" + strings.Join(w.lines, "\n"))
		}
	})
	return w
}

// client sends an officer's requests and has every answer checked.
func (w *watch) client(o officer) *http.Client {
	return &http.Client{Transport: passage{w, o}, Timeout: 2 * time.Minute}
}

type passage struct {
	*watch
	by officer
}

// RoundTrip sends a request and checks its answer.
func (p passage) RoundTrip(request *http.Request) (*http.Response, error) {
	started := time.Now()
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		p.note(request, 0, "no answer", started)
		return nil, err
	}
	if strings.HasPrefix(response.Header.Get("Content-Type"), "text/event-stream") {
		p.note(request, response.StatusCode, "listening", started)
		return response, nil
	}
	body, err := io.ReadAll(response.Body)
	_ = response.Body.Close()
	if err != nil {
		p.note(request, response.StatusCode, "broke off", started)
		return nil, err
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	p.note(request, response.StatusCode, codeOf(response, body), started)
	if response.StatusCode >= http.StatusBadRequest {
		p.mu.Lock()
		p.said = append(p.said, string(body))
		p.mu.Unlock()
	}
	if err := keepsPromise(request, response, body); err != nil {
		p.t.Errorf("%s %s answered %d and breaks the contract: %s", request.Method, request.URL.Path, response.StatusCode, err)
	}
	return response, nil
}

// note writes a line of the transcript, with references and codes only.
func (p passage) note(request *http.Request, status int, code string, started time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.said = append(p.said, request.URL.String())
	p.lines = append(p.lines, fmt.Sprintf("%6.2fs %4dms %d %-12s %-28s %s %s", time.Since(p.begun).Seconds(), time.Since(started).Milliseconds(),
		status, code, p.by.desk, request.Method, request.URL.RequestURI()))
}

// codeOf is the code of a problem, the state of a receipt, or nothing.
func codeOf(response *http.Response, body []byte) string {
	var told struct {
		Code  string `json:"code"`
		State string `json:"state"`
	}
	if json.Unmarshal(body, &told) != nil || !strings.Contains(response.Header.Get("Content-Type"), "json") {
		return ""
	}
	return told.Code + told.State
}

// contract is the published description, read once.
var contract = sync.OnceValues(func() (routers.Router, error) {
	project, err := devstack.ProjectDir(".")
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(project, "api", "openapi.yaml"))
	if err != nil {
		return nil, err
	}
	doc, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		return nil, err
	}
	doc.Servers = nil // any address
	return legacy.NewRouter(doc)
})

// kept remembers answers that were found to be right, because those who wait look often.
var kept sync.Map

// keepsPromise returns the mistakes of an answer: a status that is not declared, a header or a field that
// is missing or of another kind. It names places and never values.
func keepsPromise(request *http.Request, response *http.Response, body []byte) error {
	router, err := contract()
	if err != nil {
		return err
	}
	route, params, err := router.FindRoute(request)
	if err != nil {
		return fmt.Errorf("the contract has no such operation")
	}
	once := sha256.Sum256(append([]byte(route.Operation.OperationID+response.Status), body...))
	if _, known := kept.Load(once); known {
		return nil
	}
	declared := route.Operation.Responses.Status(response.StatusCode) != nil
	if !declared && response.StatusCode < http.StatusInternalServerError {
		return fmt.Errorf("this status is not declared")
	}
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: request, PathParams: params, Route: route},
		Status:                 response.StatusCode, Header: response.Header,
		Options: &openapi3filter.Options{IncludeResponseStatus: true},
	}
	input.SetBodyBytes(body)
	if err := openapi3filter.ValidateResponse(context.WithoutCancel(request.Context()), input); err != nil {
		return placeOf(err)
	}
	kept.Store(once, true)
	if shared := route.Operation.Responses.Status(response.StatusCode); shared == nil || shared.Ref != "" {
		return nil // it has its example in the description
	}
	return keepExample(route.Operation.OperationID, response, body)
}

// placeOf names where an answer is wrong and by which rule; the validator's own text holds values.
func placeOf(err error) error {
	if wrong, found := errors.AsType[*openapi3.SchemaError](err); found {
		for wrong.Origin != nil {
			inner, deeper := errors.AsType[*openapi3.SchemaError](wrong.Origin)
			if !deeper {
				break
			}
			wrong = inner
		}
		return fmt.Errorf("at /%s: %s", strings.Join(wrong.JSONPointer(), "/"), wrong.SchemaField)
	}
	if answer, found := errors.AsType[*openapi3filter.ResponseError](err); found {
		return errors.New(answer.Reason)
	}
	return errors.New("it cannot be read")
}

func TestTheContractCanBeRead(t *testing.T) {
	t.Parallel()
	_, err := contract()
	require.NoError(t, err)
}
