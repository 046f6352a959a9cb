package movement_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
)

func TestTickets(t *testing.T) {
	t.Parallel()
	tr := planned(t, 5, 0)
	tr.refuses(fault.Conflict, movement.Command{Kind: movement.KindTicket})
	tr.hold(each("a", "b")...)
	tr.refuses(fault.Busy, movement.Command{Kind: movement.KindTicket}) // their cases have not agreed to the seat yet
	tr.agree()
	tr.refuses(fault.Conflict, movement.Command{Kind: movement.KindTicket, Items: says("", "z")})
	tr.do(movement.Command{Kind: movement.KindTicket, Items: []movement.Item{{Case: "b", Document: "doc-7"}}})
	require.Equal(t, movement.Ticketed, tr.m.Status)
	require.Equal(t, []string{"b ticket"}, tr.words())
	p, _ := tr.m.Passenger("b")
	require.Equal(t, "doc-7", p.Document)
	tr.refuses(fault.Conflict, movement.Command{Kind: movement.KindTicket, Items: says("", "b")})
	tr.do(movement.Command{Kind: movement.KindTicket}) // everybody else
	require.Equal(t, movement.HasTicket, tr.state("a"))
}

func TestTheManifest(t *testing.T) {
	t.Parallel()
	tr := planned(t, 5, 0)
	tr.refuses(fault.Conflict, movement.Command{Kind: movement.KindLock}) // no passenger has a seat
	tr.hold(block("a"), block("b", "c"))
	tr.agree()
	tr.refuses(fault.Conflict, movement.Command{Kind: movement.KindLock}) // no passenger has a ticket
	tr.refuses(fault.Conflict, movement.Command{Kind: movement.KindUnlock})
	tr.do(movement.Command{Kind: movement.KindTicket})
	tr.refuses(fault.Busy, movement.Command{Kind: movement.KindLock})
	tr.agree()
	tr.refuses(fault.Invalid, movement.Command{Kind: movement.KindLock, Items: []movement.Item{
		{Case: "a", Facts: []casework.Statement{{Name: casework.FactContagious, Value: "no"}}},
	}})
	facts := []casework.Statement{{Name: casework.FactNamesMatch, Value: "yes"}}
	answer := tr.do(movement.Command{Kind: movement.KindLock, Items: []movement.Item{{Case: "a", Facts: facts}}})
	require.Equal(t, movement.Locked, tr.m.Status)
	require.Equal(t, 1, answer.Manifest)
	require.Equal(t, []casework.Ref{"a", "b", "c"}, tr.m.Listed())
	require.Equal(t, []movement.NoticeKind{movement.NoticeManifest, movement.NoticeManifest}, tr.notices())
	require.Equal(t, facts, tr.m.Outbox[0].Command.Facts)
	tr.agree()
	tr.refuses(fault.Conflict, movement.Command{Kind: movement.KindLock})
	tr.refuses(fault.Conflict, movement.Command{Kind: movement.KindHold, Blocks: each("d")})
	tr.do(movement.Command{Kind: movement.KindUnlock})
	require.Equal(t, movement.Ticketed, tr.m.Status)
	require.Equal(t, []string{"c unlock", "b unlock", "a unlock"}, tr.words())
	require.Equal(t, 2, tr.m.Manifest)
}

func TestAManifestNamesTheDocumentOfTheTicket(t *testing.T) {
	t.Parallel()
	tr := planned(t, 5, 0)
	tr.hold(block("a"), block("b", "c"))
	tr.agree()
	tr.do(movement.Command{Kind: movement.KindTicket, Items: []movement.Item{{Case: "a", Document: "doc-1"}, {Case: "b", Document: "doc-2"}, {Case: "c"}}})
	tr.agree()
	answer := tr.do(movement.Command{Kind: movement.KindLock, Items: []movement.Item{{Case: "a", Document: "doc-1"}, {Case: "b", Document: "doc-9"}}})
	require.Equal(t, map[casework.Ref]movement.State{"a": movement.OnManifest, "b": movement.Off, "c": movement.Off}, lines(answer))
	require.Equal(t, movement.WhyDocument, tr.why("b"))
	require.Equal(t, fault.Conflict, answer.Passengers[1].Refused)
	require.ElementsMatch(t, []string{"a lock", "b release", "c release"}, tr.words())
}

func TestWhoWasStruckOffComesBackInANewVersion(t *testing.T) {
	t.Parallel()
	tr := planned(t, 5, 0)
	tr.locked(block("a"), block("b", "c"), block("d"))
	tr.do(movement.Command{Kind: movement.KindTakeBack, Case: "b", What: movement.TakeManifest})
	require.Equal(t, []string{"c unlock"}, tr.words())
	require.Equal(t, movement.Locked, tr.m.Status)
	require.Equal(t, []casework.Ref{"a", "d"}, tr.m.Listed())
	tr.refuses(fault.Busy, movement.Command{Kind: movement.KindLock})
	tr.agree()
	tr.do(movement.Command{Kind: movement.KindTakeBack, Case: "d", What: movement.TakeTicket})
	tr.do(movement.Command{Kind: movement.KindLock, Items: says("", "c")})
	require.Equal(t, []string{"b lock", "c lock"}, tr.words())
	require.Equal(t, []casework.Ref{"a", "b", "c"}, tr.m.Listed())
	tr.agree()
	tr.refuses(fault.Conflict, movement.Command{Kind: movement.KindLock}) // d has no ticket
	tr.do(movement.Command{Kind: movement.KindTicket, Items: says("", "d")})
	tr.agree()
	tr.do(movement.Command{Kind: movement.KindLock})
	require.Equal(t, []casework.Ref{"a", "b", "c", "d"}, tr.m.Listed())
	require.Equal(t, 5, tr.m.Manifest)
}

func TestTheRollCall(t *testing.T) {
	t.Parallel()
	both := []casework.Statement{{Name: casework.FactIdentityMatch, Value: "yes"}, {Name: casework.FactAskedAgain, Value: "yes"}}
	tr := planned(t, 9, 0)
	roll := func(items ...movement.Item) movement.Command {
		return movement.Command{Kind: movement.KindBoard, By: by(escort), Items: items}
	}
	tr.ticketed(each("a", "b", "c", "d")...)
	tr.refuses(fault.Conflict, roll(says(casework.Boarded, "a")...))
	tr.do(movement.Command{Kind: movement.KindLock})
	tr.refuses(fault.Busy, roll(says(casework.Boarded, "a")...))
	tr.agree()
	tr.refuses(fault.Denied, movement.Command{Kind: movement.KindBoard, Items: says(casework.Boarded, "a")})
	tr.refuses(fault.Invalid, roll())
	tr.refuses(fault.Invalid, roll(says(casework.Met, "a")...))
	tr.refuses(fault.Invalid, roll(movement.Item{Case: "a", Outcome: casework.Boarded, Facts: []casework.Statement{{Name: casework.FactContagious, Value: "no"}}}))
	tr.refuses(fault.Conflict, roll(says(casework.Boarded, "z")...))
	tr.refuses(fault.Conflict, roll(movement.Item{Case: "a", Outcome: casework.Boarded, Facts: []casework.Statement{{Name: casework.FactIdentityMatch, Value: "no"}}}))

	answer := tr.do(roll(
		movement.Item{Case: "a", Outcome: casework.Boarded, Facts: both},
		movement.Item{Case: "b", Outcome: casework.NoShow},
		movement.Item{Case: "c", Outcome: casework.ChangedMind},
	))
	require.Equal(t, map[casework.Ref]movement.State{"a": movement.Aboard, "b": movement.Off, "c": movement.Off}, lines(answer))
	require.Equal(t, movement.Boarding, tr.m.Status)
	require.Equal(t, []string{"a board boarded", "b board no_show", "c board changed_mind"}, tr.words())
	require.Equal(t, both, tr.m.Outbox[0].Command.Facts)
	require.Equal(t, by(escort), tr.m.Outbox[0].Command.By)
	require.Equal(t, movement.WhyChanged, tr.why("c"))
	tr.agree()
	tr.refuses(fault.Conflict, roll(says(casework.Boarded, "a")...))
	tr.do(roll(says(casework.Offloaded, "a")...)) // who has boarded can still get off
	require.Equal(t, movement.Off, tr.state("a"))
	require.Equal(t, []casework.Ref{"d"}, tr.m.Listed())
}

func TestABlockTravelsTogetherOrNotAtAll(t *testing.T) {
	t.Parallel()
	tr := planned(t, 9, 0)
	tr.locked(block("mum", "kid", "dad"), block("a"))
	tr.do(movement.Command{Kind: movement.KindBoard, By: by(escort), Items: says(casework.Boarded, "mum", "a")})
	tr.agree()
	answer := tr.do(movement.Command{Kind: movement.KindBoard, By: by(escort), Items: append(says(casework.Boarded, "kid"), says(casework.NoShow, "dad")...)})
	require.Equal(t, map[casework.Ref]movement.State{"kid": movement.Off, "dad": movement.Off, "mum": movement.Off}, lines(answer))
	require.ElementsMatch(t, []string{"dad board no_show", "mum unlock", "mum release", "kid unlock", "kid release"}, tr.words())
	require.Equal(t, movement.WhyBlock, tr.why("kid"))
	require.Equal(t, movement.Aboard, tr.state("a"))
}
