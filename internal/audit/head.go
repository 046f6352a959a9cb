package audit

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Head says everything about a tree: whoever has it can tell whether a leaf is in the tree,
// and whether a later tree goes on from it.
type Head struct {
	Size int64
	Root tlog.Hash
}

// Origin is the name of a log: of its heads, and of the key that signs them. Of two
// installations no two may have the same.
func Origin(namespace string) string { return "homeward." + namespace + "/audit" }

// text is a head as it is signed: the body of a checkpoint (C2SP tlog-checkpoint).
func (h Head) text(origin string) string {
	return origin + "\n" + strconv.FormatInt(h.Size, 10) + "\n" + h.Root.String() + "\n"
}

// ErrHead says that a text is no signed head of this log. It does not repeat it.
var ErrHead = errors.New("not a signed head of this log")

// readHead reads the body of a checkpoint. Nothing may stand behind the root.
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

// Key verifies what one log has signed.
type Key struct {
	note.Verifier

	text string
}

// ParseKey reads the public key of a log, as `homeward audit key` prints it.
func ParseKey(text string) (Key, error) {
	text = strings.TrimSpace(text)
	v, err := note.NewVerifier(text)
	if err != nil {
		return Key{}, errKey
	}
	return Key{v, text}, nil
}

// String is the key as ParseKey reads it. It is public.
func (k Key) String() string { return k.text }

var errKey = errors.New("not the public key of a log, as `homeward audit key` prints it")

// Open reads a signed head and checks that this key has signed it. Signatures of others are
// left aside. What is not signed by the key is ErrHead.
func (k Key) Open(signed string) (Head, error) {
	n, err := note.Open([]byte(signed), note.VerifierList(k))
	if err != nil {
		return Head{}, ErrHead
	}
	return readHead(k.Name(), n.Text)
}

// HasLeaf says whether the log has put a leaf at an index.
func (k Key) HasLeaf(index int64, leaf tlog.Hash, signature []byte) bool {
	return k.Verify(leafText(k.Name(), index, leaf), signature)
}

// leafText is what is signed for a leaf. Its first line is no log's name, so that it can never
// be taken for a head.
func leafText(origin string, index int64, leaf tlog.Hash) []byte {
	return fmt.Appendf(nil, "homeward audit leaf\n%s\n%d\n%s\n", origin, index, leaf)
}
