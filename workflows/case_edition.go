package workflows

import (
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/casework"
)

// changeEdition is the GetVersion id of the edition of the rules. A run asks for it once, when it begins, so
// that everything that it judges later replays by the same rules.
const changeEdition = "rules-edition"

// editionOf returns the edition by which a run judges: the current one for a new run, and the one with which
// it began for a run that is replayed.
func editionOf(ctx workflow.Context) int {
	version := workflow.GetVersion(ctx, changeEdition, workflow.DefaultVersion, casework.CurrentEdition)
	return max(casework.EditionFirst, int(version))
}

// adoptEdition lets a case that an earlier release carried on follow the rules of this run. It is a change
// of its own, on record: it opens what the newer rules ask for and recalls what they do not.
func (c *caseRun) adoptEdition(ctx workflow.Context) error {
	if err := c.mu.Lock(ctx); err != nil {
		return err
	}
	defer c.mu.Unlock()
	if c.state.Edition >= c.edition {
		return nil
	}
	cmd := ownCommand(c.state, casework.KindAdopt)
	cmd.Edition = c.edition
	_, err := c.apply(ctx, cmd)
	return err
}
