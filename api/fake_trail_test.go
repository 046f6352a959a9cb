package api_test

import (
	"context"
	"sync"

	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/record"
)

// fakeTrail keeps the events of the audit log.
type fakeTrail struct {
	mu     sync.Mutex
	events []audit.Event
	fails  error
}

func (f *fakeTrail) Record(_ context.Context, events ...audit.Event) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fails != nil {
		return f.fails
	}
	f.events = append(f.events, events...)
	return nil
}

// take returns the events since the last call.
func (f *fakeTrail) take() []audit.Event {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := f.events
	f.events = nil
	return out
}

func (f *fakeTrail) fail(with error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fails = with
}

func (f *fakeRecord) AuditEvents(_ context.Context, filter record.AuditFilter) (record.AuditEvents, error) {
	return call(f.auditEvents, filter)
}

func (f *fakeRecord) AuditHead(_ context.Context, size int64) (record.AuditHead, error) {
	return call(f.auditHead, size)
}

func (f *fakeRecord) ProveLeaf(_ context.Context, size, leaf int64) (tlog.Hash, []tlog.Hash, error) {
	if size > 3 || leaf >= size {
		return tlog.Hash{}, nil, audit.ErrRange
	}
	return tlog.Hash{1}, []tlog.Hash{{2}}, nil
}

func (f *fakeRecord) ProveContinues(_ context.Context, from, to int64) ([]tlog.Hash, error) {
	if to > 3 || from > to {
		return nil, audit.ErrRange
	}
	return []tlog.Hash{{2}, {3}}, nil
}

func (f *fakeRecord) Countersign(_ context.Context, _ int64, c audit.Cosignature) error {
	f.countersigned = append(f.countersigned, c)
	return nil
}
