package cli

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/notary"
	"example.org/homeward/internal/wire"
)

// A partner keeps a head, checks that the next one continues it, countersigns, and refuses forged heads.
func TestAPartnerKeepsHeads(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	key := filepath.Join(dir, "audit.key")
	_, err := notary.MakeLogKey(key, key+".pub", audit.Origin("tha"))
	require.NoError(t, err)
	n, err := notary.Open(key, key+".kept", false)
	require.NoError(t, err)
	_, said, code := homeward(t, nil, "audit", "key", "--make", filepath.Join(dir, "witness"), "--witness", "idn-mofa.example/1")
	require.Zero(t, code, said)

	tree := &audit.Tree{}
	var stored [][32]byte
	grow := func(count int) wire.AuditHead {
		for range count {
			for _, h := range tree.Add([32]byte{byte(len(stored))}) {
				stored = append(stored, h)
			}
		}
		signed, err := n.SignHead(tree.Head(), nil)
		require.NoError(t, err)
		return wire.AuditHead{Size: tree.Size(), Signed: signed, Countersigned: []wire.CountersignedBy{}}
	}
	first := grow(1)
	answers := map[string]any{"GET /audit/checkpoint": first, "POST /audit/cosignatures": first}
	address, seen := server(t, answers)
	env := map[string]string{}
	kept := filepath.Join(dir, "head")
	keep := func() (string, string, int) {
		return homeward(t, env, "audit", "keep", kept, "--public", "@"+key+".pub", "--countersign", filepath.Join(dir, "witness"),
			"--server", address, "--as", "idn-mission-bangkok:mission_head")
	}
	out, said, code := keep()
	require.Zero(t, code, said)
	require.Contains(t, out, "Kept the head of 1 events")
	require.Contains(t, out, "Countersigned it as idn-mofa.example/1")
	sent := (*seen)[len(*seen)-1]
	require.Equal(t, http.MethodPost, sent.method)
	require.Contains(t, sent.body, "idn-mofa.example/1")
	before, err := os.ReadFile(kept)
	require.NoError(t, err)
	require.Equal(t, first.Signed, string(before))

	forged, err := audit.NewNotary(secretOf(t, key))
	require.NoError(t, err)
	other := &audit.Tree{}
	other.Add([32]byte{99})
	lie, err := forged.SignHead(other.Head(), nil)
	require.NoError(t, err)
	answers["GET /audit/checkpoint"] = wire.AuditHead{Size: 1, Signed: lie, Countersigned: []wire.CountersignedBy{}}
	_, said, code = keep()
	require.Equal(t, ExitTampered, code)
	require.Contains(t, said, "The log was rewritten: there are two heads of 1 events")
	answers["GET /audit/checkpoint"] = wire.AuditHead{Size: 1, Signed: strings.Replace(first.Signed, "\n1\n", "\n2\n", 1), Countersigned: []wire.CountersignedBy{}}
	_, said, code = keep()
	require.Equal(t, ExitTampered, code)
	require.Contains(t, said, "not signed with this key")

	other.Add([32]byte{1})
	lie, err = forged2(t, key).SignHead(other.Head(), nil)
	require.NoError(t, err)
	answers["GET /audit/checkpoint"] = wire.AuditHead{Size: 2, Signed: lie, Countersigned: []wire.CountersignedBy{}}
	answers["GET /audit/checkpoint/2/since/1"] = wire.AuditProof{Size: 2, Hashes: []wire.Hash{"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}}
	_, said, code = keep()
	require.Equal(t, ExitTampered, code)
	require.Contains(t, said, "does not continue the one of 1 that you have kept")
	after, err := os.ReadFile(kept)
	require.NoError(t, err)
	require.Equal(t, before, after, "the kept head stays")
}

func secretOf(tb testing.TB, path string) string {
	tb.Helper()
	secret, err := notary.ReadSecret(path)
	require.NoError(tb, err)
	return secret
}

// forged2 returns a notary with the same key and without a kept head.
func forged2(tb testing.TB, path string) *audit.Notary {
	tb.Helper()
	n, err := audit.NewNotary(secretOf(tb, path))
	require.NoError(tb, err)
	return n
}

func TestReadersAreReadOut(t *testing.T) {
	t.Parallel()
	address, seen := server(t, map[string]any{
		"GET /cases/c7m2k9x4pq/readers": wire.ReaderPage{Items: []wire.Reader{{At: noon, Text: "Consular officer at New Delhi saw your name."}}, Next: "more"},
		"GET /audit/events":             wire.AuditPage{Items: []wire.AuditEvent{{Row: 4, At: noon, Action: "case.show", Outcome: "denied", Code: "not_found"}}},
		"GET /audit/key":                wire.AuditKey{Origin: "o", Key: "homeward.tha/audit+1+x", Witnesses: []wire.WitnessKey{{Agency: "idn-mofa", Key: "w"}}},
	})
	env := map[string]string{}
	here := []string{"--server", address, "--as", "tha-caseworker-maesot"}
	out, said, code := homeward(t, env, append([]string{"audit", "readers", "c7m2k9x4pq", "--language", "my"}, here...)...)
	require.Zero(t, code, said)
	require.Contains(t, out, "2026-12-01 12:00  Consular officer at New Delhi saw your name.")
	require.Contains(t, out, "--cursor more")
	require.Contains(t, (*seen)[len(*seen)-1].query, "language=my")
	out, said, code = homeward(t, env, append([]string{"audit", "events", "--denied", "--case", "c7m2k9x4pq"}, here...)...)
	require.Zero(t, code, said)
	require.Contains(t, out, "case.show not_found")
	require.Contains(t, (*seen)[len(*seen)-1].query, "outcome=denied")
	out, said, code = homeward(t, env, append([]string{"audit", "key"}, here...)...)
	require.Zero(t, code, said)
	require.Contains(t, out, "homeward.tha/audit+1+x\n")
	require.Contains(t, out, "idn-mofa")
}
