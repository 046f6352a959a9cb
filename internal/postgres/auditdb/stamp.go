package auditdb

import (
	"crypto/hmac"
	"crypto/rand"
	"encoding/hex"
	"strings"
	"sync"

	"example.org/homeward/internal/audit"
)

// stampField is the field whose key the Stamper uses for stamps.
const stampField = "audit_events.stamp"

// nonceDigits is the length of the random part of a stamp, in hexadecimal digits. It makes every
// stamp different, so that a row cannot be inserted a second time.
const nonceDigits = 32

// stampOf returns the stamp of an event that is about to be written, or "" without a stamper.
// The stamp proves that a process with the keys wrote the event, and not someone who has access
// to the database alone.
func stampOf(s Stamper, e audit.Event) string {
	if s == nil {
		return ""
	}
	var nonce [nonceDigits / 2]byte
	_, _ = rand.Read(nonce[:]) // it never fails
	digits := hex.EncodeToString(nonce[:])
	return digits + sumOf(s, digits, e)
}

func sumOf(s Stamper, nonce string, e audit.Event) string {
	token := s.Token(stampField, nonce+"\n"+string(e.Canonical()))
	return hex.EncodeToString(token[:])
}

// validStamp reports whether a process with the keys wrote an event as it is. The operator of the
// installation invites the first officers without the keys: such events name no account as the
// one that acted, and are about accounts only.
func validStamp(s Stamper, stamp string, e audit.Event) bool {
	switch {
	case s == nil:
		return true
	case len(stamp) <= nonceDigits:
		return stamp == "" && e.Account == "" && strings.HasPrefix(string(e.Action), "identity.")
	default:
		nonce, sum := stamp[:nonceDigits], stamp[nonceDigits:]
		return hmac.Equal([]byte(sum), []byte(sumOf(s, nonce, e)))
	}
}

// mostInvalid is how many events without a valid stamp are remembered.
const mostInvalid = 10_000

// invalidRows remembers waiting events without a valid stamp: they stay where they are, for the
// verifier to report, and are not checked again.
type invalidRows struct {
	mu   sync.Mutex
	rows []int64
}

func (r *invalidRows) all() []int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]int64{}, r.rows...)
}

func (r *invalidRows) add(rows ...int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.rows) < mostInvalid {
		r.rows = append(r.rows, rows...)
	}
}
