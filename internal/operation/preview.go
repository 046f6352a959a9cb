package operation

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Preview is as much of an outlook as the rules need. It travels.
type Preview struct {
	Opens       int    `json:"opens"` // cases that would be opened
	Alone       int    `json:"alone"` // for how many one officer acts alone
	Rows        string `json:"rows"`  // the digest of the rows as they stand
	Fingerprint string `json:"print"` // the fingerprint of the whole outlook
}

// BeforeTheGate is the preview of a list that was confirmed before a second person was ever
// asked for. Histories of that time replay with it; no new list is confirmed with it.
func BeforeTheGate() *Preview { return &Preview{} }

// Contents is a list as the record has it now: counts, codes and a digest, and no names.
type Contents struct {
	List, Operation casework.Ref
	// Origins counts the rows that can become a case by nationality; "" for those for whom it is not known.
	Origins map[casework.Country]int
	// Opens is how many rows can become a case; Unreadable are left to a person, Aside are about no person.
	Opens, Unreadable, Aside int
	// Alike is how many groups of rows look like one person each. They are not merged: each row
	// becomes a case, and merging takes two people of its own (G26).
	Alike int
	// Rows is a digest of every line as it is kept.
	Rows string
}

// Route is the corridor that the people of one nationality would be on.
type Route struct {
	Origin   casework.Country
	Corridor string
	Version  int
	Cases    int
	Alone    int // for how many one officer acts alone in it (G30)
}

// Outlook is what would happen if a list were confirmed now: the dry run of gate G30.
type Outlook struct {
	Contents

	Routes []Route // by origin
	// Alone is the smallest number of its routes.
	Alone int
}

// OutlookOf makes the outlook of a list. route finds the corridor for a nationality.
func OutlookOf(c Contents, route func(casework.Country) (Route, error)) (Outlook, error) {
	out := Outlook{Contents: c}
	found := 0
	for _, origin := range slices.Sorted(maps.Keys(c.Origins)) {
		r, err := route(origin)
		if err != nil {
			return Outlook{}, fault.Wrap(err, fault.Invalid, "no corridor leads out of the host state")
		}
		r.Origin, r.Cases = origin, c.Origins[origin]
		found += r.Cases
		if out.Alone == 0 || r.Alone < out.Alone {
			out.Alone = r.Alone
		}
		out.Routes = append(out.Routes, r)
	}
	if found != c.Opens {
		return Outlook{}, fault.New(fault.Conflict, "the rows of the list are not those that were read when it was uploaded")
	}
	slices.SortFunc(out.Routes, func(a, b Route) int {
		return cmp.Or(cmp.Compare(b.Cases, a.Cases), cmp.Compare(a.Origin, b.Origin))
	})
	return out, nil
}

// NeedsSecond reports whether this is about more people than one officer acts for alone.
func (o Outlook) NeedsSecond() bool { return o.Opens > o.Alone }

// Preview is what the rules need of the outlook.
func (o Outlook) Preview() Preview {
	return Preview{Opens: o.Opens, Alone: o.Alone, Rows: o.Rows, Fingerprint: o.Fingerprint()}
}

// Fingerprint is the fingerprint of all that would happen: two outlooks have the same one exactly when
// the same rows would become cases in the same corridors.
func (o Outlook) Fingerprint() string {
	var b strings.Builder
	line := func(name string, values ...any) { _, _ = fmt.Fprintln(&b, append([]any{name}, values...)...) }
	line("homeward preview of a list 1")
	line("operation", o.Operation)
	line("list", o.List)
	line("rows", o.Rows)
	line("opens", o.Opens, "unreadable", o.Unreadable, "aside", o.Aside, "alike", o.Alike, "alone", o.Alone)
	for _, r := range o.Routes {
		line("route", cmp.Or(r.Origin, "-"), r.Corridor, r.Version, r.Cases, r.Alone)
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:])
}
