package workflows

import (
	"strconv"

	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/operation"
)

// changeSecondPerson names, with the place that a change takes, that a list is looked at before
// it is confirmed, because for many people a second person must agree (G30). Each change asks
// for itself: an operation that began before is held to it from its next list on.
const changeSecondPerson = "second-person/"

// preview looks at a list that is confirmed or approved; nil for every other command.
func (r *rescue) preview(ctx workflow.Context, cmd operation.Command) (*operation.Preview, error) {
	switch cmd.Kind {
	case operation.KindConfirmList:
		if workflow.GetVersion(ctx, changeSecondPerson+strconv.FormatInt(r.Seq+1, 10), workflow.DefaultVersion, 1) == workflow.DefaultVersion {
			return operation.BeforeTheGate(), nil
		}
	case operation.KindApproveList:
	default:
		return nil, nil //nolint:nilnil // there is nothing to look at
	}
	if err := r.Check(cmd); err != nil {
		return nil, refusal(err)
	}
	var intake *activities.Intake
	var seen operation.Preview
	look := activities.PreviewListInput{Operation: r.Ref, List: cmd.List, Host: r.Host, Custodian: r.Custodian}
	if err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, recordOptions()), intake.PreviewList, look).Get(ctx, &seen); err != nil {
		return nil, err
	}
	return &seen, nil
}
