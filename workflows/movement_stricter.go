package workflows

import (
	"strconv"

	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/movement"
)

// changeCancelTwo, with the sequence number of a change, is the GetVersion id of asking a second person before
// a movement is cancelled. Only a cancelling with passengers asks for the version, and each for its own, so
// that a movement that began earlier asks a second person from its next cancelling on.
const changeCancelTwo = "cancel-two-people/"

// judgedBy marks a command that an earlier release carried out at once, while its history is replayed.
func (m *movementRun) judgedBy(ctx workflow.Context, cmd movement.Command) (movement.Command, error) {
	cmd.Earlier = false
	if movement.Stricter(m.state, cmd) {
		change := changeCancelTwo + strconv.FormatInt(m.state.Seq+1, 10)
		cmd.Earlier = workflow.GetVersion(ctx, change, workflow.DefaultVersion, 1) == workflow.DefaultVersion
	}
	return cmd, nil
}
