package activities

import (
	"context"
	"fmt"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/operation"
)

// CountReachInput names an operation that is to be resumed.
type CountReachInput struct {
	Operation casework.Ref `json:"operation"`
}

// CountReach returns how many cases of an operation are open, and for how many people one officer may act alone:
// the smallest number of the corridors that they are on. It changes nothing. For a corridor whose file is not
// there any more the default of the field reference counts.
func (i *Intake) CountReach(ctx context.Context, in CountReachInput) (operation.Reach, error) {
	counted, err := i.Operations.CountByCorridor(ctx, in.Operation)
	if err != nil {
		return operation.Reach{}, asApplication(fmt.Errorf("count cases: %w", err))
	}
	return operation.ReachOf(counted, func(id string, version int) int {
		found, err := i.Corridors.Get(id, version)
		if err != nil {
			return corridor.DefaultMassAction
		}
		return found.MassAction
	}), nil
}
