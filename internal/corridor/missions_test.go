package corridor_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
)

// The field says: Kenya's mission in Bangkok also serves nationals of Uganda, Tanzania and Burundi; Ethiopia acts
// through New Delhi and Tokyo; countries without a mission are reached through the capital (field reference 3.9).
func TestWhichMissionAnswersForWhom(t *testing.T) {
	t.Parallel()
	b := shipped(t)
	june := instant(t, "2026-06-01T12:00:00+07:00")
	for name, tt := range map[string]struct {
		nationality, host casework.Country
		want              []casework.DeskID
	}{
		"a Kenyan in Thailand":                {"KEN", "THA", []casework.DeskID{"ken-mission-bangkok"}},
		"a Ugandan in Thailand, by hand":      {"UGA", "THA", []casework.DeskID{"intl-capital"}},
		"an Ethiopian in Thailand":            {"ETH", "THA", []casework.DeskID{"eth-mission-newdelhi", "eth-mission-tokyo"}},
		"a Chinese in Viet Nam":               {"CHN", "VNM", []casework.DeskID{"chn-mission-hanoi"}},
		"a Chinese in Cambodia":               {"CHN", "KHM", []casework.DeskID{"intl-capital"}},
		"a Chadian in Thailand":               {"TCD", "THA", []casework.DeskID{"intl-capital"}},
		"a person whose state is not known":   {"", "THA", []casework.DeskID{"intl-capital"}},
		"a person who has no state":           {"XXA", "THA", []casework.DeskID{"intl-capital"}},
		"a Kenyan where Kenya has no mission": {"KEN", "MMR", []casework.DeskID{"intl-capital"}},
	} {
		require.Equal(t, tt.want, b.Addressees(tt.nationality, tt.host, june), name)
	}
	require.False(t, b.Answers("mmr-mission-bangkok", "KEN", "THA", june), "the embassy of Myanmar does not say who is Kenyan")
	require.False(t, b.Answers("ken-mission-bangkok", "UGA", "THA", instant(t, "2025-02-28T23:00:00+07:00")), "the day before")
	require.True(t, b.Answers("ken-mission-bangkok", "UGA", "THA", instant(t, "2025-03-01T00:00:00+07:00")), "by Thailand's day")
	require.Empty(t, b.Unregistered(), "every mission in the directory is in the registry")
}

// Every corridor, for every state, asks a desk that answers for that state, or the liaison desk.
func TestEveryCorridorAsksTheMissionOfItsState(t *testing.T) {
	t.Parallel()
	b := shipped(t)
	at := instant(t, "2026-11-30T12:00:00+07:00")
	for _, host := range []casework.Country{"THA", "KHM", "VNM", "MMR", "LAO"} {
		for _, origin := range []casework.Country{"KEN", "UGA", "MMR", "CHN", "ETH", "IDN", "LAO", "VNM", "PHL", "XXA", ""} {
			for _, custodian := range []string{"state", "bgf", "dkba", ""} {
				found, err := b.Find(host, origin, custodian, at)
				require.NoError(t, err)
				desk := found.Desks[casework.DeskConsulate]
				require.True(t, b.Answers(desk, origin, host, at), "%s of %s in %s", found.ID, origin, host)
				if place, _ := b.Directory().Desk(desk); place.Country != "*" {
					require.Equal(t, origin, place.Country)
				}
			}
		}
	}
}

// A mistake in the registry, or a corridor that it does not bear out, is reported with file and line.
func TestMistakesInTheRegistryOfMissions(t *testing.T) {
	t.Parallel()
	const registry = "missions/v1.yaml"
	for name, c := range map[string]struct{ file, from, to, want string }{
		"a desk that is not there":    {registry, "desk: ken-mission-bangkok", "desk: ken-mission-bankok", "there is no desk"},
		"a desk of another kind":      {registry, "desk: lao-mission-bangkok", "desk: lao-receiving", "of the kind receiving, not consulate"},
		"a desk of another state":     {registry, "state: MMR", "state: KEN", `is of an agency of "MMR"`},
		"another state, no ground":    {registry, "        ground: representation\n", "", "by representation or as a protecting_power"},
		"its own, with a ground":      {registry, "nationality: LAO", "nationality: LAO\n        ground: representation", "for its own without either"},
		"an unknown ground":           {registry, "ground: representation", "ground: friendship", "is not one of own, representation, protecting_power"},
		"every state":                 {registry, "nationality: LAO", `nationality: "*"`, "name one state"},
		"a state that is none":        {registry, "nationality: LAO", "nationality: LAX", "is not an ISO 3166-1"},
		"a host that is none":         {registry, "hosts: [VNM]", "hosts: [VNX]", "is not an ISO 3166-1"},
		"in its own country":          {registry, "hosts: [VNM]", "hosts: [CHN]", "no mission in its own country"},
		"no first day":                {registry, "        from: 2025-01-01\n        source: \"own knowledge\"", "        source: \"own knowledge\"", `the key "from" is missing`},
		"ends before it begins":       {registry, "from: 2025-03-01", "from: 2025-03-01\n        until: 2025-02-01", "it ends before it begins"},
		"no source":                   {registry, "        source: \"ATQ News 2025-03\"\n", "", `the key "source" is missing`},
		"twice on a day":              {registry, "hosts: [KHM]", "hosts: [KHM, KHM]", "on the same days already"},
		"a liaison desk of a state":   {registry, "desk: intl-capital", "desk: ken-mission-bangkok", "belongs to no state"},
		"a corridor before the entry": {"tha-lao.yaml", "valid_from: 2025-01-01", "valid_from: 2024-01-01", "does not answer for LAO in THA on 2024-01-01"},
		"a corridor of another host":  {"vnm-chn.yaml", "chn-mission-hanoi", "chn-mission-bangkok", "in missions/ these do: chn-mission-hanoi"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := copied(t)
			before, _, _ := strings.Cut(string(files[c.file].Data), c.from)
			edit(t, files, c.file, c.from, c.to)
			_, err := corridor.Load(files)
			found := corridor.Mistakes(err)
			require.Len(t, found, 1, "%v", err)
			require.Equal(t, c.file, found[0].File)
			require.Contains(t, found[0].Text, c.want)
			if c.file == registry {
				require.InDelta(t, 1+strings.Count(before, "\n"), found[0].Line, 3, "%v", err)
			}
		})
	}
}

// When a mission no longer answers, the corridor that asks it can no longer be loaded for the days after that, and
// a second edition of the registry takes over from its first day.
func TestAnEntryThatEndsAndTheNextEdition(t *testing.T) {
	t.Parallel()
	files := small(t)
	edit(t, files, "missions/v1.yaml", "from: 2025-01-01,", "from: 2025-01-01, until: 2026-12-31,")
	_, err := corridor.Load(files)
	require.ErrorContains(t, err, "does not answer for KEN in THA on 2027-01-01; in missions/ these do: none")

	edit(t, files, "tha-ken.yaml", "valid_from: 2025-03-01", "valid_from: 2025-03-01\nvalid_to: 2026-12-31")
	_, err = corridor.Load(files)
	require.NoError(t, err, "the corridor ends on the same day")

	files = small(t)
	next := *files["missions/v1.yaml"]
	next.Data = []byte(strings.NewReplacer("version: 1", "version: 2", "valid_from: 2025-01-01", "valid_from: 2026-06-01", "KEN, hosts", "UGA, ground: representation, hosts").Replace(string(next.Data)))
	files["missions/v2.yaml"] = &next
	_, err = corridor.Load(files)
	require.ErrorContains(t, err, "does not answer for KEN in THA on 2026-06-01")
	next.Data = []byte(strings.Replace(string(next.Data), "version: 2", "version: 1", 1))
	_, err = corridor.Load(files)
	require.ErrorContains(t, err, "must be later than those of version 1")
}

// A directory without a registry has the shipped one, with those desks that it has; and a mission that is in no
// registry is named.
func TestAMissionOutsideTheRegistryIsNamed(t *testing.T) {
	t.Parallel()
	files := small(t)
	delete(files, "missions/v1.yaml")
	b, err := corridor.Load(files)
	require.NoError(t, err)
	require.Equal(t, []casework.DeskID{"ken-mission-bangkok"}, b.Addressees("KEN", "THA", instant(t, "2026-06-01T00:00:00Z")))
	require.Empty(t, b.Addressees("LAO", "THA", instant(t, "2026-06-01T00:00:00Z")), "the directory has no such desk")

	files = copied(t)
	edit(t, files, "desks.yaml", "  - {id: tls-caseworker-dili,", fmt.Sprintf("  - {id: %s, agency: ken-mfa, kind: consulate, name: \"Consulate\", seat: VNM}\n  - {id: tls-caseworker-dili,", "ken-consulate-hanoi"))
	b, err = corridor.Load(files)
	require.NoError(t, err)
	require.Equal(t, []casework.DeskID{"ken-consulate-hanoi"}, b.Unregistered())
	require.False(t, b.Answers("ken-consulate-hanoi", "KEN", "VNM", instant(t, "2026-06-01T00:00:00Z")))
}
