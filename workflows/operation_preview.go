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

// changeResumeTwo, with the sequence number of a change, is the GetVersion id of asking a second person before an
// operation with many open cases goes on. Only a resuming asks for the version, and each for its own.
const changeResumeTwo = "resume-two-people/"

// preview adds the preview of the list to a command that confirms or approves one. It returns any other
// command unchanged.
func (o *operationRun) preview(ctx workflow.Context, cmd operation.Command) (operation.Command, error) {
	cmd.Preview, cmd.Reach = nil, nil
	switch cmd.Kind {
	case operation.KindResume:
		return o.reach(ctx, cmd)
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

// reach adds to a command that resumes how many cases are open and for how many one officer may act alone. A
// resuming of an earlier release is carried out at once, as it was.
func (o *operationRun) reach(ctx workflow.Context, cmd operation.Command) (operation.Command, error) {
	change := changeResumeTwo + strconv.FormatInt(o.state.Seq+1, 10)
	if workflow.GetVersion(ctx, change, workflow.DefaultVersion, 1) == workflow.DefaultVersion {
		cmd.Reach = operation.BeforeTwoResumed()
		return cmd, nil
	}
	if err := o.state.Check(cmd); err != nil {
		return cmd, refusal(err)
	}
	var intake *activities.Intake
	in := activities.CountReachInput{Operation: o.state.Ref}
	err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, recordOptions()), intake.CountReach, in).Get(ctx, &cmd.Reach)
	return cmd, err
}
