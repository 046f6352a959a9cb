package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// Where the answer to one request holds the problem of another, that problem has its reason too.
func TestAReasonIsInBatchesAndReceipts(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.commands.do = func(command.Request) (command.Result, error) {
		return command.Result{}, fault.New(fault.Invalid, "this step has no such outcome")
	}
	var answers struct {
		Items []struct{ Problem struct{ Code, Reason string } }
	}
	h.ok(http.StatusOK, post("/tasks/decide", batch(2)).as(registrar)).into(&answers)
	require.Equal(t, "no_such_outcome", answers.Items[0].Problem.Reason)

	h.fake.command = func(casework.Key) (record.CommandRow, error) { // as an earlier release stored it
		return record.CommandRow{
			Actor: casework.Actor{Account: "dev-1"}, Target: record.Target{Kind: record.TargetCase, Ref: caseRef}, Name: "decide", State: record.CommandRefused,
			CreatedAt: noon, EndedAt: &noon, Code: fault.Conflict, Message: "the case is not paused",
		}, nil
	}
	receipt := h.ok(http.StatusOK, get("/commands/"+key).as(registrar))
	require.Equal(t, "case_not_paused", receipt.at("problem", "reason"))
}
