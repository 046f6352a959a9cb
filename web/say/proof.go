package say

import (
	"time"

	"example.org/homeward/internal/policy"
	"example.org/homeward/web/site"
)

// ProofFirst is where the user proves who they are before an act that needs it, and then comes back; "" if the proof of
// the session is recent and stays so for another minute.
func (r Reader) ProofFirst(back string) string {
	if !r.User.ProvenAt.IsZero() && r.Now.Sub(r.User.ProvenAt) < policy.StepUpWithin-time.Minute {
		return ""
	}
	return site.WithQuery("/account/prove", map[string][]string{"to": {back}})
}
