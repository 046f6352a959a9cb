package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

type caseSearch struct {
	For string `name:"for" default:"-" placeholder:"FILE" help:"A file with lines as \"name: ...\", \"document: ...\", \"phone: ...\"; - is the standard input. A terminal is asked line by line."`
}

// Help is shown under the usage.
func (c *caseSearch) Help() string {
	return `Finds cases that you may see by something in them that you may see: two words of the name or more, in any order; the number of a document; a phone number. What is looked for is no argument, because arguments can be read by everybody on the machine, and shells remember them.`
}

// soughtBy are the questions, by the names that a file has for them.
var soughtBy = []struct{ name, question string }{ //nolint:gochecknoglobals // a table that nobody writes to
	{"name", "Name, two words of it or more"}, {"document", "Number of a document"}, {"phone", "Phone number"},
}

func (c *caseSearch) Run(ctx context.Context, env Env, r *Remote) error {
	said, err := env.sought(c.For)
	if err != nil {
		return err
	}
	q := wire.PeopleSearch{Name: said["name"], DocumentNumber: said["document"], Phone: said["phone"]}
	if q == (wire.PeopleSearch{}) {
		return fault.New(fault.Invalid, "nothing to look for was given")
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
			env.Printf("Nobody whom you may see was found.\n")
		case found.More:
			env.Printf("There are more; look for something narrower.\n")
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

// sought is what is looked for, by name.
func (env Env) sought(file string) (map[string]string, error) {
	if file == "-" && env.atTerminal() {
		return env.questions()
	}
	names := make([]string, len(soughtBy))
	for i, one := range soughtBy {
		names[i] = one.name
	}
	return env.inputFields(file, names...)
}

// atTerminal says whether somebody sits before the standard input.
func (env Env) atTerminal() bool {
	file, ok := env.In.(*os.File)
	if !ok {
		return false
	}
	about, err := file.Stat()
	return err == nil && about.Mode()&os.ModeCharDevice != 0
}

// questions asks line by line. The questions go to the error output, so that what is found
// can be sent elsewhere.
func (env Env) questions() (map[string]string, error) {
	scan := bufio.NewScanner(io.LimitReader(env.In, maxInput))
	out := map[string]string{}
	for _, one := range soughtBy {
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
