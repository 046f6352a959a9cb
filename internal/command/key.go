package command

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"hash"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// MaxKey is the longest key that a client may choose, in bytes.
const MaxKey = 200

// KeyFor derives our key from the account and the key that its client chose. The client's key is not
// stored: it may contain a name, and two clients may choose the same key. A UUID in capitals is the same key
// (RFC 9562, section 4): some clients write back in capitals what they have read.
func KeyFor(account casework.AccountID, chosen string) (casework.Key, error) {
	switch {
	case chosen == "":
		return "", fault.New(fault.NoKey, "the key of the write is missing: send a new key with each write, so that it is carried out once")
	case len(chosen) > MaxKey:
		return "", fault.New(fault.Invalid, "the key is too long")
	}
	return casework.Key(digest("key", string(account), folded(chosen))), nil
}

// again returns the key of the nth command that was sent with a client's key; the first has the key itself.
func again(first casework.Key, nth int) casework.Key {
	if nth <= 1 {
		return first
	}
	return casework.Key(digest("again", string(first), strconv.Itoa(nth)))
}

// folded is a key in lower case if it is a UUID.
func folded(chosen string) string {
	if known, err := uuid.Parse(chosen); err == nil && len(chosen) == len(known.String()) {
		return known.String()
	}
	return chosen
}

// NewRef returns a random reference of 80 bits, which reveals nothing.
func NewRef() casework.Ref {
	var raw [10]byte
	_, _ = rand.Read(raw[:]) // never returns an error: the program ends instead
	return casework.Ref(text(raw[:]))
}

// digest returns a hash of parts, with their lengths, so that different parts never give the same input.
// Its 130 bits are enough to distinguish keys.
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
	_, _ = h.Write(size[:]) // writing to a hash never fails
	_, _ = h.Write(part)
}

func text(raw []byte) string {
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw))
}
