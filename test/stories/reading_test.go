package stories_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/reading"
	"example.org/homeward/internal/wire"
)

// hasty is the account of the officer who reads too much. The measurement leaves it out.
var hasty struct {
	sync.Mutex

	account casework.AccountID
}

// TestManyFilesOfOneStateAreExplained: a supervisor opens the file of one person after another, whom no work of her
// desk explains. She is slowed, and the data protection officer learns of it at once. She explains it and goes on;
// the data protection officer rejects it, and from then on she opens nothing but what her desk is asked.
func TestManyFilesOfOneStateAreExplained(t *testing.T) {
	s := begin(t)
	limit := reading.LimitOf(casework.RoleSupervisor).Hour
	people := make([]*survivor, limit+6)
	t.Run("people", func(t *testing.T) {
		for i := range people {
			t.Run(fmt.Sprint(i), func(t *testing.T) {
				t.Parallel()
				people[i] = (&story{t: t, site: s.site, watch: newWatch(t)}).opens("bangkok", wire.CaseOpening{
					Host: "THA", Origin: "MMR", Custodian: "state", Age: "adult", Person: wire.PersonInput{Name: fmt.Sprintf("Hla Many %d", i), Nationality: "MMR"},
				})
			})
		}
	})
	for _, her := range people {
		require.NotNil(t, her)
		her.story = s
	}
	reader := people[0].supervisor
	reader.account = "hasty"
	dpo := officer{"tha-coordination", casework.RoleDPO, "protects", ""}

	require.Equal(t, limit, s.readsAtOnce(reader, people[:limit+3]), "however they race, so many and no more")
	review := s.reviewOf(reader)
	hasty.Lock()
	hasty.account = review.Account
	hasty.Unlock()
	require.Equal(t, reading.Unexplained, review.State)
	require.True(t, review.MayExplain)
	require.Equal(t, limit, review.Files)
	require.Equal(t, "MMR", review.Value)
	s.isTold(dpo, review.Ref)

	_, err := s.as(reader).ExplainReading(t.Context(), once(), review.Ref, wire.Reasons{Reasons: ""})
	s.refused(err, fault.Invalid)
	_, err = s.as(reader).AcceptReading(t.Context(), once(), review.Ref)
	s.refused(err, fault.Denied)
	_, err = s.as(reader.colleague()).ExplainReading(t.Context(), once(), review.Ref, wire.Reasons{Reasons: "it was not me"})
	s.refused(err, fault.NotFound)
	intent, why := once(), wire.Reasons{Reasons: "the shelter closes, and everyone moves"}
	for range 2 { // and once more, because the answer was lost
		said, err := s.as(reader).ExplainReading(t.Context(), intent, review.Ref, why)
		s.fine(err)
		require.Equal(t, reading.Explained, said.State)
	}
	_, err = s.as(reader).ExplainReading(t.Context(), once(), review.Ref, why)
	s.refused(err, fault.Conflict)
	require.Equal(t, 2, s.readsAtOnce(reader, people[limit:limit+2]), "she goes on")

	waiting := s.reviewOf(dpo)
	require.Equal(t, why.Reasons, waiting.Explanation)
	require.True(t, waiting.MayAnswer)
	rejected, err := s.as(dpo).RejectReading(t.Context(), once(), review.Ref)
	s.fine(err)
	require.Equal(t, reading.Rejected, rejected.State)
	require.Zero(t, s.readsAtOnce(reader, people), "no file at all that is not of her own work")

	her := people[0] // whose supervisor desk is asked to agree to a report
	her.reports(her.caseworker, wire.EventReport{Event: casework.EventDeath, Words: "a call from the ward"})
	her.asked("approval/1")
	seen, err := s.as(reader).ShowCase(t.Context(), her.ref)
	s.fine(err)
	require.Equal(t, "Hla Many 0", seen.Person.Name, "the own requests stay open")

	_, err = s.as(dpo).AcceptReading(t.Context(), once(), review.Ref)
	s.fine(err)
	require.Equal(t, 1, s.readsAtOnce(reader, people[limit+5:]), "the hold ends with the answer")
	require.Equal(t, 1, s.readsAtOnce(reader.colleague(), people[1:2]), "and never touched a colleague")
}

// readsAtOnce has an officer read the files at the same moment, and returns how many were shown. The others are
// refused with a time to wait, and say nothing of whose file it is.
func (s *story) readsAtOnce(by officer, people []*survivor) int {
	s.t.Helper()
	var shown sync.Map
	var all errgroup.Group
	as := s.as(by)
	for _, her := range people {
		all.Go(func() error {
			seen, err := as.ShowCase(s.t.Context(), her.ref)
			var problem *client.ProblemError
			switch {
			case err == nil && strings.HasPrefix(seen.Person.Name, "Hla Many"):
				shown.Store(her.ref, true)
				return nil
			case !errors.As(err, &problem):
				return fmt.Errorf("read a file: %w", err)
			case problem.Code != fault.TooMany || problem.Status != http.StatusTooManyRequests || strings.Contains(problem.Detail, string(her.ref)):
				return fmt.Errorf("refused with %s", problem.Code)
			default:
				return nil
			}
		})
	}
	require.NoError(s.t, all.Wait())
	n := 0
	shown.Range(func(any, any) bool { n++; return true })
	return n
}

// reviewOf is the newest review that an officer sees.
func (s *story) reviewOf(by officer) wire.ReadingReview {
	s.t.Helper()
	found, err := s.as(by).ListReadingReviews(s.t.Context())
	s.fine(err)
	require.NotEmpty(s.t, found.Items)
	return found.Items[0]
}

// isTold: the data protection officer has an urgent notice of the review, and of no case.
func (s *story) isTold(dpo officer, review wire.Ref) {
	s.t.Helper()
	found, err := s.as(dpo).ListNotices(s.t.Context(), wire.ListNoticesParams{Unread: new(true)})
	s.fine(err)
	at := slices.IndexFunc(found.Items, func(n wire.Notice) bool { return n.Review == review })
	require.NotEqual(s.t, -1, at, "none of %d notices names the review", len(found.Items))
	n := found.Items[at]
	require.Equal(s.t, "many_files", n.Kind)
	require.Empty(s.t, n.Case)
	require.True(s.t, n.Urgent)
	require.False(s.t, n.DueAt.IsZero(), "it is raised if it is not read")
}
