package worker_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// wire counts the answers to an activity, and loses one of them.
type wire struct {
	mu      sync.Mutex
	counted int
	broken  int // the number of the lost answer, from 1; 0 for none
}

// breakAt starts to count again.
func (w *wire) breakAt(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.counted, w.broken = 0, n
}

func (w *wire) answers() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.counted
}

// lose counts one more answer and reports whether it is lost.
func (w *wire) lose() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.counted++
	return w.counted == w.broken
}

var errTwoWords = errors.New("one key stands for two different words")

// others replaces everything that activities call: the workflows of cases and of movements, and the
// courier. They carry out a call even if their answer is lost, and recognise a repeated call by its key.
type others struct {
	wire *wire

	mu    sync.Mutex
	done  map[string]string // the calls by their keys
	again int               // the number of repeated calls
}

func (o *others) hear(who string, key any, word any) error {
	said, err := json.Marshal(word)
	if err != nil {
		return err
	}
	did := fmt.Sprintf("%s: %v", who, key)
	o.mu.Lock()
	defer o.mu.Unlock()
	before, known := o.done[did]
	if known && before != string(said) {
		return fault.Wrap(errTwoWords, fault.Conflict, "the key belongs to another word")
	}
	if known {
		o.again++
	}
	o.done[did] = string(said)
	if o.wire.lose() {
		return fault.New(fault.Unavailable, "no answer")
	}
	return nil
}

func (o *others) EndCase(_ context.Context, ref casework.Ref) error {
	return o.hear("end", ref, ref)
}

func (o *others) RemoveCase(_ context.Context, ref casework.Ref) error {
	return o.hear("remove", ref, ref)
}

func (o *others) Destroy(_ context.Context, subjects ...seal.Subject) error {
	return o.hear("destroy", subjects, subjects)
}

func (o *others) OpenCase(_ context.Context, ref casework.Ref, open casework.Command) error {
	return o.hear("case "+string(ref), open.Key, open)
}

func (o *others) TellCase(_ context.Context, ref casework.Ref, cmd casework.Command) error {
	return o.hear("case "+string(ref), cmd.Key, cmd)
}

func (o *others) TakeBack(_ context.Context, movement casework.Ref, key casework.Key, passenger casework.Ref, what casework.UndoKind) error {
	return o.hear("movement "+string(movement), key, []string{string(passenger), string(what)})
}

// Send carries out a stored command; the answer is always the same.
func (o *others) Send(_ context.Context, target record.Target, name string, key casework.Key, args json.RawMessage) (json.RawMessage, error) {
	return json.RawMessage(`{"seq":1}`), o.hear(string(target.Kind)+" "+string(target.Ref), key, []string{name, string(args)})
}

// Deliver delivers a notice to its desk, which recognises it by its number.
func (o *others) Deliver(_ context.Context, n record.Notice) error {
	return o.hear("desk "+string(n.Desk), n.ID, n)
}
