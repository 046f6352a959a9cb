package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
)

// Her caseworker can read to her, in her language, who has looked; only the data protection officer
// sees the account.
func TestWhoHasLookedInPlainWords(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	const path = "/cases/c7m2k9x4pq/readers"
	a := h.ok(http.StatusOK, get(path).as(caseworker))
	items, ok := a.at("items").([]any)
	require.True(t, ok)
	require.Len(t, items, 2)
	require.Equal(t, "refused", field(t, items[0], "what"))
	require.Contains(t, field(t, items[0], "text"), "asked for your file, or for something in it, and was not shown it")
	require.Equal(t, "looked", field(t, items[1], "what"))
	text, ok := field(t, items[1], "text").(string)
	require.True(t, ok)
	require.True(t, strings.HasPrefix(text, "Consular officer at "), text)
	require.Contains(t, text, "saw who you are (your names, birth, languages and papers). Why: to confirm who you are and to make your papers.")
	require.NotContains(t, string(a.raw), "acc-9")
	require.NotContains(t, string(a.raw), "s-9")

	a = h.ok(http.StatusOK, get(path+"?language=ar").as(protection))
	require.Contains(t, string(a.raw), "acc-9")
	require.Contains(t, string(a.raw), "المسؤول القنصلي")
	a = h.ok(http.StatusOK, get(path+"?language=my").as(caseworker))
	require.Contains(t, string(a.raw), "ကောင်စစ်အရာရှိ")

	h.refused(http.StatusForbidden, "denied", get(path).as(consul))
	h.refused(http.StatusForbidden, "denied", get(path).as(supervisor))
	h.refused(http.StatusNotFound, "not_found", get(path).as(stranger))
}

// The auditor sees that the controls work, and not whom the lines are about, not even by a filter.
func TestTheLogForThoseWhoExamineIt(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	var asked record.AuditFilter
	give := h.fake.auditEvents
	h.fake.auditEvents = func(f record.AuditFilter) (record.AuditEvents, error) { asked = f; return give(f) }
	const path = "/audit/events?case=c7m2k9x4pq&account=acc-9&agency=eth-mission-newdelhi&action=case.show&outcome=allowed&from=2026-01-01T00:00:00Z"

	a := h.ok(http.StatusOK, get(path).as(protection))
	require.Equal(t, casework.AccountID("acc-9"), asked.Account)
	require.Equal(t, casework.Ref("c7m2k9x4pq"), asked.Case)
	require.Equal(t, audit.Allowed, asked.Outcome)
	require.Contains(t, string(a.raw), `"account":"acc-9"`)
	require.Contains(t, string(a.raw), `"leaf":0`)
	require.Contains(t, a.Header.Get("Link"), "account=acc-9")
	events := h.trail.take()
	require.Len(t, events, 1, "to read the log leaves a line in it")
	require.Equal(t, audit.Subject{Kind: audit.OfLog}, events[0].Subject)

	a = h.ok(http.StatusOK, get(path).as(auditor))
	require.Empty(t, asked.Account)
	require.Empty(t, asked.Case)
	for _, word := range []string{"acc-9", "s-9", "c7m2k9x4pq"} {
		require.NotContains(t, string(a.raw), word)
	}
	require.NotContains(t, a.Header.Get("Link"), "account")
	h.refused(http.StatusForbidden, "denied", get("/audit/events").as(caseworker))
}

func TestHeadsAndProofs(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	require.Equal(t, h.notary.Key().String(), h.ok(http.StatusOK, get("/audit/key").as(consul)).at("key"))
	a := h.ok(http.StatusOK, get("/audit/checkpoint").as(auditor))
	signed, ok := a.at("signed").(string)
	require.True(t, ok)
	head, err := h.notary.Key().Open(signed)
	require.NoError(t, err)
	require.Equal(t, int64(3), head.Size)
	require.Equal(t, head.Root.String(), a.at("root"))
	h.ok(http.StatusOK, get("/audit/checkpoint/3").as(consul))
	h.refused(http.StatusNotFound, "not_found", get("/audit/checkpoint/4").as(consul))
	h.refused(http.StatusNotFound, "not_found", get("/audit/checkpoint/0").as(consul))
	h.ok(http.StatusOK, get("/audit/checkpoint/3/since/1").as(consul))
	h.refused(http.StatusNotFound, "not_found", get("/audit/checkpoint/4/since/1").as(consul))
	h.ok(http.StatusOK, get("/audit/checkpoint/3/leaves/2").as(consul))
	h.refused(http.StatusNotFound, "not_found", get("/audit/checkpoint/3/leaves/3").as(consul))
	h.refused(http.StatusUnauthorized, "unsigned", get("/audit/checkpoint"))

	good := h.fake.auditHead
	other, err := audit.NewNotary(newAuditKey(t))
	require.NoError(t, err)
	forged, err := other.SignHead(head, nil)
	require.NoError(t, err)
	h.fake.auditHead = func(int64) (record.AuditHead, error) { return record.AuditHead{Size: 3, Signed: forged, At: noon}, nil }
	p := h.refused(http.StatusServiceUnavailable, "unavailable", get("/audit/checkpoint").as(consul))
	require.Contains(t, p.Detail, "not signed with its key")
	h.fake.auditHead = good
}

func newAuditKey(tb testing.TB) string {
	tb.Helper()
	secret, _, err := audit.NewKey(audit.Origin("test"))
	require.NoError(tb, err)
	return secret
}

// An agency can add its own signature to a head of the log, and no other agency's.
func TestCountersigningAHead(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	sign := func(agency string) (string, audit.Witness) {
		secret, public, err := audit.NewWitness(agency + ".example")
		require.NoError(t, err)
		c, err := audit.ParseCountersigner(secret, func() time.Time { return noon })
		require.NoError(t, err)
		listed, err := audit.ReadWitnesses(strings.NewReader(agency + " " + public))
		require.NoError(t, err)
		kept, err := h.fake.auditHead(0)
		require.NoError(t, err)
		signed, err := c.Countersign(h.notary.Key(), kept.Signed)
		require.NoError(t, err)
		return signed, listed[0]
	}
	desk, found := h.book.Directory().Desk("eth-mission-newdelhi")
	require.True(t, found)
	theirs, witness := sign(string(desk.Agency))
	unknown, _ := sign("somebody")
	foreign, other := sign("idn-mofa")
	config := h.config()
	config.usecases.Witnesses = []audit.Witness{witness, other}
	h.start(config)
	const head = "eth-mission-newdelhi mission_head"

	h.ok(http.StatusOK, post("/audit/cosignatures", m{"signed": theirs}).as(head))
	require.Len(t, h.fake.countersigned, 1)
	require.Equal(t, desk.Agency, h.fake.countersigned[0].Witness.Agency)
	h.ok(http.StatusOK, get("/audit/key").as(head))

	h.refused(http.StatusUnprocessableEntity, "invalid", post("/audit/cosignatures", m{"signed": foreign}).as(head))
	h.refused(http.StatusUnprocessableEntity, "invalid", post("/audit/cosignatures", m{"signed": unknown}).as(head))
	h.refused(http.StatusUnprocessableEntity, "invalid", post("/audit/cosignatures", m{"signed": strings.Replace(theirs, "\n3\n", "\n4\n", 1)}).as(head))
	h.refused(http.StatusForbidden, "denied", post("/audit/cosignatures", m{"signed": theirs}).as(consul))
	require.Len(t, h.fake.countersigned, 1)

	// A head of the same size with another history, signed with the log's own key.
	h.fake.auditHead = func(int64) (record.AuditHead, error) {
		tree := &audit.Tree{}
		for range 3 {
			tree.Add([32]byte{9})
		}
		signed, err := forgetful(t, h).SignHead(tree.Head(), nil)
		return record.AuditHead{Size: 3, Signed: signed, At: noon}, err
	}
	h.refused(http.StatusConflict, "conflict", post("/audit/cosignatures", m{"signed": theirs}).as(head))
}

// forgetful returns a notary with the log's key that keeps no newest head.
func forgetful(tb testing.TB, h *testAPI) *audit.Notary {
	tb.Helper()
	n, err := audit.NewNotary(h.secret)
	require.NoError(tb, err)
	return n
}
