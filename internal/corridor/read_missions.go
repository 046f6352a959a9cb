package corridor

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"go.yaml.in/yaml/v3"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor/mission"
)

// missionReader reads one file of the registry of missions.
type missionReader struct {
	fields
	desks   Directory
	edition mission.Edition
	// shipped is true for the embedded registry that stands in for that of a directory without one. Its desks
	// need not be in that directory.
	shipped bool
}

const missionFiles = "missions/*.yaml"

// loadMissions reads missions/*.yaml of dir: each file is one edition of the registry of missions. A directory
// without such a file, as one that was made before there was a registry, has the shipped one.
func loadMissions(dir fs.FS, desks Directory) (mission.Registry, error) {
	names, err := fs.Glob(dir, missionFiles)
	shipped := err == nil && len(names) == 0
	if shipped {
		dir = corridors.Files()
		names, err = fs.Glob(dir, missionFiles)
	}
	if err != nil {
		return mission.Registry{}, fmt.Errorf("list the files of missions: %w", err)
	}
	var editions []mission.Edition
	var mistakes []error
	for _, name := range names {
		s := &yamlFile{file: name}
		r := missionReader{desks: desks, shipped: shipped}
		r.fields = s.fields(s.open(dir, name), "version", "valid_from", "missions", "liaisons", "notes", "reviewed_by")
		if r.node != nil {
			r.read()
			r.follows(editions)
		}
		if err := s.err(); err != nil {
			mistakes = append(mistakes, err)
			continue
		}
		editions = append(editions, r.edition)
	}
	return mission.NewRegistry(editions), errors.Join(mistakes...)
}

func (r *missionReader) read() {
	r.need("version")
	r.need("valid_from")
	r.edition = mission.Edition{
		Version: r.number("version", 1, 1_000_000), ValidFrom: r.date("valid_from"), Notes: r.texts("notes"), ReviewedBy: r.needText("reviewed_by"),
	}
	r.need("missions")
	for _, n := range r.list("missions") {
		r.mission(n)
	}
	for _, n := range r.list("liaisons") {
		r.liaison(n)
	}
}

// follows reports an edition that does not begin after the one before it, in the order of the names of files.
func (r *missionReader) follows(before []mission.Edition) {
	if len(before) == 0 {
		return
	}
	last := before[len(before)-1]
	if r.edition.Version <= last.Version || r.edition.ValidFrom.Compare(last.ValidFrom) <= 0 {
		r.fail(r.at["version"], "version and first day must be later than those of version %d, whose file stands before this one", last.Version)
	}
}

// mission reads for whom one mission answers.
func (r *missionReader) mission(n *yaml.Node) {
	f := r.file.fields(n, "desk", "state", "answers")
	id, state := casework.DeskID(f.code("desk")), f.country("state")
	desk, known := r.desks.Desk(id)
	switch {
	case !known && r.shipped:
		return
	case id == "":
	case !known:
		f.fail(f.at["desk"], "there is no desk %s", quote(string(id)))
	case !slices.Contains(casework.DeskKinds(), desk.Kind): // desks.yaml has that mistake
	case desk.Kind != casework.DeskConsulate:
		f.fail(f.at["desk"], "the desk %s is of the kind %s, not consulate", quote(string(id)), desk.Kind)
	case state != "" && desk.Country != state:
		f.fail(f.at["state"], "the desk %s is of an agency of %s", quote(string(id)), quote(string(desk.Country)))
	}
	if f.need("answers") != nil && len(f.list("answers")) == 0 {
		f.fail(f.at["answers"], "say for which nationality it answers")
	}
	for _, one := range f.list("answers") {
		r.answer(one, mission.Accreditation{Desk: id, State: desk.Country, Seat: desk.Seat})
	}
}

// answer reads for one nationality where and when a mission answers.
func (r *missionReader) answer(n *yaml.Node, a mission.Accreditation) {
	f := r.file.fields(n, "nationality", "hosts", "ground", "from", "until", "source", "verified")
	a.Nationality, a.From, a.Until = f.state("nationality"), f.date("from"), f.date("until")
	a.Source, a.Verified = f.needText("source"), f.flag("verified")
	f.need("from")
	f.need("verified")
	if !a.Until.IsZero() && a.Until.Compare(a.From) < 0 {
		f.fail(f.at["until"], "it ends before it begins")
	}
	own := a.Nationality == a.State
	a.Ground = mission.Own
	if f.has("ground") {
		a.Ground = oneOf(f, "ground", mission.Grounds()...)
	}
	if a.State != "" && a.Nationality != "" && own != (a.Ground == mission.Own) {
		f.fail(f.key("ground"), "a mission of %s answers for nationals of %s by representation or as a protecting_power, and for its own without either", a.State, a.State)
	}
	if f.need("hosts") != nil && len(f.list("hosts")) == 0 {
		f.fail(f.at["hosts"], "name the host states")
	}
	for _, host := range f.list("hosts") {
		a.Host = casework.Country(r.file.text(host))
		switch {
		case a.Host == "":
		case !IsCountry(string(a.Host)):
			r.fail(host, "%s is not an ISO 3166-1 alpha-3 country code", quote(string(a.Host)))
		case a.Host == a.Nationality:
			r.fail(host, "a state has no mission in its own country")
		case slices.ContainsFunc(r.edition.Accreditations, func(o mission.Accreditation) bool { return sameTime(a, o) }):
			r.fail(host, "the desk answers for %s in %s on the same days already", a.Nationality, a.Host)
		default:
			r.edition.Accreditations = append(r.edition.Accreditations, a)
		}
	}
}

// sameTime reports whether two entries are of one desk for one nationality in one host state, on a common day.
func sameTime(a, o mission.Accreditation) bool {
	return a.Desk == o.Desk && a.Nationality == o.Nationality && a.Host == o.Host &&
		(a.On(o.From) || o.On(a.From))
}

// liaison reads one desk that belongs to no state.
func (r *missionReader) liaison(n *yaml.Node) {
	f := r.file.fields(n, "desk", "hosts", "source", "verified")
	id := casework.DeskID(f.code("desk"))
	desk, known := r.desks.Desk(id)
	switch {
	case !known && r.shipped:
		return
	case id == "":
	case !known:
		f.fail(f.at["desk"], "there is no desk %s", quote(string(id)))
	case desk.Kind != casework.DeskConsulate || desk.Country != noState:
		f.fail(f.at["desk"], "a liaison desk is of the kind consulate, and of an agency that belongs to no state")
	}
	f.need("verified")
	r.edition.Liaisons = append(r.edition.Liaisons, mission.Liaison{
		Desk: id, Host: f.country("hosts"), Source: f.needText("source"), Verified: f.flag("verified"),
	})
}

// state reads an ISO 3166-1 alpha-3 code; "" if it is not one.
func (f fields) state(key string) casework.Country {
	v := f.country(key)
	if v == noState {
		f.file.fail(f.at[key], "name one state")
	}
	if !IsCountry(string(v)) {
		return ""
	}
	return v
}
