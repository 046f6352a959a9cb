package cli

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// A script sees by the exit code that nothing of a batch was done, or only a part of it.
func TestTheExitCodeSaysHowMuchOfABatchWasDone(t *testing.T) {
	t.Parallel()
	line := func(refused fault.Code) wire.PassengerAnswer {
		return wire.PassengerAnswer{Case: "c1", Refused: refused}
	}
	passengers := func(of ...wire.PassengerAnswer) wire.Receipt {
		return wire.Receipt{State: record.CommandSettled, Command: "ticket", Movement: wire.MovementAnswer{Seq: 2, Status: "holding", Passengers: of}}
	}
	list := func(command string, answer wire.OperationAnswer) wire.Receipt {
		answer.Seq, answer.State = 2, "running"
		return wire.Receipt{State: record.CommandSettled, Command: command, Operation: answer}
	}
	for name, tt := range map[string]struct {
		args   []string
		path   string
		answer wire.Receipt
		want   int
	}{
		"all":             {[]string{"movement", "ticket", "m1"}, "/movements/m1/ticket", passengers(line(""), line("")), ExitDone},
		"a part":          {[]string{"movement", "ticket", "m1"}, "/movements/m1/ticket", passengers(line(""), line(fault.GateClosed)), ExitPartly},
		"none":            {[]string{"movement", "ticket", "m1"}, "/movements/m1/ticket", passengers(line(fault.Conflict), line(fault.GateClosed)), ExitNothing},
		"no case opened":  {[]string{"list", "confirm", "l1"}, "/lists/l1/confirm", list("confirm_list", wire.OperationAnswer{}), ExitNothing},
		"cases opened":    {[]string{"list", "confirm", "l1"}, "/lists/l1/confirm", list("confirm_list", wire.OperationAnswer{Cases: 3}), ExitDone},
		"proposed":        {[]string{"list", "confirm", "l1"}, "/lists/l1/confirm", list("confirm_list", wire.OperationAnswer{Waits: true}), ExitDone},
		"a list given up": {[]string{"list", "refuse", "l1"}, "/lists/l1/refuse", list("refuse_list", wire.OperationAnswer{}), ExitDone},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address, _ := server(t, map[string]any{"POST " + tt.path: tt.answer})
			_, err, code := homeward(t, nil, append(tt.args, "--server", address, "--as", "tha-transport-maesot")...)
			require.Equal(t, tt.want, code, err)
		})
	}
}

// A wrong value is answered with the values that are allowed.
func TestTheAllowedValuesArePrinted(t *testing.T) {
	t.Parallel()
	address, _ := server(t, map[string]any{"GET /operations": wire.Problem{
		Code: fault.Invalid, Title: "Invalid", Status: http.StatusUnprocessableEntity,
		Errors: []wire.FieldError{{Parameter: "state", Code: "enum", Allowed: []string{"running", "paused", "closed"}}},
	}})
	_, err, code := homeward(t, nil, "operation", "list", "--state", "stopped", "--server", address, "--as", "tha-coordination")
	require.Equal(t, ExitMisuse, code)
	require.Contains(t, err, "state: enum")
	require.Contains(t, err, "allowed: running, paused, closed")
	_, err, code = homeward(t, nil, "corridor", "desks", "--kind", "embassy")
	require.Equal(t, ExitMisuse, code)
	require.Contains(t, err, "consulate")
	_, err, code = homeward(t, nil, "corridor", "show", "tha-xyz")
	require.Equal(t, ExitNotFound, code, err)
}
