package stories_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// TestRoughDays runs on a separate site, whose processes are killed during the stories.
func TestRoughDays(t *testing.T) {
	t.Parallel()
	t.Run("TheWorkerIsKilled", theWorkerIsKilled)
	t.Run("TheDatabaseIsKilled", theDatabaseIsKilled)
	t.Run("TemporalIsDown", temporalIsDown)
}

// theWorkerIsKilled: the story of an adult, with its worker killed (-9) in the middle of every
// stage and another one started; nothing of it is lost, and nothing is done twice.
func theWorkerIsKilled(t *testing.T) {
	s := beginIn(t, rough)
	her := s.goesHome(marked(), func(where string) {
		switch where {
		case "identification", "transport", "reintegration", "6m":
			s.site.killWorker()
			s.site.startWorker(t)
		case "clearance": // it takes a moment until this is noticed; until then writes wait and reads do not
			s.site.killWorker()
			started := make(chan struct{})
			time.AfterFunc(time.Second, func() {
				defer close(started)
				s.site.startWorker(t)
			})
			t.Cleanup(func() { <-started })
		}
	})
	her.everythingOnce()
	her.remember("adult-worker-killed")
}

// everythingOnce wants every request of her case to have been answered once, and her past without gaps.
func (her *survivor) everythingOnce() {
	her.t.Helper()
	answered, last := map[string]bool{}, int64(0)
	for _, line := range her.past(her.supervisor) {
		require.LessOrEqual(her.t, line.Seq, last+3, "a change is missing") // lines that are not for her supervisor are left out
		last = max(last, line.Seq)
		if line.Code == string(casework.EntryDecided) {
			require.False(her.t, answered[line.Task], "%s was answered twice", line.Task)
			answered[line.Task] = true
		}
	}
}

// theDatabaseIsKilled: she has a ticket and takes her consent back. The database dies before she
// does, and again while it is being undone. A write that cannot be stored is refused and can be sent
// again; an accepted one is undone, each act once.
func theDatabaseIsKilled(t *testing.T) {
	s := beginIn(t, rough)
	her, flight := s.withTicket()
	preview := her.previews("C9")
	intent := once()
	withdraw := func() (wire.Receipt, error) {
		return s.as(her.caseworker).WithdrawConsents(t.Context(), intent, her.ref, wire.ConsentWithdrawal{Consents: []casework.Consent{"C9"}})
	}

	s.site.stack.Cluster.Kill()
	_, err := withdraw()
	require.Contains(t, []fault.Code{fault.Unavailable, fault.Busy}, s.codeOf(err), "what cannot be stored is not accepted")
	require.NoError(t, s.site.stack.Cluster.Start(t.Context()))

	var receipt wire.Receipt
	s.until("the same request is taken", func() bool {
		receipt, err = withdraw()
		return err == nil
	})
	s.site.stack.Cluster.Kill()
	require.NoError(t, s.site.stack.Cluster.Start(t.Context()))
	s.until("the API can serve again", func() bool {
		_, err := s.as(her.caseworker).Ready(t.Context())
		return err == nil
	})
	s.until("it is settled", func() bool {
		again, err := s.as(her.caseworker).ShowCommand(t.Context(), receipt.Key)
		return err == nil && again.State == record.CommandSettled
	})
	her.isUndone(flight, preview)
	her.goesOn()
	her.everythingOnce()
	her.remember("withdrawal-database-killed")
}

// temporalIsDown: a consul decides while Temporal is down. The decision is stored and answered with 202 and
// its location; after Temporal is up again it is carried out without another request.
func temporalIsDown(t *testing.T) {
	s := beginIn(t, rough)
	her := s.burmese()
	her.isReceived()
	her.isHeard(casework.No)
	task, consul := her.asked(casework.StepVerifyNationality)

	s.site.stack.Temporal.Kill()
	intent := seen(task.Version)
	started := time.Now()
	receipt, err := s.as(consul).DecideTask(t.Context(), intent, her.ref, task.Name, wire.TaskDecision{Outcome: casework.Confirmed})
	s.fine(err)
	require.Equal(t, record.CommandPending, receipt.State)
	require.WithinDuration(t, started.Add(8*time.Second), time.Now(), 4*time.Second, "nobody is kept waiting for longer")
	require.Equal(t, intent.Key, receipt.Key)

	var looked wire.Receipt
	s.fine(s.send(consul, http.MethodGet, "/commands/"+receipt.Key, client.Intent{}, nil, &looked))
	require.Equal(t, record.CommandPending, looked.State)
	require.True(t, her.isAsked(casework.StepVerifyNationality), "reading works, and tells what is so")

	require.NoError(t, s.site.stack.Temporal.Start(t.Context()))
	s.until("it settles by itself", func() bool {
		looked, err = s.as(consul).ShowCommand(t.Context(), receipt.Key)
		s.fine(err)
		return looked.State != record.CommandPending
	})
	require.Equal(t, record.CommandSettled, looked.State)
	require.False(t, her.isAsked(casework.StepVerifyNationality))
	step, _ := her.step(casework.StepVerifyNationality)
	require.Equal(t, casework.Confirmed, step.Outcome)
	her.everythingOnce()
	her.remember("temporal-down")
}
