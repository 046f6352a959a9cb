package corridor

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor/mission"
)

// ErrNoCorridor means that no corridor matches, or that there is no such version.
var ErrNoCorridor = errors.New("no such corridor")

// Set holds every corridor, with the desks and calendars. It never changes once it is loaded, and is
// safe for concurrent use.
type Set struct {
	countries Countries
	directory Directory
	missions  mission.Registry
	corridors []Corridor // ordered by ID, then version
	pace      func() int // how many times faster its clocks run; nil means real time
}

// Load reads a directory of rule files: calendars/*.yaml, desks.yaml, missions/*.yaml, and every other *.yaml as
// one version of one corridor. It reports all mistakes of all files at once, each with file and line (see
// [Mistakes]). It returns no set if there is a mistake.
func Load(dir fs.FS) (*Set, error) {
	almanac, mistakes := loadCountries(dir)
	directory, err := loadDirectory(dir, almanac)
	registry, unread := loadMissions(dir, directory)
	b := &Set{countries: almanac, directory: directory, missions: registry}
	mistakes = append(mistakes, err, b.readAll(dir), unread)
	mistakes = append(mistakes, b.overlaps()...)
	if err := errors.Join(mistakes...); err != nil {
		return nil, err
	}
	if len(b.corridors) == 0 {
		return nil, &Mistake{File: ".", Line: 1, Text: "no corridor files here"}
	}
	slices.SortFunc(b.corridors, func(a, c Corridor) int {
		return cmp.Or(strings.Compare(a.ID, c.ID), a.Version-c.Version)
	})
	return b, nil
}

// readAll reads every corridor file of dir. It skips files with a mistake.
func (b *Set) readAll(dir fs.FS) error {
	names, err := fs.Glob(dir, "*.yaml")
	if err != nil {
		return fmt.Errorf("list corridor files: %w", err)
	}
	slices.Sort(names)
	var mistakes []error
	for _, name := range names {
		if name == "desks.yaml" {
			continue
		}
		c, err := b.readCorridor(dir, name)
		if err != nil {
			mistakes = append(mistakes, err)
			continue
		}
		b.corridors = append(b.corridors, c)
	}
	return errors.Join(mistakes...)
}

// overlaps finds versions that would be in force for the same person on the same day.
func (b *Set) overlaps() []error {
	var out []error
	for i := range b.corridors {
		c := &b.corridors[i]
		for j := range i {
			earlier := &b.corridors[j]
			switch {
			case c.ID == earlier.ID && c.Version == earlier.Version:
				out = append(out, &Mistake{File: c.file, Line: c.line, Text: fmt.Sprintf("version %d of %s stands in %s already", c.Version, c.ID, earlier.file)})
			case c.conflictsWith(earlier):
				out = append(out, &Mistake{File: c.file, Line: c.line, Text: fmt.Sprintf("in force on the same days, for the same people, as %s version %d in %s", earlier.ID, earlier.Version, earlier.file)})
			}
		}
	}
	return out
}

// conflictsWith reports whether both corridors would be chosen for one person on one day.
func (c Corridor) conflictsWith(o *Corridor) bool {
	if c.Host != o.Host || c.Origin != o.Origin || (len(c.Custodians) == 0) != (len(o.Custodians) == 0) {
		return false
	}
	if len(c.Custodians) > 0 && !slices.ContainsFunc(c.Custodians, o.For) {
		return false
	}
	return c.beginsBeforeEnd(o) && o.beginsBeforeEnd(&c)
}

// beginsBeforeEnd reports whether c begins on or before the last day of o.
func (c Corridor) beginsBeforeEnd(o *Corridor) bool {
	return o.ValidTo.IsZero() || c.ValidFrom.Compare(o.ValidTo) <= 0
}

// Find returns the corridor that is in force at an instant, by the host's day, for a host, an origin
// and a kind of custodian (a value of the fact "custodian"; "" counts as none). Of several matches it
// returns the most specific one: one for this host before the default, one for this origin before one
// for any, one that names the custodian before one for any. It returns ErrNoCorridor if there is no
// match.
func (b *Set) Find(host, origin casework.Country, custodian string, at time.Time) (Corridor, error) {
	if custodian == "" {
		custodian = "none"
	}
	today, best, chosen := b.dayIn(host, at), -1, -1
	for i := range b.corridors {
		c := &b.corridors[i]
		if (c.Host != host && c.Host != anyNationality) || (c.Origin != origin && c.Origin != anyNationality) || !c.For(custodian) || !c.InForce(today) {
			continue
		}
		if weight := c.specificity(); weight > best {
			best, chosen = weight, i
		}
	}
	if best < 0 {
		return Corridor{}, ErrNoCorridor
	}
	return b.corridors[chosen], nil
}

// specificity returns how specific a corridor is.
func (c Corridor) specificity() int {
	w := 0
	if c.Host != anyNationality {
		w += 4
	}
	if c.Origin != anyNationality {
		w += 2
	}
	if len(c.Custodians) > 0 {
		w++
	}
	return w
}

// Get returns a version of a corridor, in force or not, or ErrNoCorridor if there is none.
func (b *Set) Get(id string, version int) (Corridor, error) {
	for i := range b.corridors {
		if b.corridors[i].ID == id && b.corridors[i].Version == version {
			return b.corridors[i], nil
		}
	}
	return Corridor{}, ErrNoCorridor
}

// Corridors lists every version of every corridor, ordered by ID and version.
func (b *Set) Corridors() []Corridor { return slices.Clone(b.corridors) }

// Directory returns the agencies and desks.
func (b *Set) Directory() Directory { return b.directory }

// Countries returns the calendars.
func (b *Set) Countries() Countries { return b.countries }

// WorkingTime returns the working time of a desk between two instants; see Calendar.Between. It returns
// false for a desk that does not exist.
func (b *Set) WorkingTime(desk casework.DeskID, from, until time.Time) (time.Duration, bool) {
	at, ok := b.directory.Desk(desk)
	if !ok {
		return 0, false
	}
	calendar, err := b.countries.Calendar(at.Zone, at.Calendars...)
	if err != nil {
		return 0, false
	}
	return calendar.Between(from, until), true
}
