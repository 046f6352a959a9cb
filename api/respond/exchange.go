package respond

import (
	"context"
	"crypto/sha256"
	"fmt"

	"example.org/homeward/internal/request"
)

// Exchange is the HTTP side of one request.
type Exchange struct {
	// Body is the JSON that came in, validated and in canonical form; nil for none.
	Body []byte
	// Recheck says whether the caller of a request that goes on is still signed in.
	Recheck func(ctx context.Context) error
}

type key struct{}

// With returns a context that carries the exchange.
func With(ctx context.Context, x *Exchange) context.Context { return context.WithValue(ctx, key{}, x) }

// From returns the exchange that ctx carries, or an empty one.
func From(ctx context.Context) *Exchange {
	if x, ok := ctx.Value(key{}).(*Exchange); ok {
		return x
	}
	return &Exchange{}
}

// Fingerprint tells a write from others under the same key. It is made of what was sent and not of
// what was made of that, which may depend on the hour.
func Fingerprint(path, tag string, body []byte) []byte {
	h := sha256.New()
	for _, part := range [][]byte{[]byte(path), []byte(tag), body} {
		_, _ = fmt.Fprintf(h, "%d:", len(part)) // a hash takes everything
		_, _ = h.Write(part)
	}
	return h.Sum(nil)
}

// RequestID names the request in logs and in error reports.
func RequestID(ctx context.Context) string { return request.From(ctx).ID }
