package cli

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

func TestSeatsAreMoved(t *testing.T) {
	t.Parallel()
	done := wire.Receipt{State: record.CommandSettled, Target: wire.Target{Kind: record.TargetMovement, Ref: "m1"}, Movement: wire.MovementAnswer{Seq: 4, Status: "holding"}}
	for name, tt := range map[string]struct {
		args []string
		path string
		body string
	}{
		"standby": {[]string{"standby", "m1", "c1", "c2+c3"}, "/movements/m1/standby", `{"blocks":[{"members":[{"case":"c1"}]},{"members":[{"case":"c2"},{"case":"c3"}]}]}`},
		"apart":   {[]string{"separate", "m1", "c1", "c2", "--yields", "c2"}, "/movements/m1/separations", `{"a":"c1","b":"c2","yields":"c2"}`},
		"lifted":  {[]string{"separate", "m1", "c1", "c2", "--lift"}, "/movements/m1/separations", `{"a":"c1","b":"c2","lifted":true}`},
		"swap":    {[]string{"swap", "m1", "--seats", "40", "--blocked", "3", "--cause", "operation"}, "/movements/m1/swap", `{"seats":40,"blocked":3,"cause":"operation"}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address, seen := server(t, map[string]any{"POST " + tt.path: done})
			args := append([]string{"movement"}, tt.args...)
			out, err, code := homeward(t, nil, append(args, "--server", address, "--as", "tha-transport-maesot")...)
			require.Zero(t, code, err)
			require.Len(t, *seen, 1)
			require.Equal(t, tt.path, (*seen)[0].path)
			require.JSONEq(t, tt.body, (*seen)[0].body)
			require.NotEmpty(t, (*seen)[0].key, "sent again it is done once")
			require.Contains(t, out, "change 4, holding")
		})
	}
	_, _, code := homeward(t, nil, "movement", "swap", "m1", "--as", "tha-transport-maesot")
	require.Equal(t, ExitMisuse, code, "how many seats?")
}
