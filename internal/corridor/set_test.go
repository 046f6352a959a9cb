package corridor_test

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
)

func TestTheMostSpecificCorridorHolds(t *testing.T) {
	t.Parallel()
	files := copied(t)
	// In addition to the shipped files: one for anyone held by the police, one for Lao nationals held by the police, and a second version of one.
	add := func(from, name string, edits ...[2]string) {
		files[name] = &fstest.MapFile{Data: files[from].Data}
		for _, e := range edits {
			edit(t, files, name, e[0], e[1])
		}
	}
	add("default.yaml", "tha-any-police.yaml", [2]string{"id: default", "id: tha-any-police"}, [2]string{`host: "*"`, "host: THA"}, [2]string{`custodian: "*"`, "custodian: [police]"})
	add("tha-lao.yaml", "tha-lao-police.yaml", [2]string{"id: tha-lao", "id: tha-lao-police"}, [2]string{`custodian: "*"`, "custodian: [police]"})
	edit(t, files, "tha-lao.yaml", "valid_from: 2025-01-01", "valid_from: 2025-01-01\nvalid_to: 2025-06-30")
	add("tha-lao-police.yaml", "tha-lao.v2.yaml", [2]string{"id: tha-lao-police", "id: tha-lao"}, [2]string{"version: 1", "version: 2"},
		[2]string{"custodian: [police]", `custodian: "*"`}, [2]string{"valid_from: 2025-01-01", "valid_from: 2025-07-01"})
	b, err := corridor.Load(files)
	require.NoError(t, err)

	for name, c := range map[string]struct {
		host, origin casework.Country
		custodian    string
		at           string
		want         string
	}{
		"exact":                             {"THA", "KEN", "bgf", "2025-03-10T00:00:00Z", "tha-ken v1"},
		"another custodian":                 {"THA", "KEN", "state", "2025-03-10T00:00:00Z", "tha-any v1"},
		"the custodian named, any origin":   {"THA", "KEN", "police", "2025-03-10T00:00:00Z", "tha-any-police v1"},
		"no custodian known":                {"THA", "KEN", "", "2025-03-10T00:00:00Z", "tha-any v1"},
		"not yet in force":                  {"THA", "KEN", "bgf", "2025-02-28T12:00:00Z", "tha-any v1"},
		"the host's day has begun":          {"THA", "KEN", "bgf", "2025-02-28T17:00:00Z", "tha-ken v1"},
		"the host's day has not begun":      {"THA", "KEN", "bgf", "2025-02-28T16:59:59Z", "tha-any v1"},
		"origin before custodian":           {"THA", "LAO", "none", "2025-03-10T00:00:00Z", "tha-lao v1"},
		"custodian before none":             {"THA", "LAO", "police", "2025-03-10T00:00:00Z", "tha-lao-police v1"},
		"the last day of the first version": {"THA", "LAO", "none", "2025-06-30T16:59:59Z", "tha-lao v1"},
		"the first day of the second":       {"THA", "LAO", "none", "2025-06-30T17:00:00Z", "tha-lao v2"},
		"any origin in that host":           {"THA", "UGA", "state", "2025-03-10T00:00:00Z", "tha-any v1"},
		"any origin, the custodian named":   {"THA", "UGA", "bgf", "2025-03-10T00:00:00Z", "tha-border v1"},
		"any host":                          {"LAO", "UGA", "state", "2025-03-10T00:00:00Z", "default v1"},
		"a stateless person":                {"KHM", "XXA", "none", "2026-03-10T00:00:00Z", "default v1"},
		"a nationality nobody knows":        {"KHM", "", "none", "2026-03-10T00:00:00Z", "default v1"},
		"a host without a calendar":         {"ZWE", "UGA", "none", "2026-03-10T00:00:00Z", "default v1"},
		"before anything was in force":      {"THA", "KEN", "bgf", "2024-03-10T00:00:00Z", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := b.Find(c.host, c.origin, c.custodian, instant(t, c.at))
			if c.want == "" {
				require.ErrorIs(t, err, corridor.ErrNoCorridor)
				return
			}
			require.NoError(t, err)
			require.Equal(t, c.want, got.String())
		})
	}
}

func TestACaseKeepsTheVersionItBeganWith(t *testing.T) {
	t.Parallel()
	files := copied(t)
	edit(t, files, "tha-ken.yaml", "valid_from: 2025-03-01", "valid_from: 2025-03-01\nvalid_to: 2025-03-31")
	b, err := corridor.Load(files)
	require.NoError(t, err)
	old, err := b.Get("tha-ken", 1)
	require.NoError(t, err, "a version that is over can still be had")
	require.False(t, old.InForce(day(t, "2025-04-01")))
	_, err = b.Get("tha-ken", 2)
	require.ErrorIs(t, err, corridor.ErrNoCorridor)
	_, err = b.Get("tha-xyz", 1)
	require.ErrorIs(t, err, corridor.ErrNoCorridor)
}

func TestRecipientsOfEscalations(t *testing.T) {
	t.Parallel()
	files := copied(t)
	edit(t, files, "tha-eth.yaml", "80: desk", "80: eth-mission-tokyo")
	b, err := corridor.Load(files)
	require.NoError(t, err)
	c, err := b.Get("tha-eth", 1)
	require.NoError(t, err)
	for rung, want := range map[casework.EscalationLevel]corridor.Recipient{
		casework.EscalationDigest:      {Level: corridor.LevelDesk, Desk: "eth-mission-newdelhi"},
		casework.EscalationReminder:    {Level: corridor.LevelNamed, Desk: "eth-mission-tokyo"},
		casework.EscalationHeadOfDesk:  {Level: corridor.LevelHead, Desk: "eth-mission-newdelhi"},
		casework.EscalationFocalPoint:  {Level: corridor.LevelFocalPoint, Desk: "eth-mfa-focal"},
		casework.EscalationCoordinator: {Level: corridor.LevelCoordinator, Desk: "tha-coordination"},
	} {
		require.Equal(t, want, c.RecipientAt(rung, "eth-mission-newdelhi"), rung)
	}
	require.Equal(t, casework.DeskID("tha-focal"), c.RecipientAt(casework.EscalationFocalPoint, "tha-immigration-maesot").Desk)
	require.Equal(t, casework.DeskID("tha-coordination"), c.RecipientAt(casework.EscalationFocalPoint, "intl-capital").Desk, "an agency without a ministry")
	for _, level := range casework.EscalationThresholds() {
		for _, one := range b.Corridors() {
			for _, step := range one.Steps {
				desk, ok := one.DeskOf(step.Step)
				require.True(t, ok)
				require.NotEmpty(t, one.RecipientAt(level.Level, desk.ID).Desk, "silence always has a recipient: %s %s", one, step.Step)
			}
		}
	}
}

// A corridor may drop a condition that can be waived. The case carries that, and the lawyer reads it.
func TestAConditionThatIsDropped(t *testing.T) {
	t.Parallel()
	files := small(t)
	edit(t, files, "tha-ken.yaml", "gates:\n", "gates:\n  G12:\n    drop: [exit_permit_valid]\n")
	edit(t, files, "tha-ken.yaml", "reviewed_by: nobody yet", "reviewed_by: counsel of the ministry, 2026-05-02")
	edit(t, files, "tha-ken.yaml", "valid_from: 2025-03-01", "valid_from: 2025-03-01\nvalid_to: 2027-12-31\nconsents: [C1, C4, C9]")
	edit(t, files, "tha-ken.yaml", "mission: {remote: true}", "mission: {remote: true, another_signs: true}")
	edit(t, files, "tha-ken.yaml", "sharing_agreement: false\nhost_duty: false", "sharing_agreement: true\nhost_duty: true")
	b, err := corridor.Load(files)
	require.NoError(t, err)
	c, err := b.Get("tha-ken", 1)
	require.NoError(t, err)
	rules := c.Rules()
	require.Equal(t, []casework.DroppedCondition{{Gate: "G12", Condition: casework.CondExitPermit}}, rules.Dropped)
	require.True(t, rules.SharingAgreement)
	require.True(t, rules.HostDuty)
	require.True(t, rules.SeparateIssuer)
	require.False(t, c.Unreviewed())
	text := c.Explain()
	for _, want := range []string{
		"G12 does not wait for: exit permit valid", "Reviewed by counsel of the ministry, 2026-05-02.", "until 2027-12-31",
		"Consents asked: C1 C4 C9.", "must by law notify the consulate", "The officer who verifies a nationality at the mission does not issue the document.", "An agreement on sharing data with the receiver is in force.",
	} {
		require.Contains(t, text, want)
	}
	require.NotContains(t, text, "NOT REVIEWED")
}

func TestTheBookIsReadByManyAtOnce(t *testing.T) {
	t.Parallel()
	b := shipped(t)
	done := make(chan corridor.Clock)
	for range 8 {
		go func() {
			c, _ := b.Find("THA", "ETH", "bgf", time.Date(2026, 1, 12, 0, 0, 0, 0, time.UTC))
			clock, _ := c.Scheduler().Clock(casework.StepVerifyNationality, time.Date(2026, 1, 12, 5, 0, 0, 0, time.UTC))
			done <- clock
		}()
	}
	first := <-done
	require.NotEmpty(t, first.Escalations)
	for range 7 {
		require.Equal(t, first, <-done)
	}
}

func TestWorkingTimeOfADesk(t *testing.T) {
	t.Parallel()
	set := shipped(t)
	friday := time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)
	worked, known := set.WorkingTime("tha-caseworker-maesot", friday, friday.AddDate(0, 0, 3))
	require.True(t, known)
	require.Equal(t, 24*time.Hour, worked, "Saturday and Sunday do not count")
	_, known = set.WorkingTime("never", friday, friday)
	require.False(t, known)
}
