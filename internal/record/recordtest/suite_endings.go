package recordtest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
)

// Only running cases are found in which one role has waived a gate and no other role has.
func halfWaivedFound(t *testing.T, s Store) {
	t.Helper()
	waive := func(c casework.Change, role casework.Role) casework.Change {
		next := after(c, casework.KindWaive)
		by := screener()
		by.Role = role
		next.Waivers = []casework.WaiverGiven{{Gate: "G03", Conditions: []casework.ConditionID{casework.CondConsulateConsent}, By: by, At: next.At, Key: next.Key}}
		next.Next.Waivers = append(next.Next.Waivers, next.Waivers...)
		write(t, s, next)
		return next
	}
	found := func(role casework.Role, limit int) []casework.Ref {
		refs, err := s.HalfWaived(t.Context(), "G03", role, limit)
		require.NoError(t, err)
		return refs
	}
	first := waive(open(t, s, "case-a"), casework.RoleLegal)
	waive(open(t, s, "case-b"), casework.RoleLegal)
	require.Equal(t, []casework.Ref{"case-a", "case-b"}, found(casework.RoleLegal, 5))
	require.Len(t, found(casework.RoleLegal, 1), 1)
	require.Empty(t, found(casework.RoleSupervisor, 5))
	waive(first, casework.RoleSupervisor)
	require.Equal(t, []casework.Ref{"case-b"}, found(casework.RoleLegal, 5))
	require.Empty(t, found(casework.RoleSupervisor, 5))
}

// A case is found by the first of what holds and ends in it, as of its newest change.
func endingsListed(t *testing.T, s Store) {
	t.Helper()
	c := after(open(t, s, "case-a"), casework.KindConsent)
	until := c.At.Add(20 * day)
	c.Next.Consents = []casework.ConsentGiven{{Consent: casework.ConsentPolice, At: c.At, Until: &until, Mode: casework.ModeSignature, Key: c.Key}}
	write(t, s, c)
	open(t, s, "case-b")
	listed := func(before time.Time) (out []casework.Ref) {
		found, err := s.Cases(t.Context(), record.CaseFilter{EndsBefore: before})
		require.NoError(t, err)
		for _, row := range found.Rows {
			out = append(out, row.Ref)
		}
		return out
	}
	require.Empty(t, listed(until))
	require.Equal(t, []casework.Ref{"case-a"}, listed(until.Add(time.Second)))
	withdrawn := after(c, casework.KindWithdraw)
	withdrawn.Next.Consents = nil
	write(t, s, withdrawn)
	require.Empty(t, listed(until.Add(time.Second)))
}
