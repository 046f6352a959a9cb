package respond

import (
	"context"
	"crypto/sha256"
	"fmt"

	"example.org/homeward/internal/request"
)

// Exchange is the HTTP side of one request.
type Exchange struct {
	// Body is the JSON body of the request, validated and in canonical form; nil for none.
	Body []byte
	// Recheck returns an error if the caller of a long request is no longer signed in.
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

// Fingerprint returns a hash that distinguishes writes with the same key. It is computed from what was
// sent, not from values derived from it, which may depend on the time.
func Fingerprint(path, tag string, body []byte) []byte {
	h := sha256.New()
	for _, part := range [][]byte{[]byte(path), []byte(tag), body} {
		_, _ = fmt.Fprintf(h, "%d:", len(part)) // writing to a hash never fails
		_, _ = h.Write(part)
	}
	return h.Sum(nil)
}

// RequestID returns the ID of the request, for logs and error reports.
func RequestID(ctx context.Context) string { return request.From(ctx).ID }
