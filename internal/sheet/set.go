package sheet

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"time"

	"example.org/homeward/internal/casework"
)

// MostItems is the greatest number of requests on one sheet.
const MostItems = 100

// Item names one request of a set, and the version that the officer saw.
type Item struct {
	Case    casework.Ref
	Task    casework.TaskID
	Version int64
}

// Set is what one confirmation covers: the answer, and exactly these requests in this order.
type Set struct {
	Sheet   casework.Ref
	Outcome casework.Outcome
	Until   time.Time // zero for no end
	Items   []Item
}

// Digest is a hash of the set. Another answer, another request, another version or another order makes
// another digest.
func (s Set) Digest() string {
	h := sha256.New()
	put := func(text string) {
		var size [8]byte
		binary.BigEndian.PutUint64(size[:], uint64(len(text)))
		_, _ = h.Write(size[:]) // writing to a hash never fails
		_, _ = h.Write([]byte(text))
	}
	put(string(s.Sheet))
	put(string(s.Outcome))
	put(s.Until.UTC().Format(time.RFC3339))
	for _, one := range s.Items {
		put(string(one.Case))
		put(string(one.Task))
		put(strconv.FormatInt(one.Version, 10))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Code is a short form of a digest for people to compare, as "K7QM-4TZD". Nothing is decided by it.
func Code(digest string) string {
	raw, err := hex.DecodeString(digest)
	if err != nil || len(raw) < 5 {
		return ""
	}
	text := base32.StdEncoding.EncodeToString(raw[:5])
	return text[:4] + "-" + text[4:]
}

// Key is the key under which the answer to one request of a confirmed sheet is sent. It depends on the
// sheet and the request alone, so that nothing is sent twice.
func (i Item) Key(sheet casework.Ref) string {
	return "sheet " + string(sheet) + " " + string(i.Case) + " " + string(i.Task)
}
