package auditlog

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"example.org/homeward/internal/casework"
)

// withheld replaces a value that is not shown.
const withheld = "withheld"

// shownKeys are the members of a payload whose values are operational (class B): references, steps,
// desks, kinds and instants. Every desk at work on a case may know that a step is asked, of which desk
// and since when; answers are of many classes, and no role sees all of them. Every other member is
// withheld, so a new one is withheld until it is added here.
func shownKeys() []string {
	return []string{
		"ref", "key", "kind", "seq", "id", "task", "step", "steps", "attempt", "attempts", "gate", "desk", "agency", "role", "stage", "rung", "fired",
		"corridor", "version", "host", "origin", "lane", "at", "since", "start", "until", "not_before", "by", "tries", "list", "movement", "case", "quorum", "size",
	}
}

// operationalJSON returns JSON in which every value that is not operational is withheld.
func operationalJSON(text []byte) []byte {
	var value any
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if decoder.Decode(&value) != nil {
		value = withheld
	}
	out, err := json.Marshal(operationalPart(value, false))
	if err != nil {
		return []byte(`"` + withheld + `"`)
	}
	return out
}

// operationalPart withholds values in place. shown is true if the value belongs to one of shownKeys.
func operationalPart(value any, shown bool) any {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			v[key] = operationalPart(inner, slices.Contains(shownKeys(), key) || strings.HasSuffix(key, "_at"))
		}
		return v
	case []any:
		for i, inner := range v {
			v[i] = operationalPart(inner, shown)
		}
		return v
	case nil:
		return nil
	default:
		if shown {
			return v
		}
		return withheld
	}
}

// casesNamed appends to refs what a payload names as a case, or under a key that may hold a case.
func casesNamed(value any, asCase bool, refs []casework.Ref) []casework.Ref {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			refs = casesNamed(inner, key == "case" || key == "ref", refs)
		}
	case []any:
		for _, inner := range v {
			refs = casesNamed(inner, asCase, refs)
		}
	case string:
		if asCase {
			refs = append(refs, casework.Ref(v))
		}
	}
	return refs
}
