package movement_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
)

// The sentence of the field: booking, approving, boarding and confirming the arrival need four people.
func TestOneAccountHasOneDuty(t *testing.T) {
	t.Parallel()
	people := [][]movement.Kind{
		{movement.KindHold, movement.KindTicket},
		{movement.KindLock},
		{movement.KindBoard, movement.KindDepart},
		{movement.KindArrive},
	}
	for i, first := range people {
		for j, second := range people {
			for _, did := range first {
				for _, wants := range second {
					acts := []movement.Act{{Kind: did, Account: "one"}}
					require.NoError(t, movement.CheckDuty(wants, "other", acts), "%s %s", did, wants)
					err := movement.CheckDuty(wants, "one", acts)
					if i == j {
						require.NoError(t, err, "%s %s", did, wants)
						continue
					}
					require.Equal(t, fault.Denied, fault.CodeOf(err), "%s %s", did, wants)
				}
			}
		}
	}
}

func TestTheRefusalNamesTheAct(t *testing.T) {
	t.Parallel()
	for kind, says := range map[movement.Kind]string{
		movement.KindTicket: "you held seats or issued tickets of this movement; another officer must do this",
		movement.KindLock:   "you locked the manifest of this movement; another officer must do this",
		movement.KindDepart: "you reported the boarding or the departure of this movement; another officer must do this",
	} {
		err := movement.CheckDuty(movement.KindArrive, "one", []movement.Act{{Kind: kind, Account: "one"}})
		require.Equal(t, says, fault.MessageOf(err))
	}
	err := movement.CheckDuty(movement.KindHold, "one", []movement.Act{{Kind: movement.KindArrive, Account: "one"}})
	require.Equal(t, "you confirmed an arrival of this movement; another officer must do this", fault.MessageOf(err))
}

// In any order of commands, no account ends with two duties.
func TestNoAccountCollectsTwoDuties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		var acts []movement.Act
		for range rapid.IntRange(1, 40).Draw(r, "commands") {
			kind := rapid.SampledFrom(movement.UpdateKinds()).Draw(r, "kind")
			account := casework.AccountID(rapid.SampledFrom([]string{"a", "b", "c", "d", "e"}).Draw(r, "account"))
			if movement.CheckDuty(kind, account, acts) == nil {
				acts = append(acts, movement.Act{Kind: kind, Account: account})
			}
		}
		booked, approved := map[casework.AccountID]bool{}, map[casework.AccountID]bool{}
		boarded, confirmed := map[casework.AccountID]bool{}, map[casework.AccountID]bool{}
		for _, one := range acts {
			switch one.Kind {
			case movement.KindHold, movement.KindTicket:
				booked[one.Account] = true
			case movement.KindLock:
				approved[one.Account] = true
			case movement.KindBoard, movement.KindDepart:
				boarded[one.Account] = true
			case movement.KindArrive:
				confirmed[one.Account] = true
			default:
			}
		}
		for _, account := range []casework.AccountID{"a", "b", "c", "d", "e"} {
			parts := 0
			for _, did := range []bool{booked[account], approved[account], boarded[account], confirmed[account]} {
				if did {
					parts++
				}
			}
			require.LessOrEqual(r, parts, 1)
		}
	})
}
