package retention

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"go.yaml.in/yaml/v3"
)

// file is the structure of the YAML file.
type file struct {
	Version   int                           `yaml:"version"`
	ValidFrom string                        `yaml:"valid_from"`
	Checked   string                        `yaml:"checked"`
	Rules     map[string]written            `yaml:"rules"`
	Corridors map[string]map[string]written `yaml:"corridors"`
	// StopErasureWithin is a duration such as 24h; "" means defaultStop.
	StopErasureWithin string `yaml:"stop_erasure_within"`
}

type written struct {
	Keep     string `yaml:"keep"`
	UntilAge int    `yaml:"until_age"`
	Then     string `yaml:"then"`
	Source   string `yaml:"source"`
}

// defaultStop is how long an approved erasure can be stopped. No lawyer has checked it.
const defaultStop = 24 * time.Hour

// maxFile is the largest file that is read, in bytes.
const maxFile = 1 << 20

var (
	errForm    = errors.New("the file of retention rules is not YAML with the known keys")
	errTooLong = errors.New("the file of retention rules is too long")
)

// Load reads retention/rules.yaml. known lists the corridors that exist; a rule for any other is a
// mistake. Every kind needs a rule that applies to all corridors. The error lists all mistakes.
func Load(files fs.FS, known []string) (*Schedule, error) {
	raw, err := fs.ReadFile(files, "retention/rules.yaml")
	if err != nil {
		return nil, fmt.Errorf("read retention rules: %w", err)
	}
	return Read(raw, known)
}

// Read parses the rules; see Load.
func Read(raw []byte, known []string) (*Schedule, error) {
	if len(raw) > maxFile {
		return nil, errTooLong
	}
	var f file
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	decoder.KnownFields(true)
	if err := decoder.Decode(&f); err != nil {
		return nil, errForm // the text of err quotes the file
	}
	var wrong []error
	fail := func(format string, args ...any) {
		wrong = append(wrong, fmt.Errorf("retention rules: "+format, args...))
	}
	b := &Schedule{Version: f.Version, Checked: f.Checked, corridor: map[string]map[Kind]Rule{}}
	if f.Version < 1 {
		fail("version must be 1 or more")
	}
	var err error
	if b.ValidFrom, err = time.Parse(time.DateOnly, f.ValidFrom); err != nil {
		fail("valid_from must be a day, as 2026-11-01")
	}
	if b.stopWithin = defaultStop; f.StopErasureWithin != "" {
		if b.stopWithin, err = time.ParseDuration(f.StopErasureWithin); err != nil || b.stopWithin <= 0 {
			fail("stop_erasure_within must be a duration above 0, as 24h")
		}
	}
	b.general = rules(f.Rules, fail)
	for _, kind := range Kinds() {
		if _, ok := b.general[kind]; ok {
			continue
		}
		if b.general[kind], err = younger(kind); err != nil {
			fail("there is no rule for %s", kind)
		}
	}
	for id, own := range f.Corridors {
		if !slices.Contains(known, id) {
			fail("a rule is for a corridor that does not exist")
			continue
		}
		b.corridor[id] = rules(own, fail)
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	return b, nil
}

// errNoRule is returned for a kind that every file has to name.
var errNoRule = errors.New("every file has to name the rule of this kind")

// younger returns the rule of a kind that a file of an earlier release does not name, because its tables
// came later; or errNoRule.
func younger(kind Kind) (Rule, error) {
	var keep, source string
	switch kind {
	case Drafts, DraftKeys:
		keep, source = "1d", "a form that was not sent is of use to its author alone, for a day"
	case Wordings, WordingKeys:
		keep, source = "12m", "the operator answers better words before the next release but one"
	default:
		return Rule{}, errNoRule
	}
	period, err := ParsePeriod(keep)
	return Rule{Kind: kind, Keep: period, Then: Purge, Source: source}, err
}

// rules parses rules, by kind.
func rules(from map[string]written, fail func(string, ...any)) map[Kind]Rule {
	out := map[Kind]Rule{}
	for name, w := range from {
		kind := Kind(name)
		if !slices.Contains(Kinds(), kind) {
			fail("a rule is of an unknown kind")
			continue
		}
		keep, err := ParsePeriod(w.Keep)
		if err != nil {
			fail("%s: keep is %w", kind, err)
			continue
		}
		rule := Rule{Kind: kind, Keep: keep, UntilAge: w.UntilAge, Then: Action(w.Then), Source: w.Source}
		if mistake := rule.mistake(); mistake != "" {
			fail("%s: %s", kind, mistake)
		}
		out[kind] = rule
	}
	return out
}
