package rescues_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/usecasetest"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

const remark, phone = "fears return; sister at 12 Soi 5", "+66 81 000 0000"

// oneList is a list of two lines: one has become the case, the other has not.
type oneList struct {
	usecase.Store

	state casework.Case
	lead  casework.DeskID
	kept  []casework.Ref
}

func (s oneList) List(context.Context, casework.Ref) (record.ListSummary, error) {
	return record.ListSummary{List: record.List{Ref: "list-one", Operation: "operation-one", By: casework.Actor{Desk: s.lead}}}, nil
}

func (s oneList) Operation(context.Context, casework.Ref) (record.OperationRow, error) {
	return record.OperationRow{Operation: record.Operation{Ref: "operation-one", Host: "THA", Lead: s.lead}}, nil
}

func (s oneList) ListRows(context.Context, record.ListRowFilter) (record.ListRows, error) {
	row := func(line int, of casework.Ref) record.ListRow {
		raw := []string{"Hanna", phone, remark}
		return record.ListRow{Line: line, Raw: raw, Case: of, Read: &roster.Row{Line: line, Raw: raw, Name: person.NewName("Hanna"), Phone: phone}}
	}
	return record.ListRows{Rows: []record.ListRow{row(1, ""), row(2, s.state.Ref)}}, nil
}

func (s oneList) CaseStates(context.Context, []casework.Ref) (map[casework.Ref]casework.Case, error) {
	return map[casework.Ref]casework.Case{s.state.Ref: s.state}, nil
}

func (s oneList) KeptOut(context.Context, casework.AccountID, []casework.Ref) ([]casework.Ref, error) {
	return s.kept, nil
}

func rowsOf(t *testing.T, s oneList, desk casework.DeskID, role casework.Role) []record.ListRow {
	t.Helper()
	found, err := usecasetest.NewService(t, noon, s, &usecasetest.Log{}).ListRows(usecasetest.As(t, desk, role), "list-one", record.ListRowFilter{}, act.Paging{})
	require.NoError(t, err)
	return found.Rows
}

// Classes that a kind of desk may not see stay out of the rows of a list, and a row that has become a case is
// shown as the case is.
func TestRowsAreShownWithinTheRestrictionsOfTheDesk(t *testing.T) {
	t.Parallel()
	state := usecasetest.NewCase(t, noon)
	rows := rowsOf(t, oneList{state: state, lead: "tha-registrar-maesot"}, "tha-registrar-maesot", casework.RoleRegistrar)
	require.Equal(t, []string{"Hanna", phone, remark}, rows[0].Raw, "the desk of care that leads reads the line as it was written")
	require.Empty(t, rows[1].Raw, "a registrar does not read her story in the case either")
	require.Equal(t, phone, rows[1].Read.Phone)
	require.Equal(t, state.Ref, rows[1].Case)

	rows = rowsOf(t, oneList{state: state, lead: "tha-border-maesot"}, "tha-border-maesot", casework.RoleSupervisor)
	require.Len(t, rows, 2, "the lines count as they are")
	for _, row := range rows {
		require.Empty(t, row.Raw)
		require.True(t, row.Read == nil || row.Read.Phone+row.Read.Place == "")
	}
	require.Nil(t, rows[1].Read, "the border has no part in the case")
	require.Empty(t, rows[1].Case)

	kept := oneList{state: state, lead: "tha-registrar-maesot", kept: []casework.Ref{state.Ref}}
	require.Len(t, rowsOf(t, kept, "tha-registrar-maesot", casework.RoleRegistrar), 1, "an excluded officer sees nothing of her")
}

// The words of an operation are for the desk that leads it.
func TestTheWordsOfAnOperationAreForTheDeskThatLeads(t *testing.T) {
	t.Parallel()
	o := operations{}
	s := usecasetest.NewService(t, noon, o, &usecasetest.Log{})
	for desk, told := range map[casework.DeskID]string{"tha-registrar-bangkok": "", "tha-registrar-maesot": "At the old mill."} {
		role := casework.RoleSupervisor // of another desk of the agency that leads referrals
		if told != "" {
			role = casework.RoleRegistrar
		}
		ctx := usecasetest.As(t, desk, role)
		require.True(t, policy.MayEverSee(request.From(ctx).Actor, policy.Contact))
		found, err := s.ShowOperation(ctx, "operation-one")
		require.NoError(t, err, desk)
		require.Equal(t, told, found.Words, desk)
	}
}

type operations struct{ usecase.Store }

func (operations) Operation(context.Context, casework.Ref) (record.OperationRow, error) {
	return record.OperationRow{Operation: record.Operation{Ref: "operation-one", Host: "THA", Lead: "tha-registrar-maesot", Words: "At the old mill."}}, nil
}
