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

	"example.org/homeward/internal/fault"
)

// maxAnswer is the most that is read of an answer, in bytes.
const maxAnswer = 32 << 20

// call is one request.
type call struct {
	method, path string
	params       any // the query, as encodeParams reads it; nil for none
	intent       Intent
	body         any    // sent as JSON; a url.Values as a form, an io.Reader as it is
	accept       string // the media type of the answer, if it is not JSON
}

// path escapes segments and puts them into the format of a path.
func path(format string, segments ...any) string {
	escaped := make([]any, len(segments))
	for i, segment := range segments {
		escaped[i] = url.PathEscape(fmt.Sprint(segment))
	}
	return fmt.Sprintf(format, escaped...)
}

// do sends a request and decodes the answer. A refusal of the server is a *ProblemError.
func do[T any](ctx context.Context, c *Client, request call) (T, error) {
	var answer T
	response, err := c.send(ctx, request, "")
	if err != nil {
		return answer, err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return answer, fault.Wrap(err, fault.Unavailable, "the answer broke off; it is safe to send the same request again with the same key")
	}
	if response.StatusCode >= http.StatusBadRequest {
		return answer, problem(response, content)
	}
	if response.StatusCode == http.StatusNoContent {
		return answer, nil
	}
	if err := json.Unmarshal(content, &answer); err != nil {
		return answer, fault.Wrap(err, fault.Unknown, "the server's answer cannot be read; is this a Homeward server?")
	}
	return answer, nil
}

// send encodes the body and sends a request, with a token that is not stale. If the server refuses
// the token, send asks for another one and sends the request once more.
func (c *Client) send(ctx context.Context, request call, stale string) (*http.Response, error) {
	body, mediaType, err := encodeBody(request.body)
	if err != nil {
		return nil, err
	}
	address := c.base.JoinPath(request.path)
	header := request.header(mediaType)
	if request.params != nil {
		address.RawQuery = encodeParams(request.params, header).Encode()
	}
	return c.attempt(ctx, request.method, address.String(), header, body, stale)
}

// attempt sends an encoded request, as send says.
func (c *Client) attempt(ctx context.Context, method, address string, header http.Header, body io.Reader, stale string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, address, body)
	if err != nil {
		return nil, fmt.Errorf("make request: %w", err)
	}
	request.Header = header.Clone()
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
	repeatable := body == nil || request.GetBody != nil
	if response.StatusCode != http.StatusUnauthorized || token == "" || stale != "" || !repeatable {
		return response, nil
	}
	if stepUp(response) {
		// Some callers can prove at once who they are; the others get the server's answer.
		if _, err := c.sign(ctx, token); err != nil {
			return response, nil //nolint:nilerr // the answer itself says more
		}
	}
	_ = response.Body.Close()
	if request.GetBody != nil {
		if body, err = request.GetBody(); err != nil {
			return nil, fmt.Errorf("make request: %w", err)
		}
	}
	return c.attempt(ctx, method, address, header, body, token)
}

// stepUp reports whether an answer asks for a fresh proof of identity (RFC 9470).
func stepUp(response *http.Response) bool {
	return strings.Contains(response.Header.Get("WWW-Authenticate"), "insufficient_user_authentication")
}

// encodeBody returns a body and its media type.
func encodeBody(body any) (io.Reader, string, error) {
	switch body := body.(type) {
	case nil:
		return nil, "", nil
	case url.Values:
		return strings.NewReader(body.Encode()), "application/x-www-form-urlencoded", nil
	case io.Reader:
		return body, "application/octet-stream", nil
	default:
		content, err := json.Marshal(body)
		if err != nil {
			return nil, "", fault.New(fault.Invalid, "the request cannot be encoded")
		}
		return bytes.NewReader(content), "application/json", nil
	}
}

// header returns the headers of a request whose body has a media type.
func (r call) header(mediaType string) http.Header {
	h := http.Header{}
	h.Set("Accept", "application/json, application/problem+json")
	if r.accept != "" {
		h.Set("Accept", r.accept+", application/problem+json")
	}
	if mediaType != "" {
		h.Set("Content-Type", mediaType)
	}
	if r.intent.Key != "" {
		h.Set("Idempotency-Key", r.intent.Key)
	}
	if r.intent.Version > 0 {
		h.Set("If-Match", strconv.Quote(strconv.FormatInt(r.intent.Version, 10)))
	}
	return h
}
