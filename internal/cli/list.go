package cli

import (
	"context"
	"fmt"
	"os"
	"strings"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

type listGroup struct {
	Remote `embed:""`

	Upload  listUpload  `cmd:"" help:"Upload a list and see what it holds. Nothing is opened yet."`
	Show    listShow    `cmd:"" help:"The lists of an operation."`
	Preview listPreview `cmd:"" help:"What was read from a list, whether it adds up, and what confirming it now would do."`
	Rows    listRows    `cmd:"" help:"The rows, as written and as read."`
	Answer  listAnswer  `cmd:"" help:"Answer what is in doubt about a row, or about all rows like it, before the list is confirmed."`
	Answers listAnswers `cmd:"" help:"Who has answered what is in doubt, and when."`
	Confirm listConfirm `cmd:"" help:"Confirm a list and open its cases; a list of many people is proposed to a second person."`
	Approve listApprove `cmd:"" help:"Approve a list that another person has proposed, and open its cases."`
	Refuse  listRefuse  `cmd:"" help:"Refuse a proposed list, or withdraw your own proposal."`
}

type listUpload struct {
	Operation   wire.Ref        `arg:"" help:"The operation's reference."`
	File        string          `arg:"" type:"existingfile" help:"XLSX, ODS, DOCX with a table, or CSV."`
	Author      wire.ListAuthor `required:"" placeholder:"custodian" help:"Who wrote it: custodian, embassy, registration, other."`
	AsOf        string          `placeholder:"2025-02-23" help:"The day on which it was written; default: today."`
	Nationality wire.Country    `placeholder:"KEN" help:"The nationality of all people on a list without such a column."`
	Sheet       int             `placeholder:"2" help:"The number of the only sheet of a workbook to read, counted from the left; default: the first with a list."`
}

func (c *listUpload) Run(ctx context.Context, env Env, r *Remote) error {
	server, err := r.client(env)
	if err != nil {
		return err
	}
	file, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("open list: %w", err)
	}
	defer file.Close() //nolint:errcheck // it is only read
	params := wire.UploadListParams{Author: c.Author, Nationality: c.Nationality, Sheet: c.Sheet}
	if c.AsOf != "" {
		if err := params.AsOf.UnmarshalText([]byte(c.AsOf)); err != nil {
			return fault.New(fault.Invalid, "the day of --as-of is written as 2025-02-23")
		}
	}
	list, err := server.UploadList(ctx, r.intent(), c.Operation, params, file)
	if err != nil {
		return err
	}
	return r.show(env, list, func() {
		env.list(list)
		env.Printf("To see what would be opened: homeward list preview %s\n", list.Ref)
	})
}

type listShow struct {
	page `embed:""`

	Operation wire.Ref `arg:"" help:"The operation's reference."`
}

func (c *listShow) Run(ctx context.Context, env Env, r *Remote) error {
	params := wire.ListListsParams{Limit: c.Limit, Cursor: c.Cursor}
	return ask(r, env, func(s *client.Client) (wire.ListPage, error) { return s.ListLists(ctx, c.Operation, params) }, func(found wire.ListPage) {
		t := NewTable(env.Out, "LIST", "AUTHOR", "STATE", "ROWS", "UNREADABLE", "OPENED", "UPLOADED")
		for _, l := range found.Items {
			t.Row(l.Ref, l.Author, l.State, l.Rows, l.Unreadable, fmt.Sprintf("%d of %d", l.Opened, l.Minted), Instant(l.UploadedAt))
		}
		t.Flush()
		env.more(found.Next)
	})
}

// list prints a list and its reconciliation.
func (env Env) list(l wire.List) {
	env.Printf("List %s by %s, %s, %d bytes of %s\n", l.Ref, l.Author, l.State, l.Bytes, l.Kind)
	env.Printf("%s\n", l.Reconciliation.Headline)
	if l.State == record.ListProposed {
		env.Printf("It waits for a second person, proposed by %s at %s; one of these may approve it: %s\n", l.ProposedBy, Instant(l.ProposedAt), words(l.WaitsFor))
	}
	if l.Minted > 0 {
		env.Printf("Cases opened: %d of %d\n", l.Opened, l.Minted)
	}
	env.sheets(l)
	t := NewTable(env.Out, "WHAT", "HOW MANY")
	for _, c := range []struct {
		name string
		of   wire.Counts
	}{
		{"nationalities", l.Reconciliation.Nationalities},
		{"sexes", l.Reconciliation.Sexes},
		{"birth dates", l.Reconciliation.BirthDates},
		{"under eighteen", l.Reconciliation.Minors},
		{"documents", l.Reconciliation.Documents},
		{"problems", l.Reconciliation.Problems},
	} {
		if len(c.of) > 0 {
			t.Row(c.name, counts(c.of))
		}
	}
	t.Flush()
}

// sheets prints the sheets of a workbook with several, and how a sheet that was not read is read.
func (env Env) sheets(l wire.List) {
	if len(l.Sheets) == 0 {
		return
	}
	t := NewTable(env.Out, "SHEET", "NAME", "PEOPLE", "READ")
	other := 0
	for _, s := range l.Sheets {
		read := "yes"
		switch {
		case !s.Read && s.Rows == 0:
			read = "no, it has no column headings of a list"
		case !s.Read:
			read, other = "no", max(other, s.Number)
		}
		if s.Hidden {
			read += "; hidden in the workbook"
		}
		t.Row(s.Number, s.Name, s.Rows, read)
	}
	t.Flush()
	if other > 0 {
		env.Printf("A sheet that was not read opens no case. To read it, upload the file again: homeward list upload %s FILE --author %s --sheet %d\n", l.Operation, l.Author, other)
	}
}

type listRows struct {
	page `embed:""`

	List    wire.Ref          `arg:"" help:"The list's reference."`
	State   wire.ListRowState `placeholder:"unreadable" help:"Only rows that are readable, unreadable, left_out, minted or opened."`
	Problem string            `placeholder:"CODE" help:"Only rows with this problem."`
}

func (c *listRows) Run(ctx context.Context, env Env, r *Remote) error {
	params := wire.ListRowsParams{State: c.State, Problem: c.Problem, Limit: c.Limit, Cursor: c.Cursor}
	return ask(r, env, func(s *client.Client) (wire.ListRowPage, error) { return s.ListRows(ctx, c.List, params) }, func(found wire.ListRowPage) {
		t := NewTable(env.Out, "LINE", "STATE", "CASE", "NATIONALITY", "BORN", "PROBLEMS", "AS WRITTEN")
		for _, row := range found.Items {
			t.Row(row.Line, row.State, row.Case, row.Person.Nationality, born(row.Person.Birth), strings.Join(row.Problems, ", "), strings.Join(row.Cells, " | "))
		}
		t.Flush()
		env.doubts(found.Items)
		env.more(found.Next)
	})
}
