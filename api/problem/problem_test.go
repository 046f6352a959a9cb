package problem_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api/contract"
	"example.org/homeward/api/problem"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/httpserver"
)

// A program reads from the problem document why the rules refuse, without the sentence.
func TestARefusalHasAReason(t *testing.T) {
	t.Parallel()
	cause := errors.New("a cause for the log")
	for _, tt := range []struct {
		err    error
		reason string
	}{
		{fault.New(fault.Conflict, "the operation is not paused"), "operation_not_paused"},
		{fmt.Errorf("send: %w", fault.Wrap(cause, fault.Invalid, "this step has no such outcome")), "no_such_outcome"},
		{fault.New(fault.Denied, "a complaint is closed by tha-supervisor, or by tha-review if it may be about that desk"), "complaint_closed_by_another_desk"},
		{problem.InvalidAt("/outcome", contract.Code("enum")), "request_not_as_contract"},
		{fault.New(fault.NotFound, "there is no such case"), ""},
		{cause, ""},
		{&httpserver.CodeError{Code: fault.Conflict}, ""},
	} {
		p := problem.Of("7c0b7a1e1f4b4a2c", tt.err)
		require.Equal(t, tt.reason, p.Reason)
		require.NotContains(t, p.Detail, cause.Error())
	}
}
