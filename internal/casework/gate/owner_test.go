package gate_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/casework/gate"
)

func unmetOf(c *casework.Case, id casework.GateID) gate.Status {
	g, _ := gate.ByID(id)
	_, now := casetest.Ready()
	return g.Check(gate.View{Case: c, Now: now})
}

// She was asked about fear of return and said yes. Her embassy is not contacted, and no list may say that she was
// not asked.
func TestAnAnsweredQuestionIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	c, _ := casetest.Ready()
	casetest.Unsettle(&c, casework.StepFearOfReturn)
	require.False(t, unmetOf(&c, "G03").Unmet[0].Answered, "she was not asked")
	casetest.Settle(&c, casework.StepFearOfReturn, casework.Yes, 0)
	require.True(t, unmetOf(&c, "G03").Unmet[0].Answered)
	c.Tasks = append(c.Tasks, casework.Task{ID: "fear_of_return#2", Step: casework.StepFearOfReturn})
	require.False(t, unmetOf(&c, "G03").Unmet[0].Answered, "she is asked again")
}

// A desk is asked about a gate only if what is missing is its own to record: no one is pressed for consent to
// contact a state that she fears, and a right that takes time is waited for.
func TestWhichGatesLackAnOwner(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		close func(*casework.Case)
		gate  casework.GateID
		want  casework.ConditionID // "" for none
	}{
		"open":                           {func(*casework.Case) {}, "G03", ""},
		"a consent that was never asked": {withoutConsent(casework.ConsentConsulate), "G03", casework.CondConsulateConsent},
		"no consent, and she is afraid": {func(c *casework.Case) {
			withoutConsent(casework.ConsentConsulate)(c)
			casetest.Settle(c, casework.StepFearOfReturn, casework.Yes, 0)
		}, "G03", ""},
		"a fact":                      {func(c *casework.Case) { casetest.Know(c, casework.FactNeedsMet, "no", 0) }, "G02", casework.CondNeedsMet},
		"an asylum claim":             {func(c *casework.Case) { casetest.Know(c, casework.FactAsylum, "open", 0) }, "G03", ""},
		"a reflection":                {func(c *casework.Case) { casetest.Settle(c, casework.StepDetermination, casework.Victim, 0) }, "G07", ""},
		"a paper":                     {func(c *casework.Case) { casetest.Unsettle(c, casework.StepTravelDocument) }, "G12", ""},
		"a request that was recalled": {recalling(casework.StepVerifyNationality), "G11", casework.CondVerified},
		"one recalled, and another answered against it": {func(c *casework.Case) {
			recalling(casework.StepVerifyNationality)(c)
			casetest.Settle(c, casework.StepFearOfReturn, casework.Yes, 0)
		}, "G11", ""},
		"a refused custodian": {func(c *casework.Case) {
			c.Rules.RefusedCustodians = []string{"dkba"}
			casetest.Know(c, casework.FactCustodian, "dkba", 0)
		}, "G14", casework.CondCustodian},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, _ := casetest.Ready()
			tt.close(&c)
			unmet, missing := gate.Ownerless(unmetOf(&c, tt.gate))
			require.Equal(t, tt.want != "", missing, "%v", unmetOf(&c, tt.gate).Unmet)
			if missing {
				require.Equal(t, tt.want, unmet.Condition)
			}
		})
	}
}

// A caseworker took the question to the consulate back. The consulate has nothing to answer: it is the
// caseworker who has it asked again.
func TestARecalledRequestIsWaitedForAtTheCaseworker(t *testing.T) {
	t.Parallel()
	c, _ := casetest.Ready()
	recalling(casework.StepVerifyNationality)(&c)
	unmet := unmetOf(&c, "G11").Unmet[0]
	require.Equal(t, casework.DeskCaseworker, unmet.Owner)
	require.Equal(t, casetest.Desk(casework.DeskCaseworker), unmet.Desk)
	require.True(t, unmet.Recalled)
	require.False(t, unmet.Answered)
}

func recalling(step casework.Step) func(*casework.Case) {
	return func(c *casework.Case) {
		casetest.Unsettle(c, step)
		c.Recalled = append(c.Recalled, step)
	}
}

func withoutConsent(which casework.Consent) func(*casework.Case) {
	return func(c *casework.Case) {
		kept := c.Consents[:0:0]
		for _, g := range c.Consents {
			if g.Consent != which {
				kept = append(kept, g)
			}
		}
		c.Consents = kept
	}
}
