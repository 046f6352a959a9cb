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

// Preview is the part of an outlook that the rules need. It is stored in histories.
type Preview struct {
	Opens       int    `json:"opens"` // cases that would be opened
	Alone       int    `json:"alone"` // the largest number of people for whom one officer may act alone
	Rows        string `json:"rows"`  // the digest of the present rows
	Fingerprint string `json:"print"` // the fingerprint of the whole outlook
	// Alike counts the groups of rows that look like one person each and that no officer has answered. A preview
	// that an earlier release recorded has none, so that its list opens again in a replay as it did.
	Alike int `json:"alike,omitempty"`
}

// BeforeTheGate is the preview of lists that were confirmed before second persons were required. It is
// for the replay of histories of that time; no new list is confirmed with it.
func BeforeTheGate() *Preview { return &Preview{} }

// Contents are the present contents of a list as counts, codes and a digest, without names.
type Contents struct {
	List, Operation casework.Ref
	// Origins counts the rows that can become a case, by nationality; "" if it is not known.
	Origins map[casework.Country]int
	// Opens counts the rows that can become a case, Unreadable the rows that a person must read, and Aside
	// the lines that are not about a person.
	Opens, Unreadable, Aside int
	// LeftOut counts the rows of which a person says that they become no case.
	LeftOut int
	// Alike counts the groups of rows that look like one person each, and of which no officer has said why they are
	// opened. They are not merged: merging needs two persons separately (G26).
	Alike int
	// Rows is a digest of every stored line.
	Rows string
}

// Route is the corridor that the people of one nationality would be on.
type Route struct {
	Origin   casework.Country
	Corridor string
	Version  int
	Cases    int
	Alone    int // the largest number of people for whom one officer may act alone in it (G30)
}

// Outlook is what would happen if a list were confirmed now: the dry run of gate G30.
type Outlook struct {
	Contents

	Routes []Route // by origin
	// Alone is the smallest number of its routes.
	Alone int
}

// OutlookOf returns the outlook of a list. route finds the corridor for a nationality.
func OutlookOf(c Contents, route func(casework.Country) (Route, error)) (Outlook, error) {
	out := Outlook{Contents: c}
	found := 0
	for _, origin := range slices.Sorted(maps.Keys(c.Origins)) {
		r, err := route(origin)
		if err != nil {
			return Outlook{}, fault.Wrap(err, fault.Invalid, "there is no corridor from the host state")
		}
		r.Origin, r.Cases = origin, c.Origins[origin]
		found += r.Cases
		if out.Alone == 0 || r.Alone < out.Alone {
			out.Alone = r.Alone
		}
		out.Routes = append(out.Routes, r)
	}
	if found != c.Opens {
		return Outlook{}, fault.New(fault.Conflict, "the rows of the list are not those of the upload")
	}
	slices.SortFunc(out.Routes, func(a, b Route) int {
		return cmp.Or(cmp.Compare(b.Cases, a.Cases), cmp.Compare(a.Origin, b.Origin))
	})
	return out, nil
}

// NeedsSecond reports whether this is about more people than one officer may act for alone.
func (o Outlook) NeedsSecond() bool { return o.Opens > o.Alone }

// Preview returns the part of the outlook that the rules need.
func (o Outlook) Preview() Preview {
	return Preview{Opens: o.Opens, Alone: o.Alone, Rows: o.Rows, Fingerprint: o.Fingerprint(), Alike: o.Alike}
}

// Fingerprint returns a hash of the outlook: two outlooks have the same one exactly if the same rows
// would become cases in the same corridors.
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
