package audit_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
)

// Any file given as an export is read or refused; only the log itself is sound.
func FuzzExport(f *testing.F) {
	n := newNotary(f)
	m := write(f, n, 20, 7)
	m.sign(f, n)
	var whole bytes.Buffer
	_, err := audit.Export(f.Context(), &whole, m)
	require.NoError(f, err)
	good := whole.Bytes()
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add(bytes.Replace(good, []byte("case-3"), []byte("case-4"), 1))
	f.Add([]byte("homeward audit export 1\nleaf 0 1 99999999999 AA -\n"))
	f.Add([]byte("homeward audit export 1\nhead -1\n"))
	f.Add([]byte("homeward audit export 1\nend 0 0\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		report, err := audit.Verify(t.Context(), audit.Exported{Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(raw)), nil }},
			audit.Check{Keys: []audit.Key{n.Key()}, Kept: []string{m.heads[20]}})
		if err == nil && report.Sound() {
			require.True(t, bytes.Contains(raw, []byte("case-19")), "whoever leaves out what was signed is found out")
		}
	})
}

// Any text given as a signed head, a key or a witness is refused, or is one.
func FuzzSigned(f *testing.F) {
	n := newNotary(f)
	m := write(f, n, 3, 3)
	secret, public, err := audit.NewWitness("tha-social")
	require.NoError(f, err)
	w, err := audit.ParseWitness(public)
	require.NoError(f, err)
	for _, seed := range []string{m.heads[3], strings.Replace(m.heads[3], "\n3\n", "\n4\n", 1), n.Key().String(), public, secret, "", "a+b+c", "— a b\n", "\n\n— homeward.test/audit AAAA\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if head, err := n.Key().Open(text); err == nil {
			require.EqualValues(t, 3, head.Size, "nobody else has signed another")
		}
		if head, _, err := audit.Cosignatures(n.Key(), text, []audit.Witness{w}); err == nil {
			require.EqualValues(t, 3, head.Size)
		}
		if key, err := audit.ParseKey(text); err == nil {
			_, err := key.Open(m.heads[3])
			require.True(t, err != nil || key.String() == n.Key().String())
		}
		if one, err := audit.ParseWitness(text); err == nil {
			require.NotEmpty(t, one.Name())
		}
		if c, err := audit.ParseCountersigner(text, nil); err == nil {
			require.NotEmpty(t, c.Witness().Name())
		}
		if notary, err := audit.NewNotary(text); err == nil {
			require.NotNil(t, notary.Key().Verifier)
		}
	})
}
