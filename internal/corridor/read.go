package corridor

import (
	"io/fs"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"example.org/homeward/internal/casework"
)

// documentClasses are the classes of travel documents. ICAO Doc 9303-4 and 9303-8 leave their names to
// the states, so only the class is stored.
func documentClasses() []string {
	return []string{
		"passport", "emergency_passport", "single_sheet_etd", "laissez_passer", "refugee_ctd", "stateless_ctd",
		"certificate_of_identity", "border_pass",
	}
}

// reader reads one corridor file of a set.
type reader struct {
	fields
	given fields // the desks that it names
	book  *Set
	c     Corridor
}

func (b *Set) readCorridor(dir fs.FS, name string) (Corridor, error) {
	s := &yamlFile{file: name}
	r := reader{book: b}
	r.fields = s.fields(s.open(dir, name),
		"id", "version", "name", "valid_from", "valid_to", "host", "origin", "custodian", "refused_custodians", "lane", "modality",
		"entry_precondition", "mission", "desks", "steps", "reflection_days", "follow_up", "documents", "consents", "gates", "slots",
		"mass_action", "sharing_agreement", "host_duty", "screening_owed", "arrest_on_arrival", "ladder", "coordinator", "notes", "legal_basis",
		"sources", "reviewed_by")
	if r.node != nil {
		r.corridor()
	}
	return r.c, s.err()
}

func (r *reader) corridor() {
	r.c = Corridor{
		ID: r.code("id"), Version: r.number("version", 1, 1_000_000), Name: r.needText("name"),
		ValidFrom: r.date("valid_from"), ValidTo: r.date("valid_to"), Host: r.country("host"), Origin: r.country("origin"),
		Lane:     oneOf(r.fields, "lane", casework.LaneA, casework.LaneB, casework.LaneC),
		Modality: oneOf(r.fields, "modality", casework.Modalities()...),
		Entry:    oneOf(r.fields, "entry_precondition", EntryFree, EmbassyCommitment),
		Consents: r.consents(), SharingAgreement: r.flag("sharing_agreement"), HostDuty: r.flag("host_duty"),
		ScreeningOwed: r.flag("screening_owed"), ArrestOnArrival: oneOf(r.fields, "arrest_on_arrival", RiskLow, RiskMedium, RiskHigh),
		MassAction: r.massAction(), Notes: r.texts("notes"), LegalBasis: r.texts("legal_basis"), ReviewedBy: r.needText("reviewed_by"),
		file: r.file.file, line: r.node.Line, book: r.book,
	}
	r.need("version")
	r.need("valid_from")
	if !r.c.ValidTo.IsZero() && r.c.ValidTo.Compare(r.c.ValidFrom) < 0 {
		r.fail(r.at["valid_to"], "the corridor ends before it begins")
	}
	if r.c.Host == anyNationality && r.c.Origin != anyNationality {
		r.fail(r.at["origin"], "a corridor from any host must be for any origin")
	}
	if len(r.list("legal_basis")) == 0 {
		r.need("legal_basis")
	}
	r.custodians()
	r.desks()
	r.mission()
	r.steps()
	r.lane()
	r.followUp()
	r.documents()
	r.gates()
	r.slots()
	r.escalation()
	r.sources()
}

// massAction reads the number of people for whom one officer acts alone. Gate G30 cannot be waived: a
// file may change the number, but not remove the limit.
func (r *reader) massAction() int {
	if !r.has("mass_action") {
		return DefaultMassAction
	}
	return r.number("mass_action", 1, mostAlone)
}

// DefaultMassAction is the number of people for whom one officer acts alone unless a corridor says otherwise
// (field reference 4, G30).
const DefaultMassAction = 10

const mostAlone = 50

// oneOf reads one of the known words.
func oneOf[T ~string](f fields, key string, known ...T) T {
	v := T(f.needText(key))
	if v != "" && !slices.Contains(known, v) {
		words := make([]string, len(known))
		for i, k := range known {
			words[i] = string(k)
		}
		f.file.fail(f.at[key], "%s is not one of %s", quote(string(v)), strings.Join(words, ", "))
	}
	return v
}

// custodians reads the custodians that the corridor is for, and those from whom the host accepts no
// one.
func (r *reader) custodians() {
	spec, _ := casework.FactSpecOf(casework.FactCustodian)
	known := func(n *yaml.Node) string {
		v := r.file.text(n)
		if v != "" && !slices.Contains(spec.Values, v) {
			r.fail(n, "unknown custodian %s; known are %s", quote(v), strings.Join(spec.Values, ", "))
		}
		return v
	}
	if n := r.need("custodian"); n != nil && (n.Kind != yaml.ScalarNode || n.Value != string(anyNationality)) {
		for _, one := range r.list("custodian") {
			r.c.Custodians = append(r.c.Custodians, known(one))
		}
		if len(r.c.Custodians) == 0 {
			r.fail(n, `name the custodians, or write "*"`)
		}
	}
	for _, one := range r.list("refused_custodians") {
		r.c.Refused = append(r.c.Refused, known(one))
	}
}

// consents reads the consents that the corridor asks for; by default all except media.
func (r *reader) consents() []casework.Consent {
	if !r.has("consents") {
		return slices.DeleteFunc(casework.Consents(), func(c casework.Consent) bool { return c == casework.ConsentMedia })
	}
	var out []casework.Consent
	for _, n := range r.list("consents") {
		c := casework.Consent(r.file.text(n))
		if !c.Valid() {
			r.fail(n, "unknown consent %s; they are C1 to C14", quote(string(c)))
		}
		out = append(out, c)
	}
	return out
}

// lane checks that the lane, the modality and the owed screening are consistent.
func (r *reader) lane() {
	if r.c.Lane == casework.LaneC && r.c.Modality != "" && !r.c.Modality.ByForceOfLaw() {
		r.fail(r.at["modality"], "lane C is state to state: it is never called %s", quote(string(r.c.Modality)))
	}
	_, screened := r.c.Rule(casework.StepScreening)
	_, owed := r.c.Rule(casework.StepScreeningAtOrigin)
	if r.c.ScreeningOwed && !owed {
		r.fail(r.at["screening_owed"], "a screening that is owed needs the step screening_at_origin")
	}
	if !screened && !r.c.ScreeningOwed {
		r.fail(r.key("steps"), "a person whom the host does not screen is owed a screening at origin: set screening_owed")
	}
}

// followUp reads the visits after arrival and the limit of missed contacts.
func (r *reader) followUp() {
	r.need("follow_up")
	f := r.sub("follow_up", "window_percent", "tries", "channels", "visits")
	r.c.Tries, r.c.Channels = f.number("tries", 1, 10), f.number("channels", 1, 10)
	if f.node == nil {
		return
	}
	f.need("tries")
	f.need("channels")
	percent := f.number("window_percent", 0, 50)
	var last time.Duration
	for _, n := range f.list("visits") {
		one := r.file.fields(n, "name", "after")
		after := r.length(one.need("after"))
		unit := time.Hour
		if after < day {
			unit = time.Second // an exercise
		}
		if after > 0 && after <= last {
			r.fail(n, "visits must be in the order of their time")
		}
		last = after
		name := one.needText("name")
		if slices.ContainsFunc(r.c.Visits, func(v casework.Visit) bool { return v.Name == name }) || strings.ContainsAny(name, "/ #") {
			r.fail(n, "%s is not a name for a visit, or occurs twice", quote(name))
		}
		r.c.Visits = append(r.c.Visits, casework.Visit{Name: name, After: after, Window: (after * time.Duration(percent) / 100).Truncate(unit)})
	}
	if _, on := r.c.Rule(casework.StepFollowUp); on != (len(r.c.Visits) > 0) {
		r.fail(r.key("follow_up"), "the step follow_up needs visits, and visits need the step")
	}
}

func (r *reader) documents() {
	r.need("documents")
	f := r.sub("documents", "class", "margin")
	if f.node == nil {
		return
	}
	r.c.DocumentClass = oneOf(f, "class", documentClasses()...)
	r.c.DocumentMargin = r.length(f.need("margin"))
}

// length reads a duration in calendar time, such as 72h or 14d.
func (r *reader) length(n *yaml.Node) time.Duration {
	b := r.file.budget(n)
	if b.Unit() == WorkingDays || b.Unit() == SameDay {
		r.fail(n, "hours or days are needed here, not %s", b)
		return 0
	}
	return b.Span()
}

func (r *reader) sources() {
	if r.need("sources") != nil && len(r.list("sources")) == 0 {
		r.fail(r.at["sources"], "at least one source is needed")
	}
	for _, n := range r.list("sources") {
		one := r.file.fields(n, "fact", "source", "verified")
		one.need("verified")
		r.c.Sources = append(r.c.Sources, Source{Fact: one.needText("fact"), Source: one.needText("source"), Verified: one.flag("verified")})
	}
}
