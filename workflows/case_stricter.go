package workflows

import (
	"strconv"

	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
)

// changeTwoPeople, with the sequence number of a change, is the GetVersion id of the rules about two people
// and about the ends of pauses. Only a command that they may judge otherwise asks for the version, so that
// every other command costs no event. Each asks for its own, so that a case that began earlier follows the
// rules from its next command on.
const changeTwoPeople = "two-people/"

// judgedBy marks a command that an earlier release accepted, while its history is replayed.
func (c *caseRun) judgedBy(ctx workflow.Context, cmd casework.Command) (casework.Command, error) {
	cmd.Earlier = false
	if cmd.Kind == casework.KindOpen {
		cmd.Edition = c.edition
	}
	if ruling.Stricter(c.state, cmd) {
		change := changeTwoPeople + strconv.FormatInt(c.state.Seq+1, 10)
		cmd.Earlier = workflow.GetVersion(ctx, change, workflow.DefaultVersion, 1) == workflow.DefaultVersion
	}
	return cmd, nil
}
