package audit

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Head describes a tree completely: with it one can verify whether a leaf is in the tree, and whether a
// later tree extends it.
type Head struct {
	Size int64
	Root tlog.Hash
}

// Origin returns the name of a log, which is also the name of the key that signs its heads. Each
// installation MUST have its own.
func Origin(namespace string) string { return "homeward." + namespace + "/audit" }

// text returns the signed form of a head: the body of a checkpoint (C2SP tlog-checkpoint).
func (h Head) text(origin string) string {
	return origin + "\n" + strconv.FormatInt(h.Size, 10) + "\n" + h.Root.String() + "\n"
}

// ErrHead means that a text is not a signed head of this log. The error does not quote it.
var ErrHead = errors.New("not a signed head of this log")

// readHead parses the body of a checkpoint. Nothing may follow the root.
func readHead(origin, text string) (Head, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] != origin || lines[3] != "" {
		return Head{}, ErrHead
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return Head{}, ErrHead
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil || root.String() != lines[2] {
		return Head{}, ErrHead
	}
	return Head{Size: size, Root: root}, nil
}

// Key verifies the signatures of one log.
type Key struct {
	note.Verifier

	text string
}

// ParseKey parses the public key of a log, as `homeward audit key` prints it.
func ParseKey(text string) (Key, error) {
	text = strings.TrimSpace(text)
	v, err := note.NewVerifier(text)
	if err != nil {
		return Key{}, errKey
	}
	return Key{v, text}, nil
}

// String returns the key in the form that ParseKey accepts. It is public.
func (k Key) String() string { return k.text }

var errKey = errors.New("not the public key of a log, as `homeward audit key` prints it")

// Open parses a signed head, and returns ErrHead unless this key has signed it. Signatures of other
// keys are ignored.
func (k Key) Open(signed string) (Head, error) {
	n, err := note.Open([]byte(signed), note.VerifierList(k))
	if err != nil {
		return Head{}, ErrHead
	}
	return readHead(k.Name(), n.Text)
}

// HasLeaf reports whether the signature is the log's, for a leaf at an index.
func (k Key) HasLeaf(index int64, leaf tlog.Hash, signature []byte) bool {
	return k.Verify(leafText(k.Name(), index, leaf), signature)
}

// leafText returns the signed form of a leaf. Its first line cannot be the name of a log, so that it is
// never mistaken for a head.
func leafText(origin string, index int64, leaf tlog.Hash) []byte {
	return fmt.Appendf(nil, "homeward audit leaf\n%s\n%d\n%s\n", origin, index, leaf)
}
