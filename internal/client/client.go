package client

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// maxAnswer is the most that is read of an answer, in bytes.
const maxAnswer = 32 << 20

// Options say which server to speak to, and as whom.
type Options struct {
	// Server is the server's address, as http://127.0.0.1:8080.
	Server string
	// Sign gives the token that says who sends the requests; nil sends none.
	Sign Sign
	// HTTP carries the requests; nil is a client that waits a minute.
	HTTP *http.Client
}

// Sign gives the token of a session. stale is one that was just turned away, and so is not to
// be given again; "" when there was none. What cannot be signed is fault.Unsigned.
type Sign func(ctx context.Context, stale string) (string, error)

// Token signs everything with one token.
func Token(token string) Sign {
	return func(_ context.Context, stale string) (string, error) {
		if stale == token {
			return "", fault.New(fault.Unsigned, "the session has ended; sign in again")
		}
		return token, nil
	}
}

// Client speaks to one server as one actor. It can be used by many at once.
type Client struct {
	base *url.URL
	sign Sign
	http *http.Client
}

// New makes a Client. It does not connect yet.
func New(o Options) (*Client, error) {
	base, err := url.Parse(o.Server)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return nil, fault.New(fault.Invalid, "the server's address should be like http://127.0.0.1:8080")
	}
	c := &Client{base: base, sign: o.Sign, http: o.HTTP}
	if c.http == nil {
		c.http = &http.Client{Timeout: time.Minute}
	}
	return c, nil
}

// Intent names one write. The same key is carried out once, however often it is sent.
type Intent struct {
	Key string // a UUID
	// Version is the version of the task that was seen, for If-Match; 0 sends none.
	Version int64
}

// ProblemError is a refusal, as the server has put it.
type ProblemError struct{ wire.Problem }

// Error is the problem's title and detail.
func (p *ProblemError) Error() string {
	if p.Detail == "" {
		return p.Title
	}
	return p.Title + ": " + p.Detail
}

// path joins segments to a path, each of them escaped.
func path(segments ...string) string {
	var b strings.Builder
	for _, s := range segments {
		b.WriteString("/" + url.PathEscape(s))
	}
	return b.String()
}

// read fetches something.
func read[T any](ctx context.Context, c *Client, path string, query url.Values) (T, error) {
	var into T
	err := c.do(ctx, call{method: http.MethodGet, path: path, query: query}, &into)
	return into, err
}

// write sends a write with a JSON body, or without one, and gives the receipt.
func (c *Client) write(ctx context.Context, intent Intent, body any, segments ...string) (wire.Receipt, error) {
	var receipt wire.Receipt
	send := call{method: http.MethodPost, path: path(segments...), intent: intent}
	if body != nil {
		content, err := json.Marshal(body)
		if err != nil {
			return receipt, fmt.Errorf("write request: %w", err)
		}
		send.body, send.kind = bytes.NewReader(content), "application/json"
	}
	err := c.do(ctx, send, &receipt)
	return receipt, err
}

// call is one request.
type call struct {
	method, path string
	query        url.Values
	intent       Intent
	body         io.Reader
	kind         string // of the body
	accept       string // other than JSON
}

func (c *Client) do(ctx context.Context, what call, into any) error {
	response, err := c.send(ctx, what, "")
	if err != nil {
		return err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, "the answer broke off; it is safe to send the same again with the same key")
	}
	if response.StatusCode >= http.StatusBadRequest {
		return problem(response, content)
	}
	if into == nil || response.StatusCode == http.StatusNoContent {
		return nil
	}
	if err := json.Unmarshal(content, into); err != nil {
		return fault.Wrap(err, fault.Unknown, "the server's answer cannot be read; is this a Homeward server?")
	}
	return nil
}

// send sends a request, and once more with another token when the first was turned away.
func (c *Client) send(ctx context.Context, what call, stale string) (*http.Response, error) {
	address := c.base.JoinPath(what.path)
	address.RawQuery = what.query.Encode()
	request, err := http.NewRequestWithContext(ctx, what.method, address.String(), what.body)
	if err != nil {
		return nil, fmt.Errorf("make request: %w", err)
	}
	what.head(request.Header)
	token := ""
	if c.sign != nil {
		if token, err = c.sign(ctx, stale); err != nil {
			return nil, err
		}
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "the server cannot be reached; is it running?")
	}
	again := what.body == nil || request.GetBody != nil
	if response.StatusCode != http.StatusUnauthorized || token == "" || stale != "" || !again {
		return response, nil
	}
	if stepUp(response) {
		// Whoever can prove at once that it is them does so; others hear what is asked for.
		if _, err := c.sign(ctx, token); err != nil {
			return response, nil //nolint:nilerr // the answer itself says more
		}
	}
	_ = response.Body.Close()
	if request.GetBody != nil {
		if what.body, err = request.GetBody(); err != nil {
			return nil, fmt.Errorf("make request: %w", err)
		}
	}
	return c.send(ctx, what, token)
}

// stepUp says whether an answer asks for a fresh proof (RFC 9470).
func stepUp(response *http.Response) bool {
	return strings.Contains(response.Header.Get("WWW-Authenticate"), "insufficient_user_authentication")
}

func (w call) head(h http.Header) {
	h.Set("Accept", "application/json, application/problem+json")
	if w.accept != "" {
		h.Set("Accept", w.accept+", application/problem+json")
	}
	if w.kind != "" {
		h.Set("Content-Type", w.kind)
	}
	if w.intent.Key != "" {
		h.Set("Idempotency-Key", w.intent.Key)
	}
	if w.intent.Version > 0 {
		h.Set("If-Match", strconv.Quote(strconv.FormatInt(w.intent.Version, 10)))
	}
}

// problem reads a refusal. What is no problem of the contract comes from something in between.
func problem(response *http.Response, content []byte) error {
	var p ProblemError
	if json.Unmarshal(content, &p.Problem) != nil || p.Code == "" {
		return fault.New(fault.Unknown, fmt.Sprintf("the server answered %s; is this a Homeward server?", response.Status))
	}
	return &p
}
