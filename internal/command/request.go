package command

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// Request is one write of a caller.
type Request struct {
	// Key is the key that the client chose (Idempotency-Key). It belongs to the account: two accounts may
	// choose the same.
	Key   string
	Actor casework.Actor
	// Target is the thing to write to. An empty Ref means a new thing: it gets a reference, which is the
	// same if the request is sent again.
	Target record.Target
	// Name is the update of the target's workflow: a casework.Kind, operation.Kind or movement.Kind.
	Name string
	// Args is the command: codes and references only.
	Args Args
	// Words has the free text and the personal data; it is sealed and never sent to the workflow.
	Words record.Words
	// Hash distinguishes requests with the same key: a value that depends on the whole request, such as
	// its bytes. If it is empty, it is computed from the fields above.
	Hash []byte
}

// Args is a command of one of the rules packages.
type Args interface {
	// Stamp returns a copy of the command with its key and its sender. It must encode to a JSON object.
	Stamp(key casework.Key, by casework.Actor) any
}

// New returns the command of the request, as it is to be stored at an instant. It is sent again FirstAgain later if
// it is not settled by then. nth is 1, or more if commands with this key were refused before: a refusal has done
// nothing, so that the key does not belong to it.
func (r Request) New(at time.Time, nth int) (New, error) {
	first, err := KeyFor(r.Actor.Account, r.Key)
	if err != nil {
		return New{}, err
	}
	key := again(first, nth)
	n := New{Key: key, First: first, Nth: nth, Actor: r.Actor, Target: r.Target, Name: r.Name, At: at, NextAt: at.Add(FirstAgain)}
	if n.Args, err = json.Marshal(r.Args.Stamp(key, r.Actor)); err != nil {
		return New{}, fault.New(fault.Invalid, "the command cannot be encoded")
	}
	if n.Words, err = r.Words.JSON(); err != nil {
		return New{}, fault.New(fault.Invalid, "the texts of the command cannot be encoded")
	}
	if bytes.Equal(n.Words, []byte("{}")) {
		n.Words = nil
	}
	// The client's key is not stored. Because it is part of the hash, the text of a write cannot be found
	// by guessing.
	parts := []string{r.Key, string(r.Target.Kind), string(r.Target.Ref), r.Name}
	if len(r.Hash) > 0 {
		parts = append(parts, string(r.Hash))
	} else {
		parts = append(parts, string(n.Args), string(n.Words))
	}
	n.Hash = hex.EncodeToString(sum(parts...))
	return n, nil
}
