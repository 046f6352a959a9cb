package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// A list preview names the next command, and who may run it.
func TestAPreviewSaysWhatComesNext(t *testing.T) {
	t.Parallel()
	now, before := strings.Repeat("a", 64), strings.Repeat("b", 64)
	for name, tt := range map[string]struct {
		list    wire.List
		preview wire.ListPreview
		want    []string
	}{
		"few": {wire.List{State: record.ListRead}, wire.ListPreview{Opens: 3, Alone: 10}, []string{"Cases opened: 3", "To open its cases: homeward list confirm l1 --preview " + now}},
		"many": {
			wire.List{State: record.ListRead},
			wire.ListPreview{Opens: 30, Alone: 10, SecondPerson: true, Alike: 2},
			[]string{"One officer alone may confirm up to 10 people", "homeward list confirm l1 --preview " + now, "2 groups of rows look like one person"},
		},
		"mine": {
			wire.List{State: record.ListProposed, Mine: true, ProposedBy: "tha-coordination", WaitsFor: []casework.Role{casework.RoleCoordinator}},
			wire.ListPreview{Opens: 30, Alone: 10, SecondPerson: true, Proposed: now},
			[]string{"waits for a second person, proposed by tha-coordination", "national_coordinator", "Another person approves it: homeward list approve l1"},
		},
		"theirs":  {wire.List{State: record.ListProposed}, wire.ListPreview{Proposed: now, SecondPerson: true}, []string{"To approve it: homeward list approve l1 --preview " + now}},
		"changed": {wire.List{State: record.ListProposed}, wire.ListPreview{Proposed: before, SecondPerson: true}, []string{"cannot be approved", "homeward list confirm l1 --preview " + now}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tt.list.Ref, tt.preview.Preview = "l1", now
			tt.preview.Routes = []wire.ListRoute{{Origin: "KEN", Corridor: "tha-ken", Version: 2, Cases: tt.preview.Opens}}
			address, _ := server(t, map[string]any{"GET /lists/l1": tt.list, "GET /lists/l1/preview": tt.preview})
			out, err, code := homeward(t, nil, "list", "preview", "l1", "--server", address, "--as", "tha-coordination")
			require.Zero(t, code, err)
			require.Contains(t, out, "tha-ken v2")
			require.Contains(t, out, "Fingerprint: "+now)
			for _, want := range tt.want {
				require.Contains(t, out, want)
			}
		})
	}
}

func TestAListIsProposedApprovedAndRefused(t *testing.T) {
	t.Parallel()
	seen := strings.Repeat("a", 64)
	waits := wire.Receipt{State: record.CommandSettled, Target: wire.Target{Kind: record.TargetOperation, Ref: "op1"}, Operation: wire.OperationAnswer{Seq: 2, State: "running", Cases: 30, Waits: true}}
	done := waits
	done.Operation.Waits = false
	address, asked := server(t, map[string]any{"POST /lists/l1/confirm": waits, "POST /lists/l1/approve": done, "POST /lists/l1/refuse": done})
	out, err, code := homeward(t, nil, "list", "confirm", "l1", "--preview", seen, "--server", address, "--as", "tha-coordination")
	require.Zero(t, code, err)
	require.Contains(t, out, "30 cases: nothing is done yet, it waits for a second person")
	require.JSONEq(t, `{"preview":"`+seen+`"}`, (*asked)[0].body)
	out, err, code = homeward(t, nil, "list", "approve", "l1", "--preview", seen, "--server", address, "--as", "tha-coordination")
	require.Zero(t, code, err)
	require.NotContains(t, out, "waiting")
	require.JSONEq(t, `{"preview":"`+seen+`"}`, (*asked)[1].body)
	_, err, code = homeward(t, nil, "list", "refuse", "l1", "--server", address, "--as", "tha-coordination")
	require.Zero(t, code, err)
	_, _, code = homeward(t, nil, "list", "approve", "l1", "--server", address, "--as", "tha-coordination")
	require.NotZero(t, code, "a list cannot be approved without its fingerprint")
}

// Every sheet of a workbook is named, and the command reads the number of the chosen one.
func TestTheSheetsOfAListAreNamed(t *testing.T) {
	t.Parallel()
	l := wire.List{Ref: "l1", Operation: "op1", Author: "custodian", State: record.ListRead, Sheets: []wire.ListSheet{
		{Number: 1, Name: "Cover"}, {Number: 2, Name: "Men", Rows: 4, Read: true}, {Number: 3, Name: "Women", Rows: 2, Hidden: true},
	}}
	address, asked := server(t, map[string]any{"POST /operations/op1/lists": l})
	file := filepath.Join(t.TempDir(), "list.csv")
	require.NoError(t, os.WriteFile(file, []byte("Name\nA\n"), 0o600))
	out, err, code := homeward(t, nil, "list", "upload", "op1", file, "--author", "custodian", "--sheet", "2", "--server", address, "--as", "tha-coordination")
	require.Zero(t, code, err)
	require.Contains(t, (*asked)[0].query, "sheet=2")
	for _, want := range []string{"Cover", "no column headings", "Women", "hidden in the workbook", "homeward list upload op1 FILE --author custodian --sheet 3"} {
		require.Contains(t, out, want)
	}
}

// The rows are shown with the numbers of their readings, and an answer names one.
func TestADoubtIsAnswered(t *testing.T) {
	t.Parallel()
	seen := strings.Repeat("a", 64)
	rows := wire.ListRowPage{Items: []wire.ListRow{{Line: 12, State: record.RowReadable, Doubts: []wire.ListDoubt{{
		Problem: "birth_date_ambiguous", Choices: []doubt.Choice{doubt.Reading, doubt.Value},
		Readings: []wire.ListMeaning{{From: "2009-03-12", To: "2009-03-12", Calendar: "buddhist"}, {From: "1952-01-01", To: "1952-12-31", Calendar: "gregorian"}},
		Columns:  []wire.ListOtherCell{{Heading: "Country", AsWritten: "Kenya"}}, Twins: []wire.ListTwin{{Line: 14, Because: "document"}},
	}}}}}
	address, asked := server(t, map[string]any{
		"GET /lists/l1/rows": rows, "POST /lists/l1/answers": wire.ListSettled{Number: 3, Rows: 7, Doubts: 2, Preview: strings.Repeat("b", 64)},
		"GET /lists/l1/answers": wire.ListAnswerPage{Items: []wire.ListAnswer{{Number: 3, Problem: "birth_date_ambiguous", Choice: doubt.Reading, Rows: 7, AnsweredBy: "tha-registrar-maesot"}}},
	})
	at := []string{"--server", address, "--as", "tha-coordination"}
	out, err, code := homeward(t, nil, append([]string{"list", "rows", "l1", "--problem", "birth_date_ambiguous"}, at...)...)
	require.Zero(t, code, err)
	for _, want := range []string{"Line 12, birth_date_ambiguous. Answers: reading, value.", "reading 1: born on 2009-03-12 (buddhist", "reading 2: born from 1952-01-01", "column 1: Country, written Kenya", "looks like line 14"} {
		require.Contains(t, out, want)
	}
	out, err, code = homeward(t, nil, append([]string{"list", "answer", "l1", "12", "birth_date_ambiguous", "--reading", "1", "--alike", "--preview", seen}, at...)...)
	require.Zero(t, code, err)
	require.Contains(t, out, "Answer 3 is about 7 rows. Rows that are still in doubt: 2.")
	require.JSONEq(t, `{"preview":"`+seen+`","line":12,"problem":"birth_date_ambiguous","choice":"reading","reading":1,"alike":true}`, (*asked)[1].body)
	out, err, code = homeward(t, nil, append([]string{"list", "answers", "l1"}, at...)...)
	require.Zero(t, code, err)
	require.Contains(t, out, "tha-registrar-maesot")
	_, _, code = homeward(t, nil, append([]string{"list", "answer", "l1", "12", "birth_date_ambiguous", "--reading", "1", "--value", "2009", "--preview", seen}, at...)...)
	require.NotZero(t, code, "one answer, not two")
}
