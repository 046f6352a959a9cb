package command

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"hash"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// MaxKey is the longest key that a client may choose, in bytes.
const MaxKey = 200

// KeyFor makes our key of the account and the key that its client chose. The client's own
// is kept nowhere: it may have been made of a name, and two clients may choose the same.
func KeyFor(account casework.AccountID, chosen string) (casework.Key, error) {
	switch {
	case chosen == "":
		return "", fault.New(fault.NoKey, "a write needs a key of its own, so that it is carried out once")
	case len(chosen) > MaxKey:
		return "", fault.New(fault.Invalid, "the key is too long")
	}
	return casework.Key(digest("key", string(account), chosen)), nil
}

// NewRef mints a random reference: 80 bits, from which nothing can be read.
func NewRef() casework.Ref {
	var raw [10]byte
	_, _ = rand.Read(raw[:]) // never fails: the program ends instead
	return casework.Ref(text(raw[:]))
}

// digest hashes parts that cannot run into each other. 130 bits of it are plenty to tell
// keys apart.
func digest(parts ...string) string { return text(sum(parts...))[:26] }

func sum(parts ...string) []byte {
	h := sha256.New()
	for _, part := range parts {
		writePart(h, []byte(part))
	}
	return h.Sum(nil)
}

func writePart(h hash.Hash, part []byte) {
	var size [8]byte
	binary.BigEndian.PutUint64(size[:], uint64(len(part)))
	_, _ = h.Write(size[:]) // a hash takes everything
	_, _ = h.Write(part)
}

func text(raw []byte) string {
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw))
}
