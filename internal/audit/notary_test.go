package audit_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"example.org/homeward/internal/audit"
)

// known maps each notary of these tests to its secret.
var known sync.Map

func secrets(tb testing.TB, n *audit.Notary) string {
	tb.Helper()
	secret, ok := known.Load(n.Key().String())
	require.True(tb, ok)
	text, ok := secret.(string)
	require.True(tb, ok)
	return text
}

// Our tree equals that of tlog for every size, and can be continued from what was stored.
func TestTheTreeIsThatOfTheStandard(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.Int64Range(0, 300).Draw(t, "size")
		cut := rapid.Int64Range(0, size).Draw(t, "cut")
		var stored []tlog.Hash
		read := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
			var out []tlog.Hash
			for _, i := range indexes {
				out = append(out, stored[i])
			}
			return out, nil
		})
		places := map[audit.Place]tlog.Hash{}
		tree := &audit.Tree{}
		for i := range size {
			want, err := tlog.StoredHashesForRecordHash(i, event(i).Leaf(), read)
			require.NoError(t, err)
			got := tree.Add(event(i).Leaf())
			require.Equal(t, want, got)
			stored = append(stored, want...)
			for level, h := range got {
				places[audit.Place{Leaf: i, Level: level}] = h
			}
			if i+1 == cut {
				var edges []tlog.Hash
				for _, p := range audit.Edges(cut) {
					edges = append(edges, places[p])
				}
				tree, err = audit.Continue(cut, edges)
				require.NoError(t, err)
			}
		}
		root, err := tlog.TreeHash(size, read)
		require.NoError(t, err)
		require.Equal(t, audit.Head{Size: size, Root: root}, tree.Head())
		for i, h := range stored {
			require.Equal(t, h, places[audit.PlaceOf(int64(i))])
		}
	})
	_, err := audit.Continue(3, nil)
	require.ErrorIs(t, err, audit.ErrTree)
}

func TestProofs(t *testing.T) {
	t.Parallel()
	n := newNotary(t)
	m := write(t, n, 100, 30)
	head, err := n.Key().Open(m.heads[90])
	require.NoError(t, err)
	early, err := n.Key().Open(m.heads[30])
	require.NoError(t, err)

	proof, err := audit.ProveLeaf(90, 17, m.stored())
	require.NoError(t, err)
	require.True(t, head.HasLeaf(17, event(17).Leaf(), proof))
	require.False(t, head.HasLeaf(17, event(18).Leaf(), proof))
	require.False(t, head.HasLeaf(16, event(17).Leaf(), proof))
	require.False(t, head.HasLeaf(90, event(90).Leaf(), proof))
	_, err = audit.ProveLeaf(90, 90, m.stored())
	require.ErrorIs(t, err, audit.ErrRange)

	proof, err = audit.ProveContinues(30, 90, m.stored())
	require.NoError(t, err)
	require.True(t, head.Continues(early, proof))
	require.True(t, head.Continues(audit.Head{}, nil))
	require.False(t, early.Continues(head, proof))
	require.False(t, head.Continues(early, proof[1:]))
	early.Root[0] ^= 1
	require.False(t, head.Continues(early, proof))
	_, err = audit.ProveContinues(91, 90, m.stored())
	require.ErrorIs(t, err, audit.ErrRange)
	_, err = audit.ProveContinues(0, 90, m.stored())
	require.ErrorIs(t, err, audit.ErrRange)
}

func TestSignedHeads(t *testing.T) {
	t.Parallel()
	n := newNotary(t)
	m := write(t, n, 10, 5)
	good := m.heads[5]
	head, err := n.Key().Open(good)
	require.NoError(t, err)
	require.Equal(t, int64(5), head.Size)
	require.True(t, strings.HasPrefix(good, origin+"\n5\n"))
	for name, bad := range map[string]string{
		"another size":   strings.Replace(good, "\n5\n", "\n6\n", 1),
		"another origin": strings.Replace(good, "homeward.test", "homeward.best", 1),
		"no signature":   good[:strings.Index(good, "\n\n")+2],
		"empty":          "",
		"another key":    write(t, newNotary(t), 5, 5).heads[5],
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := n.Key().Open(bad)
			require.ErrorIs(t, err, audit.ErrHead)
		})
	}

	// A leaf's signature is for its place, and does not verify as a head's.
	l := m.leaves[3]
	require.True(t, n.Key().HasLeaf(3, l.Hash, l.Signature))
	require.False(t, n.Key().HasLeaf(4, l.Hash, l.Signature))
	require.False(t, newNotary(t).Key().HasLeaf(3, l.Hash, l.Signature))
}

func TestTheNotaryNeverSignsAnotherHistory(t *testing.T) {
	t.Parallel()
	n := newNotary(t)
	m := write(t, n, 40, 10)
	require.Equal(t, int64(40), n.Newest().Size)

	shorter := write(t, n2(t, n), 39, 39)
	_, err := n.SignHead(shorter.tree().Head(), shorter.stored())
	require.ErrorIs(t, err, audit.ErrForked)
	other := &memory{heads: map[int64]string{}}
	for i := range int64(50) {
		other.add(t, n, event(i+1))
	}
	_, err = n.SignHead(other.tree().Head(), other.stored())
	require.ErrorIs(t, err, audit.ErrForked)
	m.add(t, n, event(40))
	m.sign(t, n)

	// A restarted notary continues from the head that was stored elsewhere.
	again := n2(t, n)
	var kept []string
	require.NoError(t, again.Keep(m.heads[41], func(signed string) error { kept = append(kept, signed); return nil }))
	_, err = again.SignHead(shorter.tree().Head(), shorter.stored())
	require.ErrorIs(t, err, audit.ErrForked)
	m.add(t, again, event(41))
	require.Equal(t, []string{m.sign(t, again)}, kept)
	require.ErrorIs(t, again.Keep("nonsense", nil), audit.ErrHead)

	full := errors.New("the disk is full")
	require.NoError(t, again.Keep("", func(string) error { return full }))
	m.add(t, again, event(42))
	_, err = again.SignHead(m.tree().Head(), m.stored())
	require.ErrorIs(t, err, full)
	require.Equal(t, int64(42), again.Newest().Size, "what cannot be kept is not signed")
}

func TestKeys(t *testing.T) {
	t.Parallel()
	secret, public, err := audit.NewKey(audit.Origin("tha"))
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(public, "homeward.tha/audit+"))
	n, err := audit.NewNotary(secret + "\n")
	require.NoError(t, err)
	require.Equal(t, public, n.Key().String())
	for _, bad := range []string{"", public, secret[:len(secret)-4], strings.Replace(secret, "homeward", "homework", 1)} {
		_, err := audit.NewNotary(bad)
		require.Error(t, err)
		require.False(t, bad != "" && strings.Contains(err.Error(), bad), "the error repeats the key")
	}
	_, err = audit.ParseKey(secret)
	require.Error(t, err)
	require.NotContains(t, err.Error(), secret)
}

func TestCountersigning(t *testing.T) {
	t.Parallel()
	n := newNotary(t)
	m := write(t, n, 10, 5)
	secret, public, err := audit.NewWitness("idn-embassy.example/1")
	require.NoError(t, err)
	at := time.Date(2026, 3, 2, 4, 5, 6, 0, time.UTC)
	c, err := audit.ParseCountersigner(secret, func() time.Time { return at })
	require.NoError(t, err)
	witnesses, err := audit.ReadWitnesses(strings.NewReader("# partners\n\nidn-mofa " + public + "\n"))
	require.NoError(t, err)
	require.Equal(t, "idn-mofa", string(witnesses[0].Agency))

	signed, err := c.Countersign(n.Key(), m.heads[5])
	require.NoError(t, err)
	head, by, err := audit.Cosignatures(n.Key(), signed, witnesses)
	require.NoError(t, err)
	require.Equal(t, int64(5), head.Size)
	require.Len(t, by, 1)
	require.Equal(t, at, by[0].At)
	require.Equal(t, signed, audit.WithCosignature(m.heads[5], by[0].Line))
	_, by, err = audit.Cosignatures(n.Key(), signed, nil)
	require.NoError(t, err)
	require.Empty(t, by, "of somebody unknown")

	_, _, err = audit.Cosignatures(n.Key(), strings.Replace(m.heads[10], "\n\n", "\n\n— "+by0(t, n, signed, witnesses)+"\n", 1), witnesses)
	require.ErrorIs(t, err, audit.ErrHead, "under another head")
	_, err = c.Countersign(newNotary(t).Key(), m.heads[5])
	require.ErrorIs(t, err, audit.ErrHead, "a head of another log is not countersigned")

	m.heads[5] = signed
	r, err := audit.Verify(t.Context(), m, audit.Check{Keys: []audit.Key{n.Key()}, Witnesses: witnesses})
	require.NoError(t, err)
	require.True(t, r.Sound())
	require.Equal(t, int64(5), r.Countersigned.Size)
	require.Equal(t, "idn-mofa", string(r.By[0].Witness.Agency))

	for _, bad := range []string{"", "x", public, secret + "x", strings.Replace(secret, "WITNESS", "HARVEST", 1)} {
		_, err := audit.ParseCountersigner(bad, nil)
		require.Error(t, err)
	}
	for _, bad := range []string{"", "x+y+z", strings.Replace(public, "embassy", "embassi", 1), secret, n.Key().String()} {
		_, err := audit.ParseWitness(bad)
		require.Error(t, err)
		_, err = audit.ReadWitnesses(strings.NewReader("a " + bad))
		require.ErrorContains(t, err, "line 1")
	}
	_, _, err = audit.NewWitness("with space")
	require.Error(t, err)
}

func by0(tb testing.TB, n *audit.Notary, signed string, witnesses []audit.Witness) string {
	tb.Helper()
	_, by, err := audit.Cosignatures(n.Key(), signed, witnesses)
	require.NoError(tb, err)
	require.NotEmpty(tb, by)
	return by[0].Line
}

func FuzzOpenHead(f *testing.F) {
	n := newNotary(f)
	m := write(f, n, 5, 5)
	f.Add(m.heads[5])
	f.Add(origin + "\n5\n\n")
	f.Fuzz(func(t *testing.T, signed string) {
		if head, err := n.Key().Open(signed); err == nil {
			require.Equal(t, int64(5), head.Size, "only what was signed is opened")
		}
	})
}

func FuzzParseWitness(f *testing.F) {
	_, public, err := audit.NewWitness("a")
	require.NoError(f, err)
	f.Add(public)
	f.Fuzz(func(t *testing.T, text string) {
		if w, err := audit.ParseWitness(text); err == nil {
			require.NotEmpty(t, w.Name())
			require.False(t, w.Verify([]byte("x"), make([]byte, 72)))
		}
	})
}
