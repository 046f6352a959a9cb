package cases_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/usecasetest"
)

// Consent to hand over her file counts for one receiver. Named again it is the same consent; another receiver is
// another consent, of which the ledger keeps both lines.
func TestAConsentNamesItsReceiver(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	ref := casework.Ref("case-handed")
	o.Ask(ref, "tha-ken", 5*24*time.Hour)
	ctx := usecasetest.By(t, "me", team, casework.RoleCaseworker)
	give := func(key string, receiver casework.DeskID, which ...casework.Consent) error {
		_, err := o.GiveConsents(ctx, ref, key, cases.GiveConsents{Consents: which, Mode: casework.ModeSignature, Language: "sw", Receiver: receiver})
		return err
	}
	now := func() (out []casework.DeskID) {
		ledger, err := o.ListConsents(ctx, ref)
		require.NoError(t, err)
		for _, one := range ledger {
			if one.Consent == casework.ConsentHandover {
				out = append(out, one.Receiver)
			}
		}
		return out
	}
	shown, err := o.ShowCase(ctx, ref)
	require.NoError(t, err)
	require.Equal(t, []casework.DeskID{"ken-receiving", "intl-receiving"}, shown.Receivers, "of her state, and of no state; not of other states")
	require.NoError(t, give("first", "", casework.ConsentHandover))
	require.Equal(t, []casework.DeskID{"ken-receiving"}, now(), "the corridor's")
	require.NoError(t, give("same", "ken-receiving", casework.ConsentHandover))
	state := o.State(ref)
	for _, u := range state.Undo {
		require.Equal(t, casework.UndoArmed, u.State, "the same receiver by its name is no other one")
	}
	require.NoError(t, give("other", "intl-receiving", casework.ConsentHandover))
	require.Equal(t, []casework.DeskID{"intl-receiving", "ken-receiving", ""}, now())
	state = o.State(ref)
	to, agreed := state.HandoverTo(noon.Add(time.Minute))
	require.True(t, agreed)
	require.Equal(t, casework.DeskID("intl-receiving"), to)
}

// A desk that receives no one, one of another state, one of a state that she fears, and a receiver of another consent
// are refused; the error names those that can be chosen.
func TestWhoCannotBeTheReceiver(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	ref := casework.Ref("case-handed")
	o.Open(ref, "tha-ken", 5*24*time.Hour)
	ctx := usecasetest.By(t, "me", team, casework.RoleCaseworker)
	refused := func(receiver casework.DeskID, which casework.Consent) {
		t.Helper()
		_, err := o.GiveConsents(ctx, ref, "key-"+string(receiver+"-"+casework.DeskID(which)), cases.GiveConsents{Consents: []casework.Consent{which}, Mode: casework.ModeSignature, Receiver: receiver})
		require.Equal(t, fault.Invalid, fault.CodeOf(err))
		require.Equal(t, "/receiver", usecasetest.PointerOf(t, err))
	}
	refused("ken-mission-bangkok", casework.ConsentHandover)
	refused("vnm-receiving", casework.ConsentHandover)
	refused("ken-receiving", casework.ConsentReturn)
	state := o.State(ref)
	state.FearedOf = []casework.Country{"KEN"}
	o.Record.SeedCase(state)
	refused("ken-receiving", casework.ConsentHandover)
	shown, err := o.ShowCase(ctx, ref)
	require.NoError(t, err)
	require.Equal(t, []casework.DeskID{"intl-receiving"}, shown.Receivers)
}
