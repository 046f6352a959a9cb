package changedb

import (
	"context"
	"fmt"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/auditdb"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

// Recorder writes changes. It is safe for concurrent use.
type Recorder struct {
	db  *db.DB
	box sealdb.Sealer
	log *auditdb.Log
}

// NewRecorder makes a Recorder.
func NewRecorder(d *db.DB, box sealdb.Sealer, log *auditdb.Log) *Recorder {
	return &Recorder{db: d, box: box, log: log}
}

// Head identifies a change and its maker.
type Head struct {
	Target record.Target
	Seq    int64
	Key    casework.Key
	Kind   string
	By     casework.Actor
	Valid  bool // the change carries the state of its own target at its own place
}

// Writer writes one change of a case, an operation, a movement or an erasure: what all of them
// have in common. The writer of the thing itself embeds it and adds its Parts.
type Writer struct {
	Head    Head
	Tx      *db.Tx
	Box     sealdb.Sealer
	Command Command // the command that the change came from; none if the workflow gave it to itself

	recorder *Recorder
}

// Parts has the differences between cases, operations, movements and erasures. All of them are
// called in one transaction.
type Parts interface {
	// Insert writes the thing with its first change, and reports whether it was not there yet.
	Insert(ctx context.Context) (bool, error)
	// Place is the statement that locks the thing, $1, and finds its changes that have the sequence
	// number $2 or the key $3.
	Place() string
	// Again reads what was recorded with a change that is there already.
	Again(ctx context.Context) error
	// Update writes the thing as it is after the change.
	Update(ctx context.Context) error
	// Rest writes the change itself and everything that belongs to it.
	Rest(ctx context.Context) error
	// Event is the event for the audit log.
	Event(ctx context.Context) (audit.Event, error)
	// Answer is the answer of the rules to the sender; nil if that is not known yet.
	Answer() (any, error)
	// Topics are the topics for listeners; see Notify.
	Topics() []string
}

// Write writes everything of one change in one transaction: the thing, the change, the audit
// event and the answer to the command that it came from. It notifies the listeners. If it returns nil
// the change is durable; if it returns an error it may or may not be, and the caller MUST retry.
// A change that is stored already (same thing, sequence number and key) is not changed. It returns
// fault.Conflict if another change has the sequence number or the key, and record.ErrGap if the change
// before this one is missing.
func (r *Recorder) Write(ctx context.Context, what string, head Head, parts func(*Writer) Parts) error {
	if head.Target.Ref == "" || head.Key == "" || head.Seq < 1 || !head.Valid {
		return fault.New(fault.Invalid, "the change does not say which one it is")
	}
	err := r.db.Tx(ctx, func(tx *db.Tx) error {
		w := &Writer{Head: head, Tx: tx, Box: r.box, recorder: r}
		return w.write(ctx, parts(w))
	})
	if err != nil {
		return fmt.Errorf("write %s: %w", what, err)
	}
	return nil
}

func (w *Writer) write(ctx context.Context, parts Parts) (err error) {
	if w.Command, err = w.recorder.loadCommand(ctx, w.Tx, w.Head.Key, w.Head.Target); err != nil {
		return err
	}
	fresh := false
	if w.Head.Seq == 1 {
		if fresh, err = parts.Insert(ctx); err != nil {
			return err
		}
	}
	if !fresh {
		there, err := w.alreadyRecorded(ctx, parts.Place())
		if err != nil {
			return err
		}
		if there {
			return parts.Again(ctx)
		}
		if err := parts.Update(ctx); err != nil {
			return err
		}
	}
	if err := parts.Rest(ctx); err != nil {
		return err
	}
	event, err := parts.Event(ctx)
	if err != nil {
		return err
	}
	if err := w.recorder.log.AppendEvents(ctx, w.Tx, event); err != nil {
		return err
	}
	answer, err := parts.Answer()
	if err != nil {
		return err
	}
	if err := w.settle(ctx, answer); err != nil {
		return err
	}
	return Notify(ctx, w.Tx, w.Head.Seq, parts.Topics()...)
}

// Again reads nothing: with most changes nothing is recorded that the workflow does not know.
func (w *Writer) Again(context.Context) error { return nil }

// Event is the audit event of the change.
func (w *Writer) Event(action audit.Action, kind audit.Kind, ref casework.Ref) audit.Event {
	return w.recorder.Event(action, kind, ref, w.Head.Seq, w.Head.By, w.Head.Kind, w.Head.Key)
}
