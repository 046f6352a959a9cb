package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

type caseSearch struct {
	For string `name:"for" default:"-" placeholder:"FILE" help:"A file with lines as \"name: ...\", \"document: ...\", \"phone: ...\", \"birth_year: ...\", \"nationality: ...\"; - is the standard input. On a terminal the command asks line by line."`
}

// Help is shown under the usage.
func (c *caseSearch) Help() string {
	return `Finds the cases that you may see by personal data that you may see: any two parts of the name, in any order; one part with a birth year, a nationality or the number of a document; the number of a document; a phone number. The best match comes first. The search is not an argument, because every user of the machine can read arguments, and shells remember them.`
}

// searchFields are the fields of a search: the name in a file, and the question on a terminal.
var searchFields = []struct{ name, question string }{ //nolint:gochecknoglobals // a table that is only read
	{"name", "Name, two or more words of it"},
	{"document", "Number of a document"},
	{"phone", "Phone number"},
	{"birth_year", "Year of birth, as 1999"},
	{"nationality", "Nationality, as KEN"},
}

func (c *caseSearch) Run(ctx context.Context, env Env, r *Remote) error {
	said, err := env.searched(c.For)
	if err != nil {
		return err
	}
	q := wire.PeopleSearch{Name: said["name"], DocumentNumber: said["document"], Phone: said["phone"], Nationality: wire.Country(strings.ToUpper(said["nationality"]))}
	if q.Name == "" && q.DocumentNumber == "" && q.Phone == "" {
		return fault.New(fault.Invalid, "the search is empty; enter a name, a document or a phone number")
	}
	if year := said["birth_year"]; year != "" {
		if q.BirthYear, err = strconv.Atoi(year); err != nil {
			return fault.New(fault.Invalid, "the year of birth is not a number; write it as 1999")
		}
	}
	return ask(r, env, func(s *client.Client) (wire.PeopleFound, error) { return s.SearchPeople(ctx, q) }, func(found wire.PeopleFound) {
		t := NewTable(env.Out, "CASE", "FOUND BY", "CORRIDOR", "LANE", "STAGE", "CHILD", "TASKS", "OPENED", "ENDED")
		for _, one := range found.Items {
			l := one.Case
			t.Row(l.Ref, foundBy(one.By), l.Corridor, l.Lane, l.Stage, yes(l.Minor), l.OpenTasks, Instant(l.OpenedAt), Instant(l.EndedAt))
		}
		t.Flush()
		switch {
		case len(found.Items) == 0:
			env.Printf("Nothing was found in the cases that you may see.\n")
		case found.More:
			env.Printf("There are more; narrow the search.\n")
		}
	})
}

func foundBy(by []wire.PersonFoundBy) string {
	words := make([]string, len(by))
	for i, one := range by {
		words[i] = strings.ReplaceAll(string(one), "_", " ")
	}
	return strings.Join(words, ", ")
}

// searched reads what to search for, by field.
func (env Env) searched(file string) (map[string]string, error) {
	if file == "-" && env.atTerminal() {
		return env.questions()
	}
	names := make([]string, len(searchFields))
	for i, one := range searchFields {
		names[i] = one.name
	}
	return env.inputFields(file, names...)
}

// atTerminal reports whether the standard input is a terminal.
func (env Env) atTerminal() bool {
	file, ok := env.In.(*os.File)
	if !ok {
		return false
	}
	about, err := file.Stat()
	return err == nil && about.Mode()&os.ModeCharDevice != 0
}

// questions asks for each field. The questions go to Err, so that the answer alone can be
// redirected.
func (env Env) questions() (map[string]string, error) {
	scan := bufio.NewScanner(io.LimitReader(env.In, maxInput))
	out := map[string]string{}
	for _, one := range searchFields {
		if _, err := fmt.Fprintf(env.Err, "%s (or nothing): ", one.question); err != nil {
			return nil, fmt.Errorf("ask: %w", err)
		}
		if !scan.Scan() {
			break
		}
		out[one.name] = strings.TrimSpace(scan.Text())
	}
	if scan.Err() != nil {
		return nil, fault.New(fault.Invalid, "the answer cannot be read")
	}
	return out, nil
}
