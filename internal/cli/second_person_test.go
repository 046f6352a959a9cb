package cli

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/wire"
)

// The preview of cancelling a movement and of resuming an operation names the next command, and who may run it.
func TestAPreviewForTwoPeopleNamesTheNextCommand(t *testing.T) {
	t.Parallel()
	digest := strings.Repeat("a", 64)
	at := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		mine, changed bool
		want          string
	}{
		{false, false, "To approve it: homeward AGREE --digest " + digest},
		{true, false, "Another person approves it: homeward AGREE --digest " + digest},
		{true, true, "cannot be approved. To propose it again: homeward PROPOSE"},
	} {
		address, _ := server(t, map[string]any{
			"GET /movements/m1/cancel/preview": wire.CancelPreview{
				Movement: "m1", Digest: digest, Mine: tt.mine, Changed: tt.changed, Proposal: wire.CancelProposal{Digest: digest, Desk: "tha-transport", At: at, Until: at},
			},
			"GET /operations/o1/resume/preview": wire.ResumePreview{
				Operation: "o1", Digest: digest, Mine: tt.mine, Changed: tt.changed, Proposal: wire.ResumeProposal{Digest: digest, Desk: "tha-coordination", At: at, Until: at},
			},
		})
		for _, act := range []struct{ group, command, ref, propose string }{
			{"movement", "cancel", "m1", "movement cancel m1 --cause CAUSE"},
			{"operation", "resume", "o1", "operation resume o1"},
		} {
			out, err, code := homeward(t, nil, act.group, act.command+"-preview", act.ref, "--server", address, "--as", "tha-coordination")
			require.Zero(t, code, err)
			require.Contains(t, out, strings.NewReplacer("AGREE", act.group+" "+act.command+"-agree "+act.ref, "PROPOSE", act.propose).Replace(tt.want))
		}
	}
}
