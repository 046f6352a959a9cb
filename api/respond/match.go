package respond

import (
	"fmt"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/contract"
)

// Match makes the handler of each operation that has a route, by operationId, and lists the operations
// without a route. It returns an error if two routes are for one operation, if a route is for no
// operation, or if a handler's parameters are not those of its operation.
func Match(operations []contract.Operation, routes []Route) (handlers map[string]echo.HandlerFunc, missing []string, err error) {
	byID := map[string]Route{}
	for _, r := range routes {
		if _, twice := byID[r.ID]; twice {
			return nil, nil, fmt.Errorf("operation %s has two handlers", r.ID)
		}
		byID[r.ID] = r
	}
	handlers = map[string]echo.HandlerFunc{}
	for _, op := range operations {
		r, ok := byID[op.ID]
		if !ok {
			missing = append(missing, op.ID)
			continue
		}
		if handlers[op.ID], err = r.Handler(op); err != nil {
			return nil, nil, err
		}
		delete(byID, op.ID)
	}
	for id := range byID {
		return nil, nil, fmt.Errorf("the handler of %s has no operation in the contract", id)
	}
	return handlers, missing, nil
}
