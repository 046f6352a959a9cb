package stories_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// TestWatchersLookAgain: a follower of a case gets an event for each change, with its sequence number
// and no content. An officer who may not see the case gets none.
func TestWatchersLookAgain(t *testing.T) {
	s := begin(t)
	her := s.burmese()
	watching := s.listen(t.Context(), her.caseworker, her.ref)
	stranger := s.listen(t.Context(), s.at("lao-mission-bangkok"), her.ref)
	require.Equal(t, "{}", s.next(watching), "at first: look at everything")
	require.Equal(t, "{}", s.next(stranger))

	answer := her.decides(casework.StepTriage, casework.Green, because("well enough to travel on"))
	told := s.next(watching)
	var event map[string]any
	require.NoError(t, json.Unmarshal([]byte(told), &event))
	require.Equal(t, map[string]any{"kind": "case", "ref": string(her.ref), "seq": float64(answer.Case.Seq)}, event)

	her.decides(casework.StepPlacement, casework.Placed)
	require.Contains(t, s.next(watching), string(her.ref))
	require.Empty(t, stranger, "nobody else hears that there is such a case")
}

// next is the next event of a stream.
func (s *story) next(stream <-chan string) string {
	s.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case data := <-stream:
		return data
	case <-late.C:
		s.t.Fatal("no event came")
		return ""
	}
}
