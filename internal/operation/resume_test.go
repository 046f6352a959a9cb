package operation_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
)

// resuming is a command to resume an operation with so many open cases, of which one officer may act for ten.
func resuming(by casework.Actor, cases int) operation.Command {
	return operation.Command{Kind: operation.KindResume, By: by, Reach: &operation.Reach{Cases: cases, Alone: 10}}
}

// "A pause works at once, resuming needs the second person": with more than ten open cases.
func TestManyCasesGoOnOnlyWithASecondPerson(t *testing.T) {
	t.Parallel()
	stopped := []operation.Command{open(), confirm("l"), pause()}
	require.Equal(t, operation.Paused, after(t, stopped...).State, "one officer pauses")
	require.Equal(t, operation.Running, after(t, append(stopped, resuming(first, 10))...).State, "ten go on by one")

	waiting := after(t, append(stopped, resuming(first, 11))...)
	require.Equal(t, operation.Paused, waiting.State, "eleven stand still")
	require.Equal(t, &operation.Resuming{
		Digest: waiting.ResumeDigest(), Cases: 11, By: first, At: noon, Until: noon.Add(48 * time.Hour),
	}, waiting.Resume)
	answer, known := waiting.Known("k3")
	require.True(t, known)
	require.True(t, answer.Waits)
	require.Equal(t, 11, answer.Cases)

	agree := operation.Command{Kind: operation.KindAgreeResume, By: second, Digest: waiting.ResumeDigest()}
	done := after(t, append(stopped, resuming(first, 11), agree)...)
	require.Equal(t, operation.Running, done.State)
	require.Nil(t, done.Pause)
	require.Nil(t, done.Resume)
	told := done.Jobs[len(done.Jobs)-1]
	require.Equal(t, casework.EventResumed, told.Event)
	require.Equal(t, first, told.By, "the officer who wanted it knows why")
}

func TestWhoMayNotAgreeToResume(t *testing.T) {
	t.Parallel()
	waiting := after(t, open(), confirm("l"), pause(), resuming(first, 11))
	again := waiting
	again.Pause = &casework.Pause{Cause: casework.CauseOperation, Since: noon.Add(time.Hour)}
	otherDesk := first
	otherDesk.Desk, otherDesk.Role = "other", casework.RoleCoordinator
	agree := func(by casework.Actor, digest string, at time.Time) operation.Command {
		return operation.Command{Key: "new", Kind: operation.KindAgreeResume, By: by, Digest: digest, At: at}
	}
	digest := waiting.ResumeDigest()
	for name, c := range map[string]struct {
		of   operation.Operation
		cmd  operation.Command
		want fault.Code
	}{
		"the same account":                 {waiting, agree(first, digest, noon), fault.Denied},
		"the same account, another desk":   {waiting, agree(otherDesk, digest, noon), fault.Denied},
		"another digest":                   {waiting, agree(second, "other", noon), fault.Stale},
		"no digest":                        {waiting, agree(second, "", noon), fault.Stale},
		"another pause":                    {again, agree(second, digest, noon), fault.Stale},
		"after 48 hours":                   {waiting, agree(second, digest, noon.Add(48*time.Hour)), fault.Conflict},
		"nothing proposed":                 {after(t, open(), pause()), agree(second, digest, noon), fault.Conflict},
		"proposed twice":                   {waiting, operation.Command{Key: "new", Kind: operation.KindResume, By: second, At: noon, Reach: &operation.Reach{Cases: 11, Alone: 10}}, fault.Conflict},
		"its cases were not counted":       {after(t, open(), pause()), operation.Command{Key: "new", Kind: operation.KindResume, By: second, At: noon}, fault.Invalid},
		"refused, and nothing is proposed": {after(t, open(), pause()), operation.Command{Key: "new", Kind: operation.KindRefuseResume, By: second, At: noon}, fault.Conflict},
	} {
		_, _, err := operation.Accept(c.of, c.cmd)
		require.Equal(t, c.want, fault.CodeOf(err), name)
	}
}

// A proposal ends by a refusal or its withdrawal, by its expiry, and when the operation is closed.
func TestHowAProposalToResumeEnds(t *testing.T) {
	t.Parallel()
	waiting := []operation.Command{open(), pause(), resuming(first, 11)}
	for name, by := range map[string]casework.Actor{"refused": second, "withdrawn": first} {
		o := after(t, append(waiting, operation.Command{Kind: operation.KindRefuseResume, By: by})...)
		require.Nil(t, o.Resume, name)
		require.Equal(t, operation.Paused, o.State, name)
	}
	o := after(t, waiting...)
	late := operation.Command{Key: "late", Kind: operation.KindResume, By: second, At: noon.Add(48 * time.Hour), Reach: &operation.Reach{Cases: 12, Alone: 10}}
	change, _, err := operation.Accept(o, late)
	require.NoError(t, err)
	require.Equal(t, second, change.Next.Resume.By, "an expired one is replaced")

	few := late
	few.At, few.Reach = noon, &operation.Reach{Cases: 3, Alone: 10}
	change, _, err = operation.Accept(o, few)
	require.NoError(t, err)
	require.Equal(t, operation.Running, change.Next.State, "few are left: one officer")
	require.Nil(t, change.Next.Resume)

	o.Jobs = nil
	change, _, err = operation.Accept(o, operation.Command{Key: "end", Kind: operation.KindClose, At: noon})
	require.NoError(t, err)
	require.Nil(t, change.Next.Resume)
}

// The smallest number of the corridors counts.
func TestReachTakesTheStrictestCorridor(t *testing.T) {
	t.Parallel()
	alone := func(corridor string, version int) int {
		return map[string]int{"a": 20, "b": 5, "c": 50}[corridor] + version
	}
	require.Equal(t, operation.Reach{Cases: 9, Alone: 6}, operation.ReachOf([]operation.OnCorridor{
		{Corridor: "a", Version: 1, Cases: 4}, {Corridor: "b", Version: 1, Cases: 3}, {Corridor: "c", Version: 2, Cases: 2},
	}, alone))
	require.Equal(t, operation.Reach{}, operation.ReachOf(nil, alone), "no case is open: one officer")
}

// The desks whose officers may agree get a notice that a resuming waits, and the desk that proposed it one when another
// officer has answered. An officer who withdraws knows it.
func TestWhoGetsANoticeOfAResuming(t *testing.T) {
	t.Parallel()
	paused := after(t, open(), confirm("l"), pause())
	wish := resuming(first, 11)
	wish.Key, wish.At, wish.Seconds = "wish", noon, []casework.DeskID{"lead", "coordination"}
	proposed, _, err := operation.Accept(paused, wish)
	require.NoError(t, err)
	require.Equal(t, []operation.Notice{{Kind: operation.NoticeResumeWaits, Desk: "lead"}, {Kind: operation.NoticeResumeWaits, Desk: "coordination"}}, proposed.Notices)
	waiting := paused.Take(proposed, operation.Recorded{})
	answered := []operation.Notice{{Kind: operation.NoticeResumeAnswered, Desk: first.Desk}}
	for name, c := range map[string]struct {
		kind operation.Kind
		by   casework.Actor
		want []operation.Notice
	}{
		"agreed":    {operation.KindAgreeResume, second, answered},
		"refused":   {operation.KindRefuseResume, second, answered},
		"withdrawn": {operation.KindRefuseResume, first, nil},
	} {
		change, _, err := operation.Accept(waiting, operation.Command{Key: "answer", Kind: c.kind, By: c.by, At: noon, Digest: waiting.ResumeDigest()})
		require.NoError(t, err, name)
		require.Equal(t, c.want, change.Notices, name)
	}
	few := resuming(first, 10)
	few.Key, few.At, few.Seconds = "few", noon, wish.Seconds
	change, _, err := operation.Accept(paused, few)
	require.NoError(t, err)
	require.Empty(t, change.Notices, "nothing waits")
}

// A proposal is withdrawn and made again about the same pause. An officer who has seen the first one only cannot agree to
// the second.
func TestAgreeingToResumeNamesTheProposal(t *testing.T) {
	t.Parallel()
	stopped := []operation.Command{open(), confirm("l"), pause()}
	one := after(t, append(stopped, resuming(first, 11))...)
	other := after(t, append(stopped, resuming(second, 11))...)
	require.Equal(t, one.Resume.Digest, other.Resume.Digest, "the pause is the same")
	agree := operation.Command{Key: "new", Kind: operation.KindAgreeResume, By: casework.Actor{Account: "third", Desk: second.Desk}, At: noon, Seal: one.Resume.Seal()}
	_, _, err := operation.Accept(other, agree)
	require.Equal(t, fault.Stale, fault.CodeOf(err))
	agree.Seal = other.Resume.Seal()
	_, _, err = operation.Accept(other, agree)
	require.NoError(t, err)
}
