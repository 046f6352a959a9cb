package demo

import (
	"cmp"
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

// person is one person of the demonstration.
type person struct {
	ref      casework.Ref
	corridor string
	minor    bool
	row      int // on the custodian's list, from 0; for a case opened by hand, the order of opening
}

// people returns the people of a list with their cases, in the order of its rows.
func people(ctx context.Context, c *client.Client, operation, list wire.Ref) ([]person, error) {
	rows := map[casework.Ref]int{}
	for params := (wire.ListRowsParams{Limit: 200}); ; {
		page, err := c.ListRows(ctx, list, params)
		if err != nil {
			return nil, err
		}
		for _, row := range page.Items {
			if row.Case != "" && row.Number != nil {
				rows[row.Case] = *row.Number
			}
		}
		if params.Cursor = page.Next; page.Next == "" {
			break
		}
	}
	var out []person
	for params := (wire.ListCasesParams{Operation: operation, Limit: 200}); ; {
		page, err := c.ListCases(ctx, params)
		if err != nil {
			return nil, err
		}
		for _, line := range page.Items {
			if row, listed := rows[line.Ref]; listed {
				out = append(out, person{ref: line.Ref, corridor: line.Corridor, minor: line.Minor, row: row})
			}
		}
		if params.Cursor = page.Next; page.Next == "" {
			break
		}
	}
	slices.SortFunc(out, func(a, b person) int { return cmp.Compare(a.row, b.row) })
	return out, nil
}
