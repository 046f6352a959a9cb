package postgres

import (
	"context"
	"fmt"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// changeHead identifies a change and its maker.
type changeHead struct {
	target record.Target
	seq    int64
	key    casework.Key
	kind   string
	by     casework.Actor
	valid  bool // the change carries the state of its own target at its own place
}

// changeWriter writes one change of a case, an operation, a movement or an erasure: what all of them
// have in common. The writer of the thing itself embeds it and adds its changeParts.
type changeWriter struct {
	head  changeHead
	store *Store
	tx    *db.Tx
	cause storedCommand // the command that the change came from; none if the workflow gave it to itself
}

// changeParts has the differences between cases, operations, movements and erasures. All of them are
// called in one transaction.
type changeParts interface {
	// insert writes the thing with its first change, and reports whether it was not there yet.
	insert(ctx context.Context) (bool, error)
	// place is the statement that locks the thing and finds the changes at the place of this one;
	// see place.
	place() string
	// again reads what was recorded with a change that is there already.
	again(ctx context.Context) error
	// update writes the thing as it is after the change.
	update(ctx context.Context) error
	// rest writes the change itself and everything that belongs to it.
	rest(ctx context.Context) error
	// event is the event for the audit log.
	event(ctx context.Context) (audit.Event, error)
	// answer is the answer of the rules to the sender; nil if that is not known yet.
	answer() (any, error)
	// topics are the topics for listeners; see notify.
	topics() []string
}

// writeChange writes everything of one change in one transaction: the thing, the change, the audit
// event and the answer to the command that it came from. It notifies the listeners. If it returns nil
// the change is durable; if it returns an error it may or may not be, and the caller MUST retry.
// A change that is stored already (same thing, sequence number and key) is not changed. It returns
// fault.Conflict if another change has the sequence number or the key, and record.ErrGap if the change
// before this one is missing.
func (s *Store) writeChange(ctx context.Context, what string, head changeHead, parts func(*changeWriter) changeParts) error {
	if head.target.Ref == "" || head.key == "" || head.seq < 1 || !head.valid {
		return fault.New(fault.Invalid, "the change does not say which one it is")
	}
	err := s.tx(ctx, func(tx *db.Tx) error {
		w := &changeWriter{head: head, store: s, tx: tx}
		return w.write(ctx, parts(w))
	})
	if err != nil {
		return fmt.Errorf("write %s: %w", what, err)
	}
	return nil
}

func (w *changeWriter) write(ctx context.Context, parts changeParts) (err error) {
	if w.cause, err = w.store.loadCommand(ctx, w.tx, w.head.key, w.head.target); err != nil {
		return err
	}
	fresh := false
	if w.head.seq == 1 {
		if fresh, err = parts.insert(ctx); err != nil {
			return err
		}
	}
	if !fresh {
		there, err := w.alreadyRecorded(ctx, parts.place())
		if err != nil {
			return err
		}
		if there {
			return parts.again(ctx)
		}
		if err := parts.update(ctx); err != nil {
			return err
		}
	}
	if err := parts.rest(ctx); err != nil {
		return err
	}
	event, err := parts.event(ctx)
	if err != nil {
		return err
	}
	if err := w.store.AppendEvents(ctx, w.tx, event); err != nil {
		return err
	}
	answer, err := parts.answer()
	if err != nil {
		return err
	}
	if err := w.settle(ctx, answer); err != nil {
		return err
	}
	return notify(ctx, w.tx, w.head.seq, parts.topics()...)
}

// again reads nothing: with most changes nothing is recorded that the workflow does not know.
func (w *changeWriter) again(context.Context) error { return nil }

// event is the audit event of the change.
func (w *changeWriter) event(action audit.Action, kind audit.Kind, ref casework.Ref) audit.Event {
	return w.store.written(action, kind, ref, w.head.seq, w.head.by, w.head.kind, w.head.key)
}
