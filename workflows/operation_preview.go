package workflows

import (
	"strconv"

	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/operation"
)

// changeSecondPerson, with the sequence number of a change, is the GetVersion id of previewing a list
// before it is confirmed, because for many people a second person must agree (G30). Each change asks for
// its own version, so that an operation that began earlier previews its next lists.
const changeSecondPerson = "second-person/"

// preview adds the preview of the list to a command that confirms or approves one. It returns any other
// command unchanged.
func (o *operationRun) preview(ctx workflow.Context, cmd operation.Command) (operation.Command, error) {
	cmd.Preview = nil
	switch cmd.Kind {
	case operation.KindConfirmList:
		change := changeSecondPerson + strconv.FormatInt(o.state.Seq+1, 10)
		if workflow.GetVersion(ctx, change, workflow.DefaultVersion, 1) == workflow.DefaultVersion {
			cmd.Preview = operation.BeforeTheGate()
			return cmd, nil
		}
	case operation.KindApproveList:
	default:
		return cmd, nil
	}
	if err := o.state.Check(cmd); err != nil {
		return cmd, refusal(err)
	}
	var intake *activities.Intake
	in := activities.PreviewListInput{Operation: o.state.Ref, List: cmd.List, Host: o.state.Host, Custodian: o.state.Custodian}
	err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, recordOptions()), intake.PreviewList, in).Get(ctx, &cmd.Preview)
	return cmd, err
}
