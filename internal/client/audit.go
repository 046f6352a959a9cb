package client

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// Readers tells who has looked at a case.
func (c *Client) Readers(ctx context.Context, ref string, query url.Values) (wire.ReaderPage, error) {
	return read[wire.ReaderPage](ctx, c, path("cases", ref, "readers"), query)
}

// AuditEvents lists lines of the audit log.
func (c *Client) AuditEvents(ctx context.Context, query url.Values) (wire.AuditPage, error) {
	return read[wire.AuditPage](ctx, c, path("audit", "events"), query)
}

// AuditKey is the public key of the audit log, as the server says.
func (c *Client) AuditKey(ctx context.Context) (wire.AuditKey, error) {
	return read[wire.AuditKey](ctx, c, path("audit", "key"), nil)
}

// NewestHead is the newest signed head of the audit log.
func (c *Client) NewestHead(ctx context.Context) (wire.AuditHead, error) {
	return read[wire.AuditHead](ctx, c, path("audit", "checkpoint"), nil)
}

// ProveContinues fetches the proof that a head goes on from an earlier one.
func (c *Client) ProveContinues(ctx context.Context, from, size int64) ([]tlog.Hash, error) {
	found, err := read[wire.AuditProof](ctx, c, path("audit", "checkpoint", strconv.FormatInt(size, 10), "since", strconv.FormatInt(from, 10)), nil)
	if err != nil {
		return nil, err
	}
	proof := make([]tlog.Hash, len(found.Hashes))
	for i, text := range found.Hashes {
		if proof[i], err = tlog.ParseHash(text); err != nil {
			return nil, fault.New(fault.Unknown, "the server's proof cannot be read")
		}
	}
	return proof, nil
}

// Countersign sends a head with a signature of a witness under it.
func (c *Client) Countersign(ctx context.Context, signed string) (wire.AuditHead, error) {
	var into wire.AuditHead
	content, err := json.Marshal(wire.Countersigned{Signed: signed})
	if err != nil {
		return into, fault.New(fault.Invalid, "the head cannot be written")
	}
	err = c.do(ctx, call{method: http.MethodPost, path: path("audit", "cosignatures"), body: bytes.NewReader(content), kind: "application/json"}, &into)
	return into, err
}
