package corridor_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
)

// A notice that a desk has not read goes to those who answer for the desk, and then to the national coordinator.
func TestTheDesksAboveADesk(t *testing.T) {
	t.Parallel()
	book, err := corridor.Load(corridors.Files())
	require.NoError(t, err)
	for what, tt := range map[string]struct {
		corridor string
		desk     casework.DeskID
		lead     casework.DeskID
		want     []casework.DeskID
	}{
		"the supervisor whom the corridor names answers for her caseworker":   {"tha-mmr", "tha-caseworker-bangkok", "", []casework.DeskID{"tha-supervisor-bangkok", "tha-coordination"}},
		"the ministry answers for its mission abroad":                         {"tha-mmr", "mmr-mission-bangkok", "", []casework.DeskID{"mmr-mfa-focal", "tha-coordination"}},
		"the ministry answers for the physicians":                             {"tha-mmr", "tha-medical-maesot", "", []casework.DeskID{"tha-focal", "tha-coordination"}},
		"a movement has no corridor; the state of its desk has":               {"", "tha-transport-bangkok", "tha-transport-bangkok", []casework.DeskID{"tha-focal", "tha-coordination"}},
		"the receiving desk answers to its ministry, then to who sends her":   {"", "mmr-receiving", "tha-transport-bangkok", []casework.DeskID{"mmr-mfa-focal", "tha-coordination"}},
		"a desk that is not in the directory any more: the supervisor of her": {"tha-mmr", "tha-gone", "", []casework.DeskID{"tha-supervisor-bangkok", "tha-coordination"}},
	} {
		version := 0
		for _, c := range book.Corridors() {
			if c.ID == tt.corridor {
				version = c.Version
			}
		}
		desks, known := book.Above(tt.corridor, version, tt.desk, tt.lead)
		require.True(t, known, what)
		require.Equal(t, tt.want, desks, what)
	}
	_, known := book.Above("tha-mmr", 99, "tha-medical-maesot", "")
	require.False(t, known, "a version that this program does not have")
}
