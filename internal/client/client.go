package client

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"example.org/homeward/internal/fault"
)

// Options say which server a Client calls, and as whom.
type Options struct {
	// Server is the server's address, as http://127.0.0.1:8080.
	Server string
	// Sign returns the token that authenticates the requests; nil sends none.
	Sign Sign
	// HTTP sends the requests; nil means a client with a timeout of one minute.
	HTTP *http.Client
}

// Sign returns the token of a session. stale is a token that the server has just refused, and
// MUST NOT be returned again; it is "" at first. If there is no other token, the error is
// fault.Unsigned.
type Sign func(ctx context.Context, stale string) (string, error)

// Token returns a Sign that knows one token.
func Token(token string) Sign {
	return func(_ context.Context, stale string) (string, error) {
		if stale == token {
			return "", fault.New(fault.Unsigned, "the session has ended; sign in again")
		}
		return token, nil
	}
}

// Client calls one server as one actor. It is safe for concurrent use.
type Client struct {
	base *url.URL
	sign Sign
	http *http.Client
}

// New returns a Client. It does not connect yet.
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

// Intent identifies one write. The server carries out the same key once, however often it is sent.
type Intent struct {
	Key string // a UUID
	// Version is the version of the task that the caller has seen, for If-Match; 0 sends none.
	Version int64
}
