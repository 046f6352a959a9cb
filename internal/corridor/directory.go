package corridor

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"example.org/homeward/internal/casework"
)

// noState is the country of an agency that belongs to no state.
const noState casework.Country = "*"

var code = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// Agency is an authority or an organisation with desks.
type Agency struct {
	ID      casework.AgencyID
	Name    string
	Country casework.Country // "*" for an agency that belongs to no state
	// FocalPoint is the desk of the ministry above it, which gets the notice at 150 %; "" if there is
	// none.
	FocalPoint casework.DeskID
	// Leads is true if the agency leads referrals in its state: it has a desk that registers survivors.
	Leads bool
}

// Desk is an address for work. It is never a person.
type Desk struct {
	ID      casework.DeskID
	Agency  casework.AgencyID
	Kind    casework.DeskKind
	Name    string
	Country casework.Country // the country of its agency
	Seat    casework.Country // where it is: for a mission another country than its own
	Zone    *time.Location
	// Calendars are the codes of the calendars whose holidays the desk observes: those of its seat and
	// of its country.
	Calendars []string
	// Members lists the agencies that sit on a panel.
	Members []casework.AgencyID
}

// Directory holds all agencies and desks.
type Directory struct {
	agencies map[casework.AgencyID]Agency
	desks    map[casework.DeskID]Desk
}

// Desk returns a desk by ID.
func (d Directory) Desk(id casework.DeskID) (Desk, bool) {
	desk, ok := d.desks[id]
	return desk, ok
}

// Agency returns an agency by ID.
func (d Directory) Agency(id casework.AgencyID) (Agency, bool) {
	agency, ok := d.agencies[id]
	return agency, ok
}

// Desks lists all desks, ordered by ID.
func (d Directory) Desks() []Desk {
	out := make([]Desk, 0, len(d.desks))
	for id := range d.desks {
		out = append(out, d.desks[id])
	}
	slices.SortFunc(out, func(a, b Desk) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return out
}

// Agencies lists all agencies, ordered by ID.
func (d Directory) Agencies() []Agency {
	out := make([]Agency, 0, len(d.agencies))
	for _, agency := range d.agencies {
		out = append(out, agency)
	}
	slices.SortFunc(out, func(a, b Agency) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return out
}

// protectionAuthority returns the desk that decides claims of asylum in a state: the first of that state, by ID.
// It returns "" if the directory has none. A corridor file need not name it: files that were released before
// there were such desks do not change.
func (d Directory) protectionAuthority(host casework.Country) casework.DeskID {
	for _, desk := range d.Desks() {
		if desk.Kind == casework.DeskProtection && desk.Country == host {
			return desk.ID
		}
	}
	return ""
}

// loadDirectory reads desks.yaml of dir.
func loadDirectory(dir fs.FS, almanac Countries) (Directory, error) {
	s := &yamlFile{file: "desks.yaml"}
	d := Directory{agencies: map[casework.AgencyID]Agency{}, desks: map[casework.DeskID]Desk{}}
	f := s.fields(s.open(dir, s.file), "agencies", "desks")
	if f.node == nil {
		return d, s.err()
	}
	focal := map[casework.AgencyID]fields{}
	f.need("agencies")
	for _, n := range f.list("agencies") {
		one := s.fields(n, "id", "name", "country", "focal_point")
		a := Agency{
			ID: casework.AgencyID(one.code("id")), Name: one.needText("name"), Country: one.country("country"),
			FocalPoint: casework.DeskID(one.text("focal_point")),
		}
		if _, twice := d.agencies[a.ID]; twice {
			s.fail(n, "the agency %s occurs twice", quote(string(a.ID)))
		}
		d.agencies[a.ID], focal[a.ID] = a, one
	}
	f.need("desks")
	for _, n := range f.list("desks") {
		desk := s.desk(n, d, almanac)
		if _, twice := d.desks[desk.ID]; twice {
			s.fail(n, "the desk %s occurs twice", quote(string(desk.ID)))
		}
		d.desks[desk.ID] = desk
		if desk.Kind == casework.DeskRegistrar {
			a := d.agencies[desk.Agency]
			a.Leads = true
			d.agencies[desk.Agency] = a
		}
	}
	for id, a := range d.agencies {
		if _, ok := d.desks[a.FocalPoint]; a.FocalPoint != "" && !ok {
			s.fail(focal[id].at["focal_point"], "there is no desk %s", quote(string(a.FocalPoint)))
		}
	}
	return d, s.err()
}

func (s *yamlFile) desk(n *yaml.Node, d Directory, almanac Countries) Desk {
	f := s.fields(n, "id", "agency", "kind", "name", "seat", "zone", "calendars", "members")
	desk := Desk{
		ID: casework.DeskID(f.code("id")), Agency: casework.AgencyID(f.needText("agency")),
		Kind: casework.DeskKind(f.needText("kind")), Name: f.needText("name"),
	}
	agency, ok := d.agencies[desk.Agency]
	if !ok && desk.Agency != "" {
		s.fail(f.at["agency"], "there is no agency %s", quote(string(desk.Agency)))
	}
	if desk.Kind != "" && !slices.Contains(casework.DeskKinds(), desk.Kind) {
		s.fail(f.at["kind"], "unknown desk kind %s", quote(string(desk.Kind)))
	}
	for _, member := range f.list("members") {
		id := casework.AgencyID(s.text(member))
		if _, ok := d.agencies[id]; !ok || slices.Contains(desk.Members, id) {
			s.fail(member, "there is no agency %s, or it occurs twice", quote(string(id)))
		}
		desk.Members = append(desk.Members, id)
	}
	desk.Country, desk.Seat = agency.Country, agency.Country
	if f.has("seat") {
		desk.Seat = f.country("seat")
	}
	desk.Calendars = f.texts("calendars")
	if !f.has("calendars") && agency.Country != "" {
		for _, c := range []casework.Country{desk.Seat, desk.Country} {
			if c != noState && !slices.Contains(desk.Calendars, string(c)) {
				desk.Calendars = append(desk.Calendars, string(c))
			}
		}
	}
	calendar, err := almanac.Calendar(nil, desk.Calendars...)
	switch {
	case f.has("zone"):
		desk.Zone = s.zone(f.at["zone"])
	case err == nil:
		desk.Zone = calendar.Zone()
	}
	if err != nil && agency.Country != "" {
		s.fail(n, "the desk has no calendar: %v", err)
	}
	return desk
}

// code reads an identifier of lower-case words joined by hyphens.
func (f fields) code(key string) string {
	v := f.needText(key)
	if v != "" && (!code.MatchString(v) || len(v) > 64) {
		f.file.fail(f.at[key], "%s is not a code: lower-case words joined by hyphens", quote(v))
	}
	return v
}

// country reads an ISO 3166-1 alpha-3 code, or "*".
func (f fields) country(key string) casework.Country {
	v := f.needText(key)
	if v != "" && v != string(noState) && !IsCountry(v) {
		f.file.fail(f.at[key], "%s is not an ISO 3166-1 alpha-3 country code", quote(v))
	}
	return casework.Country(v)
}
