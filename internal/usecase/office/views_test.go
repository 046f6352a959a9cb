package office_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/internal/usecase/usecasetest"
)

func TestAViewIsItsAuthorsOrTheDesks(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	me, colleague := usecasetest.By(t, "me", desk, casework.RoleConsul), usecasetest.By(t, "other", desk, casework.RoleConsul)
	far := usecasetest.By(t, "far", team, casework.RoleCaseworker)
	names := func(ctx context.Context) (out []string) {
		found, err := o.ListViews(ctx, record.CaseList)
		require.NoError(t, err)
		for _, v := range found {
			out = append(out, v.Name)
		}
		return out
	}
	write := office.ViewWrite{Key: "k1", List: record.CaseList, Name: "  Clearance ", Query: "clock=overdue&stage=clearance"}
	id, err := o.SaveView(me, write)
	require.NoError(t, err)
	again, err := o.SaveView(me, write)
	require.NoError(t, err)
	require.Equal(t, id, again, "a repeated form saves one view")
	require.Equal(t, []string{"Clearance"}, names(me))
	require.Empty(t, names(colleague))

	write.ID, write.Name = id, "Taken"
	_, err = o.SaveView(colleague, write)
	require.Equal(t, policy.Missing(), err, "like a view that does not exist")
	_, err = o.RemoveView(colleague, record.CaseList, id)
	require.NoError(t, err)
	require.Equal(t, []string{"Clearance"}, names(me))

	write.Name, write.Shared, write.Query = "Ours", true, ""
	_, err = o.SaveView(me, write)
	require.NoError(t, err)
	require.Equal(t, []string{"Ours"}, names(colleague))
	require.Empty(t, names(far))
	write.Name = "Ours, changed"
	_, err = o.SaveView(colleague, write)
	require.NoError(t, err)
	found, err := o.ListViews(me, record.CaseList)
	require.NoError(t, err)
	require.Equal(t, []office.SavedView{{ID: id, Name: "Ours, changed", Shared: true, Mine: true}}, found, "it stays whose it is")
	for range 2 {
		_, err = o.RemoveView(colleague, record.CaseList, id)
		require.NoError(t, err, "a repeated form has the same answer")
	}
	require.Empty(t, names(me))
}

func TestAViewHoldsAShortNameAndCodes(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	me := usecasetest.By(t, "me", desk, casework.RoleConsul)
	for pointer, w := range map[string]office.ViewWrite{
		"/name":  {Key: "a", List: record.CaseList, Name: strings.Repeat("x", 61)},
		"/list":  {Key: "a", List: "people", Name: "x"},
		"/query": {Key: "a", List: record.CaseList, Name: "x", Query: "name=Hanna Tesfaye"},
	} {
		_, err := o.SaveView(me, w)
		require.Equal(t, pointer, usecasetest.PointerOf(t, err))
	}
	_, err := o.SaveView(me, office.ViewWrite{Key: "a", List: record.CaseList, Name: " "})
	require.Equal(t, "/name", usecasetest.PointerOf(t, err))
	for i := range 50 {
		_, err = o.SaveView(me, office.ViewWrite{Key: strings.Repeat("k", i+1), List: record.CaseList, Name: "x"})
		require.NoError(t, err)
	}
	_, err = o.SaveView(me, office.ViewWrite{Key: "one more", List: record.CaseList, Name: "x"})
	require.Equal(t, "/name", usecasetest.PointerOf(t, err))
}
