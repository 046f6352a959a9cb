// Package logline writes the lines of the log. A line may hold the keys of one list, with values
// of the shape that the list requires, and nothing else: other attributes are left out and
// counted, so that a forgotten attribute, a library that quotes its input, or an error with a name
// in it cannot reveal personal data. It never decides what is worth a line, and it is not the
// audit log: package audit keeps that in the database.
package logline

import (
	"context"
	"io"
	"log/slog"
	"sync/atomic"
)

// Redacted stands in the place of a listed key's value that is not of its shape.
const Redacted = "[withheld]"

// Handler writes lines of JSON with what the list allows. It can be used by many at once.
type Handler struct {
	next     slog.Handler
	withheld *atomic.Int64 // shared by all that were made of one
	early    int           // withheld from attributes that every line of this one has
	grouped  bool          // no group is listed, so that nothing in one is
	foreign  bool
}

// New makes a handler that writes to w what is at least of a level.
func New(w io.Writer, level slog.Leveler) *Handler {
	lines := slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level}) //nolint:forbidigo // this is the package
	return &Handler{next: lines, withheld: &atomic.Int64{}}
}

// ForLibrary returns a logger for a library. Its messages are not ours and may quote: they are cut
// at the first colon, and withheld when what remains is more than plain words.
func ForLibrary(l *slog.Logger) *slog.Logger {
	c := Handler{next: l.Handler(), withheld: &atomic.Int64{}}
	if h, ok := l.Handler().(*Handler); ok {
		c = *h
	}
	c.foreign = true
	return slog.New(&c)
}

// Withheld is how many attributes and messages were left out since New.
func (h *Handler) Withheld() int64 { return h.withheld.Load() }

// Enabled reports whether a level is written.
func (h *Handler) Enabled(ctx context.Context, level slog.Level) bool {
	return h.next.Enabled(ctx, level)
}

// Handle writes one line. When something was left out, the key "withheld" says how much.
func (h *Handler) Handle(ctx context.Context, r slog.Record) error {
	out, lost := slog.NewRecord(r.Time, r.Level, r.Message, 0), h.early
	if h.foreign {
		if out.Message = plain(r.Message); out.Message == Redacted {
			lost++
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

// WithAttrs returns a handler whose every line has these attributes, as far as they are listed.
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

// WithGroup returns a handler that leaves every attribute out: no group is listed.
func (h *Handler) WithGroup(name string) slog.Handler {
	if name == "" {
		return h
	}
	c := *h
	c.grouped = true
	return &c
}

// keep returns what may be written of an attribute, and how much may not.
func (h *Handler) keep(a slog.Attr) (kept []slog.Attr, lost int) {
	value := a.Value.Resolve()
	switch {
	case a.Equal(slog.Attr{}): // nothing: it is ignored everywhere
		return nil, 0
	case h.grouped:
		return nil, 1
	case a.Key == "" && value.Kind() == slog.KindGroup: // its members stand for themselves
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
