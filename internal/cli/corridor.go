package cli

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
)

type corridorGroup struct {
	Dir string `env:"HOMEWARD_CORRIDORS" placeholder:"DIR" help:"Read the files of this directory instead of the embedded ones."`

	List  corridorList  `cmd:"" help:"Every version of every corridor."`
	Show  corridorShow  `cmd:"" help:"One corridor: steps, desks, clocks, sources."`
	Check corridorCheck `cmd:"" help:"Check a directory of corridor files and report every mistake."`
	Desks corridorDesks `cmd:"" help:"The desks of the directory."`

	Missions corridorMissions `cmd:"" help:"Which mission answers for which nationality, where, since when."`
}

// book reads the corridor files of the directory, or the embedded ones.
func (g *corridorGroup) book() (*corridor.Set, error) {
	files := corridors.Files()
	if g.Dir != "" {
		files = os.DirFS(g.Dir)
	}
	book, err := corridor.Load(files)
	if err != nil {
		return nil, fmt.Errorf("read corridor files: %w", err)
	}
	return book, nil
}

type corridorList struct{}

func (c *corridorList) Run(env Env, group *corridorGroup) error {
	book, err := group.book()
	if err != nil {
		return err
	}
	t := NewTable(env.Out, "CORRIDOR", "VERSION", "HOST", "ORIGIN", "CUSTODIANS", "LANE", "MODALITY", "FROM", "CHECKED BY A LAWYER", "NAME")
	for _, c := range book.Corridors() {
		t.Row(c.ID, c.Version, c.Host, c.Origin, strings.Join(c.Custodians, " "), c.Lane, c.Modality, c.ValidFrom, yes(!c.Unreviewed()), c.Name)
	}
	t.Flush()
	return nil
}

type corridorShow struct {
	ID      string `arg:"" help:"The corridor's code, as tha-eth."`
	Version int    `placeholder:"N" help:"The version; default: the newest."`
}

func (c *corridorShow) Run(env Env, group *corridorGroup) error {
	book, err := group.book()
	if err != nil {
		return err
	}
	var found *corridor.Corridor
	for _, one := range book.Corridors() {
		if one.ID == c.ID && (c.Version == 0 || one.Version == c.Version) && (found == nil || one.Version > found.Version) {
			found = &one
		}
	}
	if found == nil {
		return fault.New(fault.NotFound, "there is no such corridor, or no such version; homeward corridor list names them")
	}
	env.corridor(*found)
	return nil
}

func (env Env) corridor(c corridor.Corridor) {
	env.Printf("%s version %d: %s\n", c.ID, c.Version, c.Name)
	env.Printf("%s to %s, lane %s, %s, in force from %s\n", c.Origin, c.Host, c.Lane, c.Modality, c.ValidFrom)
	if c.Unreviewed() {
		env.Printf("No lawyer has checked it.\n")
	} else {
		env.Printf("Checked by %s.\n", c.ReviewedBy)
	}
	env.Printf("Identification needs %d members of %d agencies. Reflection: %d days.\n\n", c.Quorum.Members, c.Quorum.Agencies, c.ReflectionDays)
	t := NewTable(env.Out, "STEP", "DESK", "BUDGET", "BY THE CALENDAR OF", "ANSWER VALID FOR")
	for _, s := range c.Steps {
		t.Row(s.Step, c.Desks[s.Kind], s.Budget, s.Calendar, age(s.Valid))
	}
	t.Flush()
	env.Printf("\n")
	t = NewTable(env.Out, "SOURCE", "VERIFIED", "FACT")
	for _, s := range c.Sources {
		t.Row(s.Source, yes(s.Verified), s.Fact)
	}
	t.Flush()
}

type corridorCheck struct {
	Path string `arg:"" type:"existingdir" help:"A directory with desks.yaml, calendars/*.yaml and one file for each corridor version."`
}

func (c *corridorCheck) Run(env Env) error {
	book, err := corridor.Load(os.DirFS(c.Path))
	if err != nil {
		return fmt.Errorf("these files cannot be used:\n%w", err)
	}
	env.Printf("%d corridors, %d desks, %d agencies: no mistakes found.\n", len(book.Corridors()), len(book.Directory().Desks()), len(book.Directory().Agencies()))
	if none := book.Unregistered(); len(none) > 0 {
		env.Printf("Desks of the kind consulate that are not in the registry of missions: %s\n", words(none))
	}
	return nil
}

type corridorDesks struct {
	Kind    string `placeholder:"consulate" help:"Only desks of this kind."`
	Country string `placeholder:"KEN" help:"Only desks of this country."`
}

func (c *corridorDesks) Run(env Env, group *corridorGroup) error {
	if c.Kind != "" && !slices.Contains(casework.DeskKinds(), casework.DeskKind(c.Kind)) {
		return fault.New(fault.Invalid, "there is no such kind of desk; the kinds are: "+words(casework.DeskKinds()))
	}
	if c.Country != "" && c.Country != "*" && !corridor.IsCountry(c.Country) {
		return fault.New(fault.Invalid, "there is no such state; write it as KEN")
	}
	book, err := group.book()
	if err != nil {
		return err
	}
	t := NewTable(env.Out, "DESK", "KIND", "COUNTRY", "SITS IN", "NAME")
	for _, d := range book.Directory().Desks() {
		if (c.Kind == "" || d.Kind == casework.DeskKind(c.Kind)) && (c.Country == "" || d.Country == casework.Country(c.Country)) {
			t.Row(d.ID, d.Kind, d.Country, d.Seat, d.Name)
		}
	}
	t.Flush()
	return nil
}
