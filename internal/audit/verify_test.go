package audit_test

import (
	"bytes"
	"io"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/internal/audit"
)

func TestASoundLog(t *testing.T) {
	t.Parallel()
	n := newNotary(t)
	m := write(t, n, 100, 30)
	r := verify(t, m, n, m.heads[30], m.heads[90])
	require.True(t, r.Sound(), "%v", r.Findings)
	require.Equal(t, int64(100), r.Leaves)
	require.Equal(t, int64(3), r.Heads)
	require.Equal(t, int64(90), r.Signed.Size)

	empty := verify(t, &memory{}, n)
	require.True(t, empty.Sound())
	require.Zero(t, empty.Leaves)
}

// These are attacks by someone who can write everything in the database, with their findings. The log
// has 100 leaves in rows 100 to 199, and heads after 30, 60 and 90 of them.
func TestEveryAttackIsFoundAndNamed(t *testing.T) {
	t.Parallel()
	forged := event(4711).Canonical()
	for name, tt := range map[string]struct {
		attack func(testing.TB, *memory)
		want   []audit.Finding
	}{
		"a row is changed": {
			func(_ testing.TB, m *memory) { m.leaves[16].Record = forged },
			[]audit.Finding{{Kind: audit.Changed, Leaf: 16, Row: 116}},
		},
		"a row is changed and its hash repaired": {
			func(_ testing.TB, m *memory) {
				m.leaves[16].Record, m.leaves[16].Hash = forged, tlog.RecordHash(forged)
			},
			[]audit.Finding{{Kind: audit.Rewritten, To: 30}, {Kind: audit.Changed, Leaf: 16, Row: 116}},
		},
		"a row is changed and all hashes repaired": {
			func(_ testing.TB, m *memory) { m.leaves[16].Record = forged; m.mend() },
			[]audit.Finding{{Kind: audit.Rewritten, To: 30}, {Kind: audit.Changed, Leaf: 16, Row: 116}},
		},
		"two rows far apart, hashes repaired": {
			func(_ testing.TB, m *memory) { m.leaves[16].Record, m.leaves[70].Record = forged, forged; m.mend() },
			[]audit.Finding{{Kind: audit.Rewritten, To: 30}, {Kind: audit.Changed, Leaf: 16, Row: 116}, {Kind: audit.Changed, Leaf: 70, Row: 170}},
		},
		"a row that no head covers yet": {
			func(_ testing.TB, m *memory) { m.leaves[95].Record = forged; m.mend() },
			[]audit.Finding{{Kind: audit.Changed, Leaf: 95, Row: 195}},
		},
		"two rows change places": {
			func(_ testing.TB, m *memory) {
				m.leaves[40].Record, m.leaves[41].Record = m.leaves[41].Record, m.leaves[40].Record
			},
			[]audit.Finding{{Kind: audit.Changed, Leaf: 40, Row: 140}, {Kind: audit.Changed, Leaf: 41, Row: 141}},
		},
		"a row is dropped": {
			func(_ testing.TB, m *memory) { m.leaves[50].Record = nil },
			[]audit.Finding{{Kind: audit.Dropped, Leaf: 50, Row: 150}},
		},
		"a row and its leaf are dropped": {
			func(_ testing.TB, m *memory) { m.leaves = slices.Delete(m.leaves, 50, 51) },
			[]audit.Finding{{Kind: audit.Dropped, Leaf: 50, To: 51, Row: 149}},
		},
		"three rows are dropped and all hashes repaired": {
			func(_ testing.TB, m *memory) { m.leaves = slices.Delete(m.leaves, 50, 53); m.mend() },
			[]audit.Finding{{Kind: audit.Rewritten, Leaf: 30, To: 60}, {Kind: audit.Dropped, Leaf: 50, To: 53, Row: 149}},
		},
		"a row is put in": {
			func(_ testing.TB, m *memory) {
				m.leaves = slices.Insert(m.leaves, 50, audit.Leaf{Index: 50, Row: 999, Record: forged, Hash: tlog.RecordHash(forged)})
			},
			nil, // see below: two leaves have one place
		},
		"a row is put in and all hashes repaired": {
			func(_ testing.TB, m *memory) {
				m.leaves = slices.Insert(m.leaves, 50, audit.Leaf{Row: 999, Record: forged, Signature: m.leaves[3].Signature})
				m.mend()
			},
			[]audit.Finding{{Kind: audit.Rewritten, Leaf: 30, To: 60}, {Kind: audit.Inserted, Leaf: 50, Row: 999}},
		},
		"a row is put in a second time and all hashes repaired": {
			func(_ testing.TB, m *memory) {
				again := m.leaves[45]
				again.Row = 999
				m.leaves = slices.Insert(m.leaves, 50, again)
				m.mend()
			},
			[]audit.Finding{{Kind: audit.Rewritten, Leaf: 30, To: 60}, {Kind: audit.Inserted, Leaf: 50, Row: 999}},
		},
		"one changed, the next dropped, all hashes repaired": {
			func(_ testing.TB, m *memory) {
				m.leaves[50].Record = forged
				m.leaves = slices.Delete(m.leaves, 51, 52)
				m.mend()
			},
			[]audit.Finding{{Kind: audit.Rewritten, Leaf: 30, To: 60}, {Kind: audit.Changed, Leaf: 50, Row: 150}, {Kind: audit.Dropped, Leaf: 51, To: 52, Row: 149}},
		},
		"a stored hash alone": {
			func(_ testing.TB, m *memory) { m.leaves[33].Hash[0] ^= 1 },
			[]audit.Finding{{Kind: audit.HashChanged, Leaf: 33, Row: 133}},
		},
		"a stored hash of the tree": {
			func(_ testing.TB, m *memory) { m.leaves[33].Above[0][0] ^= 1 },
			[]audit.Finding{{Kind: audit.HashChanged, Leaf: 33, Row: 133}},
		},
		"the end is cut off": {
			func(_ testing.TB, m *memory) { m.leaves = m.leaves[:80] },
			[]audit.Finding{{Kind: audit.CutOff, Leaf: 80, To: 90, Row: 179}},
		},
		"a head is signed with another key": {
			func(tb testing.TB, m *memory) {
				tb.Helper()
				other := newNotary(tb)
				signed, err := other.SignHead(m.tree().Head(), m.stored())
				require.NoError(tb, err)
				m.heads[60] = signed
			},
			[]audit.Finding{{Kind: audit.BadHead, Leaf: 60, Row: 159}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := newNotary(t)
			m := write(t, n, 100, 30)
			tt.attack(t, m)
			r := verify(t, m, n)
			require.False(t, r.Sound())
			for i := range r.Findings {
				if r.Findings[i].Kind == audit.Changed {
					require.Contains(t, r.Findings[i].String(), "It now contains: at 2026-")
				}
				require.NotEmpty(t, r.Findings[i].String())
				r.Findings[i].Current = ""
			}
			if tt.want == nil {
				require.Contains(t, r.Findings, audit.Finding{Kind: audit.Inserted, Leaf: 50, Row: 150})
				return
			}
			require.Equal(t, tt.want, r.Findings)
		})
	}
}

// A log that was computed again with another key, or reset to an earlier state, is detected by the key
// and by the heads that others have stored.
func TestAttacksThatOnlyKeptHeadsReveal(t *testing.T) {
	t.Parallel()
	n := newNotary(t)
	m := write(t, n, 100, 30)
	kept := m.heads[90]

	theirs := newNotary(t)
	forged := &memory{heads: map[int64]string{}}
	for i := range int64(100) {
		forged.add(t, theirs, event(i+1))
	}
	forged.sign(t, theirs)
	r := verify(t, forged, n)
	require.True(t, r.More, "no leaf of it is signed with the key")
	require.Contains(t, r.Findings, audit.Finding{Kind: audit.BadHead, Leaf: 100, Row: 199})
	_, err := audit.Verify(t.Context(), forged, audit.Check{Keys: []audit.Key{theirs.Key()}, Kept: []string{kept}})
	require.ErrorIs(t, err, audit.ErrHead, "the kept head is of another log than the key")

	older := write(t, n2(t, n), 40, 30)
	require.True(t, verify(t, older, n).Sound(), "in itself it is sound")
	require.Equal(t, []audit.Finding{{Kind: audit.RolledBack, Leaf: 40, To: 90, Row: 139}}, verify(t, older, n, kept).Findings)

	// With the true key, and another history.
	other := &memory{heads: map[int64]string{}}
	again := n2(t, n)
	for i := range int64(100) {
		other.add(t, again, event(i+1))
	}
	other.sign(t, again)
	r = verify(t, other, n, kept)
	require.Equal(t, []audit.Finding{{Kind: audit.Forked, Leaf: 0, To: 90}}, r.Findings)
}

// n2 returns a notary with the same key and without memory.
func n2(tb testing.TB, n *audit.Notary) *audit.Notary {
	tb.Helper()
	c, err := audit.NewNotary(secrets(tb, n))
	require.NoError(tb, err)
	return c
}

func TestAnExportTellsTheSame(t *testing.T) {
	t.Parallel()
	n := newNotary(t)
	m := write(t, n, 100, 30)
	m.leaves[16].Record = event(4711).Canonical()
	m.leaves[50].Record = nil
	m.leaves[77].Signature = nil
	var file bytes.Buffer
	leaves, err := audit.Export(t.Context(), &file, m)
	require.NoError(t, err)
	require.Equal(t, int64(100), leaves)
	x := exported(file.Bytes())
	require.Equal(t, verify(t, m, n), verify(t, x, n))

	upToLeaf3, _, _ := bytes.Cut(file.Bytes(), []byte("leaf 3 "))
	for name, bad := range map[string][]byte{
		"cut off":     file.Bytes()[:file.Len()-20],
		"no end":      file.Bytes()[:bytes.LastIndex(file.Bytes(), []byte("end "))],
		"more behind": append(bytes.Clone(file.Bytes()), 'x'),
		"leaves less": append(bytes.Clone(upToLeaf3), "end 100 3\n"...),
		"empty":       nil,
		"not one":     []byte("PK\x03\x04"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := audit.Verify(t.Context(), exported(bad), audit.Check{Keys: []audit.Key{n.Key()}})
			require.ErrorIs(t, err, audit.ErrExport)
		})
	}
}

func exported(raw []byte) audit.Exported {
	return audit.Exported{Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(raw)), nil }}
}

func FuzzImport(f *testing.F) {
	n := newNotary(f)
	m := write(f, n, 3, 2)
	var file bytes.Buffer
	_, err := audit.Export(f.Context(), &file, m)
	require.NoError(f, err)
	f.Add(file.Bytes())
	f.Add([]byte("homeward audit export 1\nend 0 0\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := audit.Verify(t.Context(), exported(raw), audit.Check{Keys: []audit.Key{n.Key()}})
		if err == nil && r.Sound() && r.Signed.Size > 0 {
			require.Equal(t, m.heads[2], m.heads[r.Signed.Size], "nothing but what was signed is sound")
		}
	})
}
