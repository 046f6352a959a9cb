package rescues_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/table"
	"example.org/homeward/internal/usecase/usecasetest"
)

// bookList is a list from a workbook whose sheets have names of people.
type bookList struct{ oneList }

func (s bookList) List(context.Context, casework.Ref) (record.ListSummary, error) {
	return record.ListSummary{List: record.List{
		Ref: "list-one", Operation: "operation-one", By: casework.Actor{Desk: s.lead},
		File: table.Format{Sheets: []table.Sheet{{Number: 1, Name: "Hanna", Rows: 3, Read: true}}},
	}}, nil
}

// The name of a sheet is as its author wrote it: for those who may see the rows, as docs/field-classes.md has it.
func TestTheNameOfASheetIsOfTheRows(t *testing.T) {
	t.Parallel()
	for desk, want := range map[casework.DeskID]string{"tha-registrar-maesot": "Hanna", "tha-coordination": ""} {
		role := casework.RoleRegistrar
		if want == "" {
			role = casework.RoleCoordinator // of the agency that leads, at a desk without a part in the list
		}
		s := bookList{oneList{lead: "tha-registrar-maesot"}}
		l, err := usecasetest.NewService(t, noon, s, &usecasetest.Log{}).ShowList(usecasetest.As(t, desk, role), "list-one")
		require.NoError(t, err)
		require.Equal(t, []table.Sheet{{Number: 1, Name: want, Rows: 3, Read: true}}, l.File.Sheets)
	}
}
