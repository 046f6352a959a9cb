package corridor_test

import (
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestTheCorridorsThatAreShipped(t *testing.T) {
	t.Parallel()
	b := shipped(t)
	var ids []string
	states := map[casework.Country]bool{}
	for _, c := range b.Corridors() {
		ids = append(ids, c.ID)
		states[c.Host], states[c.Origin] = true, true
		require.True(t, c.Unreviewed(), "%s: no lawyer has read any of these files", c.ID)
		require.NotEmpty(t, c.LegalBasis, c.ID)
		unverified := 0
		for _, s := range c.Sources {
			if !s.Verified {
				unverified++
			}
			if strings.Contains(s.Source, "own knowledge") || strings.Contains(s.Source, "design") || strings.Contains(s.Source, "assumed") {
				require.False(t, s.Verified, "%s: %s", c.ID, s.Fact)
			}
		}
		require.Positive(t, unverified, "%s: its budgets are design, and so at least is unverified", c.ID)
	}
	require.Equal(t, []string{
		"default", "khm-idn", "khm-vnm", "tha-any", "tha-border", "tha-chn", "tha-eth", "tha-idn", "tha-ken", "tha-lao", "tha-mmr", "vnm-chn",
	}, ids)
	for _, commit := range []casework.Country{"KHM", "CHN", "LAO", "MMR", "THA", "VNM"} {
		require.True(t, states[commit], "the COMMIT state %s is in no corridor", commit)
	}
}

// A complaint that may be about the supervisor's desk is closed by the review body, so that is of another
// agency.
func TestTheReviewBodyIsOfAnotherAgencyThanTheSupervisor(t *testing.T) {
	t.Parallel()
	b := shipped(t)
	for _, c := range b.Corridors() {
		supervisor, known := b.Directory().Desk(c.Desks[casework.DeskSupervisor])
		require.True(t, known, c.ID)
		review, known := b.Directory().Desk(c.Desks[casework.DeskReview])
		require.True(t, known, c.ID)
		require.NotEqual(t, supervisor.Agency, review.Agency, c.ID)
	}
}

// Every file has every step, on or off, so that no step is off by accident.
func TestEveryFileHasEveryStep(t *testing.T) {
	t.Parallel()
	names, err := fs.Glob(corridors.Files(), "*.yaml")
	require.NoError(t, err)
	require.Len(t, names, 13)
	for _, name := range names {
		if name == "desks.yaml" {
			continue
		}
		text, err := fs.ReadFile(corridors.Files(), name)
		require.NoError(t, err)
		for _, spec := range casework.Specs() {
			if spec.FixedBudget > 0 {
				require.NotContains(t, string(text), "\n  "+string(spec.Step)+":", name)
				continue
			}
			require.Contains(t, string(text), "\n  "+string(spec.Step)+":", name)
		}
		for _, kind := range casework.DeskKinds() {
			if kind != casework.DeskSurvivor && kind != casework.DeskProtection { // which the directory names, for each host state
				require.Contains(t, string(text), "\n  "+string(kind)+":", "%s: a condition of any gate may be owed by a %s", name, kind)
			}
		}
	}
}

func TestWhatAreTheLanes(t *testing.T) {
	t.Parallel()
	b := shipped(t)
	get := func(id string) corridor.Corridor {
		c, err := b.Get(id, 1)
		require.NoError(t, err)
		return c
	}
	chn, ken, eth, lao := get("tha-chn"), get("tha-ken"), get("tha-eth"), get("tha-lao")

	require.Equal(t, casework.LaneC, chn.Lane)
	require.True(t, chn.ScreeningOwed)
	require.True(t, chn.Modality.ByForceOfLaw())
	require.Equal(t, []time.Weekday{time.Wednesday, time.Thursday, time.Friday}, chn.Slots.Days("CHN"))
	rule, on := chn.Rule(casework.StepScreeningAtOrigin)
	require.True(t, on)
	require.Equal(t, casework.DeskReceiving, rule.Kind)

	require.Equal(t, casework.LaneB, ken.Lane)
	require.Equal(t, []string{"dkba"}, ken.Refused)
	require.Equal(t, corridor.EmbassyCommitment, ken.Entry)
	require.Equal(t, []casework.AddedCondition{{Gate: "G14", Fact: "mmr_mfa_approval", Owner: casework.DeskBorder}}, ken.Added)

	mission, ok := eth.DeskOf(casework.StepVerifyNationality)
	require.True(t, ok)
	require.Equal(t, casework.Country("ETH"), mission.Country)
	require.Equal(t, casework.Country("IND"), mission.Seat)
	require.Equal(t, []string{"IND", "ETH"}, mission.Calendars)
	require.Equal(t, "Asia/Kolkata", mission.Zone.String())

	require.Equal(t, casework.LaneA, lao.Lane)
	require.Nil(t, lao.Slots)
	require.Equal(t, 45, lao.ReflectionDays)
}

func TestRulesArePlainDataThatACaseCarries(t *testing.T) {
	t.Parallel()
	for _, c := range shipped(t).Corridors() {
		r := c.Rules()
		text, err := json.Marshal(r)
		require.NoError(t, err)
		var back casework.Rules
		require.NoError(t, json.Unmarshal(text, &back))
		require.Equal(t, r, back, c.ID)
		require.Less(t, len(text), 8<<10, "%s: a case carries its rules for its whole life", c.ID)

		require.Equal(t, c.ID, r.Corridor)
		require.NotContains(t, string(text), `"*"`, "a case has no word for any country")
		require.Equal(t, 72*time.Hour, r.PreEmbarkation)
		require.Equal(t, 14*24*time.Hour, r.Validity[casework.StepFitToTravel])
		require.Equal(t, 30*24*time.Hour, r.Validity[casework.StepRiskAssessment])
		require.NotContains(t, r.Validity, casework.StepPreEmbarkation)
		require.Len(t, r.Visits, 5)
		for _, step := range r.Steps {
			desk, kind := r.DeskOf(step)
			require.NotEmpty(t, desk, "%s: %s", c.ID, step)
			require.NotEmpty(t, kind)
		}
		if r.HasStep(casework.StepDetermination) {
			require.Equal(t, casework.Quorum{Members: 3, Agencies: 2}, r.Quorum)
		}
		// Changing the rules of a case changes no other case and no corridor.
		r.Desks[casework.DeskConsulate] = "nobody"
		r.Steps[0] = "nothing"
		require.NotEqual(t, r.Desks, c.Rules().Desks)
		require.NotEqual(t, r.Steps, c.Rules().Steps)
	}
	chn, err := shipped(t).Get("tha-chn", 1)
	require.NoError(t, err)
	rules := chn.Rules()
	desk, kind := rules.DeskOf(casework.StepScreeningAtOrigin)
	require.Equal(t, casework.DeskID("chn-receiving"), desk)
	require.Equal(t, casework.DeskReceiving, kind)
}

// A lawyer reads the golden files: a change of a corridor shows there.
func TestCorridorsInPlainLines(t *testing.T) {
	t.Parallel()
	for _, c := range shipped(t).Corridors() {
		golden := filepath.Join("testdata", "explain", c.ID+".txt")
		text := c.Explain()
		if *update {
			require.NoError(t, os.MkdirAll(filepath.Dir(golden), 0o755))
			require.NoError(t, os.WriteFile(golden, []byte(text), 0o600))
		}
		want, err := os.ReadFile(golden)
		require.NoError(t, err)
		require.Equal(t, string(want), text, "run the test with -update and read the difference")
		require.Contains(t, text, "NOT REVIEWED")
		require.Contains(t, text, "UNVERIFIED")
	}
}

func TestTheDirectoryHoldsNobodysName(t *testing.T) {
	t.Parallel()
	d := shipped(t).Directory()
	require.Greater(t, len(d.Desks()), 90)
	for _, desk := range d.Desks() {
		agency, ok := d.Agency(desk.Agency)
		require.True(t, ok, desk.ID)
		require.Equal(t, agency.Country, desk.Country)
		require.NotEmpty(t, desk.Calendars, desk.ID)
		require.NotNil(t, desk.Zone, desk.ID)
		require.NotContains(t, desk.Name, "@")
		require.NotRegexp(t, `\d{3}`, desk.Name, "no numbers to call")
		if desk.Kind == casework.DeskPanel {
			require.GreaterOrEqual(t, len(desk.Members), 3, desk.ID)
		}
	}
	for _, agency := range d.Agencies() {
		if agency.FocalPoint != "" {
			_, ok := d.Desk(agency.FocalPoint)
			require.True(t, ok, agency.ID)
		}
	}
}
