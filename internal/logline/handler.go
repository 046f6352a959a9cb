// Package logline writes the lines of the process log. A line has only the keys of one list, with
// values of the shape that the list requires. Other attributes are left out and counted, so that a
// careless attribute, a library that quotes its input, or an error with a name in its text cannot
// reveal personal data. It never decides what is logged, and it is not the audit log: package audit
// has that, in the database.
package logline

import (
	"context"
	"io"
	"log/slog"
	"sync/atomic"
)

// Redacted replaces the value of a listed key if it does not have the required shape.
const Redacted = "[withheld]"

// Handler writes lines of JSON with the attributes that the list allows. It is safe for concurrent use.
type Handler struct {
	next     slog.Handler
	withheld *atomic.Int64 // shared by all handlers derived from one
	early    int           // the number of attributes of WithAttrs that were left out
	grouped  bool          // in a group: no group is listed, so every attribute is left out
	foreign  bool
	repeats  *repeats // of a foreign handler, shared by all derived from it
}

// New makes a handler that writes records of at least a level to w.
func New(w io.Writer, level slog.Leveler) *Handler {
	lines := slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level}) //nolint:forbidigo // this is the package
	return &Handler{next: lines, withheld: &atomic.Int64{}}
}

// ForLibrary returns a logger for a library. Messages of a library may quote values: they are cut at
// the first colon, and withheld if the rest is not made of plain words. A warning or an error that repeats is
// written once a minute, with the number of lines that were left out under the key "repeated".
func ForLibrary(l *slog.Logger) *slog.Logger {
	c := Handler{next: l.Handler(), withheld: &atomic.Int64{}}
	if h, ok := l.Handler().(*Handler); ok {
		c = *h
	}
	c.foreign, c.repeats = true, &repeats{}
	return slog.New(&c)
}

// Withheld returns the number of attributes and messages that were left out since New.
func (h *Handler) Withheld() int64 { return h.withheld.Load() }

// Enabled reports whether a level is written.
func (h *Handler) Enabled(ctx context.Context, level slog.Level) bool {
	return h.next.Enabled(ctx, level)
}

// Handle writes one line. If attributes were left out, the key "withheld" has their number.
func (h *Handler) Handle(ctx context.Context, r slog.Record) error {
	out, lost := slog.NewRecord(r.Time, r.Level, r.Message, 0), h.early
	if h.foreign {
		if out.Message = plain(r.Message); out.Message == Redacted {
			lost++
		}
		left, ok := h.repeats.passes(r.Time, r.Level, out.Message)
		if !ok {
			return nil
		}
		if left > 0 {
			out.AddAttrs(slog.Int("repeated", left))
		}
	}
	r.Attrs(func(a slog.Attr) bool {
		kept, missed := h.keep(a)
		out.AddAttrs(kept...)
		lost += missed
		return true
	})
	if lost > 0 {
		h.withheld.Add(int64(lost))
		out.AddAttrs(slog.Int("withheld", lost))
	}
	return h.next.Handle(ctx, out)
}

// WithAttrs returns a handler that adds those of these attributes that are listed to every line.
func (h *Handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	c := *h
	var kept []slog.Attr
	for _, a := range attrs {
		these, missed := h.keep(a)
		kept, c.early = append(kept, these...), c.early+missed
	}
	c.next = h.next.WithAttrs(kept)
	return &c
}

// WithGroup returns a handler that leaves out every attribute, because no group is listed.
func (h *Handler) WithGroup(name string) slog.Handler {
	if name == "" {
		return h
	}
	c := *h
	c.grouped = true
	return &c
}

// keep returns the parts of an attribute that may be written, and the number of parts that may not.
func (h *Handler) keep(a slog.Attr) (kept []slog.Attr, lost int) {
	value := a.Value.Resolve()
	switch {
	case a.Equal(slog.Attr{}): // empty: slog ignores it
		return nil, 0
	case h.grouped:
		return nil, 1
	case a.Key == "" && value.Kind() == slog.KindGroup: // slog inlines its members
		for _, one := range value.Group() {
			these, missed := h.keep(one)
			kept, lost = append(kept, these...), lost+missed
		}
		return kept, lost
	}
	shape, listed := keys[a.Key]
	if !listed {
		return nil, 1
	}
	if shaped, ok := shape(value); ok {
		return []slog.Attr{{Key: a.Key, Value: shaped}}, 0
	}
	return []slog.Attr{slog.String(a.Key, Redacted)}, 1
}
