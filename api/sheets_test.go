package api_test

import (
	"bytes"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
)

// twoSheets is a workbook with a list on each of two sheets.
func twoSheets(tb testing.TB) string {
	tb.Helper()
	f := excelize.NewFile()
	require.NoError(tb, f.SetSheetName("Sheet1", "Men "+mark))
	_, err := f.NewSheet("Women " + mark)
	require.NoError(tb, err)
	for i, rows := range [][][]any{{{"Name", "Sex"}, {"Abebe Kebede", "M"}}, {{"Name", "Sex"}, {"Almaz Tesfaye", "F"}, {"Hana Girma", "F"}}} {
		for k, row := range rows {
			at, err := excelize.CoordinatesToCellName(1, k+1)
			require.NoError(tb, err)
			require.NoError(tb, f.SetSheetRow(f.GetSheetName(i), at, &row))
		}
	}
	var b bytes.Buffer
	require.NoError(tb, f.Write(&b))
	return b.String()
}

// Every sheet of a workbook is named to its sender, and can be chosen by its number.
func TestASheetIsNamedAndChosen(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	save := h.fake.saveList
	h.fake.saveList = func(l record.List, c roster.List) (record.ListSummary, error) {
		out, err := save(l, c)
		out.File = c.Format
		return out, err
	}
	book := twoSheets(t)
	a := h.do(upload("author=custodian", book))
	require.Equal(t, http.StatusCreated, a.StatusCode, "%s", a.raw)
	require.Equal(t, []any{
		map[string]any{"number": 1., "name": "Men " + mark, "rows": 1., "read": true},
		map[string]any{"number": 2., "name": "Women " + mark, "rows": 2., "read": false},
	}, a.at("sheets"))
	a = h.do(upload("author=custodian&sheet=2", book))
	require.Equal(t, http.StatusCreated, a.StatusCode, "%s", a.raw)
	require.InDelta(t, 2, a.at("reconciliation", "rows"), 0)
	a = h.do(upload("author=custodian&sheet=3", book))
	require.Equal(t, http.StatusUnprocessableEntity, a.StatusCode, "%s", a.raw)
	require.Contains(t, string(a.raw), `"code":"unknown_sheet"`)
	require.NotContains(t, h.logs.String(), mark)
}
