package command

import (
	"bytes"
	"encoding/hex"
	"encoding/json"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// Request is one write that a caller asks for.
type Request struct {
	// Key is the one that the client chose (Idempotency-Key). It is the account's own:
	// two accounts may choose the same.
	Key   string
	Actor casework.Actor
	// Target is what it is for. An empty Ref means something new: it gets a reference, the
	// same one however often the request comes.
	Target record.Target
	// Name is the update of the target's workflow: a casework.Kind, operation.Kind or movement.Kind.
	Name string
	// Args is the command as a JSON object: codes and references only. Its fields "key" and
	// "by" are overwritten here.
	Args any
	// Words is what was written in words and what is personal; it is sealed and never sent.
	Words record.Words
	// Hash tells this request from others under the same key: anything that names the whole
	// of it, as the bytes that came in. Empty, it is made of the fields above.
	Hash []byte
}

// prepared is a request that is ready to be stored.
type prepared struct {
	key   casework.Key
	args  json.RawMessage
	words json.RawMessage
	hash  string
}

func (r Request) prepare() (prepared, error) {
	key, err := KeyFor(r.Actor.Account, r.Key)
	if err != nil {
		return prepared{}, err
	}
	p := prepared{key: key}
	if p.args, err = r.arguments(key); err != nil {
		return prepared{}, err
	}
	if p.words, err = r.Words.JSON(); err != nil {
		return prepared{}, fault.New(fault.Invalid, "the words of the command cannot be written")
	}
	if bytes.Equal(p.words, []byte("{}")) {
		p.words = nil
	}
	// The client's key is stored nowhere: with it in the hash, the text of a write cannot be found
	// by guessing.
	parts := []string{r.Key, string(r.Target.Kind), string(r.Target.Ref), r.Name}
	if len(r.Hash) > 0 {
		parts = append(parts, string(r.Hash))
	} else {
		parts = append(parts, string(p.args), string(p.words))
	}
	p.hash = hex.EncodeToString(sum(parts...))
	return p, nil
}

// arguments writes the command as JSON, with our key and the actor in it.
func (r Request) arguments(key casework.Key) (json.RawMessage, error) {
	raw, err := json.Marshal(r.Args)
	if err != nil {
		return nil, fault.New(fault.Invalid, "the command cannot be written")
	}
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(raw, &fields); err != nil {
		return nil, fault.New(fault.Invalid, "the command is not an object")
	}
	if fields == nil {
		fields = map[string]json.RawMessage{}
	}
	for name, v := range map[string]any{"key": key, "by": r.Actor} {
		if fields[name], err = json.Marshal(v); err != nil {
			return nil, fault.New(fault.Invalid, "the command cannot be written")
		}
	}
	return json.Marshal(fields)
}
