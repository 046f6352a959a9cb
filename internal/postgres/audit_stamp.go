package postgres

import (
	"crypto/hmac"
	"crypto/rand"
	"encoding/hex"
	"strings"
	"sync"

	"example.org/homeward/internal/audit"
)

// stampField names the key that stamps are made with, among those of the index.
const stampField = "audit_events.stamp"

// nonceDigits is how long the random part of a stamp is, in hexadecimal digits. It makes every
// stamp another one, so that a row cannot be put in a second time.
const nonceDigits = 32

// stampOf is the stamp of an event that is about to be written: that a process wrote it that has
// the keys, and nobody who has the database alone. Without an index there is none.
func stampOf(x Index, e audit.Event) string {
	if x == nil {
		return ""
	}
	var nonce [nonceDigits / 2]byte
	_, _ = rand.Read(nonce[:]) // it never fails
	digits := hex.EncodeToString(nonce[:])
	return digits + sumOf(x, digits, e)
}

func sumOf(x Index, nonce string, e audit.Event) string {
	token := x.Token(stampField, nonce+"\n"+string(e.Canonical()))
	return hex.EncodeToString(token[:])
}

// genuine says whether a process of ours wrote an event as it stands. Whoever runs the
// installation invites the first officers without the keys: such events name nobody who did it,
// and are of accounts alone.
func genuine(x Index, stamp string, e audit.Event) bool {
	switch {
	case x == nil:
		return true
	case len(stamp) <= nonceDigits:
		return stamp == "" && e.Account == "" && strings.HasPrefix(string(e.Action), "identity.")
	default:
		nonce, sum := stamp[:nonceDigits], stamp[nonceDigits:]
		return hmac.Equal([]byte(sum), []byte(sumOf(x, nonce, e)))
	}
}

// mostStrangers is how many events are remembered that nobody of ours wrote.
const mostStrangers = 10_000

// strangers are waiting events that were found not to be genuine: they stay where they are, for
// the verifier to name, and are not looked at again.
type strangers struct {
	mu   sync.Mutex
	rows []int64
}

func (s *strangers) all() []int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]int64{}, s.rows...)
}

func (s *strangers) add(rows ...int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.rows) < mostStrangers {
		s.rows = append(s.rows, rows...)
	}
}
