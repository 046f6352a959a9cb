package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/reading"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// A file that no work explains is counted once, before it is shown; beyond the limit nothing of it is shown and nothing
// is in the log as shown. A case that the caller may not see is answered as ever, and never counted.
func TestAFileBeyondTheLimitIsNotShown(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.fake.slowed = reading.Refusal(reading.Explain, 90*time.Second)
	r := get("/cases/" + string(caseRef)).as(supervisor)
	a := h.do(r)
	require.Equal(t, http.StatusTooManyRequests, a.StatusCode, "%s", a.raw)
	require.Equal(t, "90", a.Header.Get("Retry-After"))
	require.NotContains(t, string(a.raw), string(caseRef))
	require.NotContains(t, string(a.raw), `"person"`)
	require.Len(t, h.fake.counted, 1)
	require.Equal(t, caseRef, h.fake.counted[0].Case)
	require.Equal(t, reading.LimitOf(casework.RoleSupervisor), h.fake.counted[0].Limit)
	require.Equal(t, casework.DeskID("tha-coordination"), h.fake.counted[0].To.Desk)

	h.refused(http.StatusNotFound, "not_found", get("/cases/c0neverwas0").as(supervisor))
	require.Len(t, h.fake.counted, 1, "what is not there is not counted")
}

// Its account explains a review, the data protection officer of the agency answers it, and others see none.
func TestAReviewIsExplainedAndAnswered(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	by := casework.Actor{Account: "dev-1", Desk: "tha-caseworker-maesot", Agency: "tha-social", Role: casework.RoleCaseworker}
	h.fake.reviews = []record.ReadingReview{{
		Ref: "v5t8r2w6yz", By: by, To: casework.Actor{Desk: "tha-coordination", Agency: "tha-social"}, Group: reading.ByOrigin, Value: "KEN",
		Window: time.Hour, Files: 20, State: reading.Unexplained, At: noon,
	}}
	const at = "/reading-reviews/v5t8r2w6yz"
	why := map[string]any{"reasons": "the shelter closes"}
	var page wire.ReadingReviewPage
	for who, sees := range map[string]bool{caseworker: true, dpo: true, supervisor + " dev-3": false, caseworker + " dev-2": false, auditor: false} {
		a := h.do(get("/reading-reviews").as(who))
		if who == auditor {
			require.Equal(t, http.StatusForbidden, a.StatusCode)
			continue
		}
		a.into(&page)
		require.Equal(t, sees, len(page.Items) == 1, "%s", who)
	}
	h.refused(http.StatusNotFound, "not_found", post(at+"/explain", why).as(caseworker+" dev-2"))
	h.refused(http.StatusForbidden, "denied", post(at+"/accept", nil).as(caseworker))
	h.refused(http.StatusForbidden, "denied", post(at+"/explain", why).as(dpo))
	require.Equal(t, "explained", h.ok(http.StatusOK, post(at+"/explain", why).as(caseworker)).at("state"))
	h.refused(http.StatusConflict, "conflict", post(at+"/explain", why).as(caseworker))
	h.ok(http.StatusOK, get("/reading-reviews").as(dpo)).into(&page)
	require.True(t, page.Items[0].MayAnswer)
	require.Equal(t, "the shelter closes", page.Items[0].Explanation)
	require.Equal(t, "rejected", h.ok(http.StatusOK, post(at+"/reject", nil).as(dpo)).at("state"))
	require.Equal(t, "accepted", h.ok(http.StatusOK, post(at+"/accept", nil).as(dpo)).at("state"))
}
