package api

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// notShown stands in the place of what is not shown.
const notShown = "withheld"

// shownKeys are the members of a payload whose values are operational (class B): references,
// steps, desks, kinds and instants. That a step is asked, of whom and since when, everybody at
// work on a case may know; how it was answered is of many classes, and nobody sees all of them.
// What does not stand here is withheld, so that a new member is until somebody has thought of it.
func shownKeys() []string {
	return []string{
		"ref", "key", "kind", "seq", "id", "task", "step", "steps", "attempt", "attempts", "gate", "desk", "agency", "role", "stage", "rung", "fired",
		"corridor", "version", "host", "origin", "lane", "at", "since", "start", "until", "not_before", "by", "tries", "list", "movement", "case", "quorum", "size",
	}
}

// operational gives JSON with everything withheld that is not operational.
func operational(text []byte) []byte {
	var value any
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if decoder.Decode(&value) != nil {
		value = notShown
	}
	out, err := json.Marshal(shown(value, false))
	if err != nil {
		return []byte(`"` + notShown + `"`)
	}
	return out
}

func shown(value any, listed bool) any {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			v[key] = shown(inner, slices.Contains(shownKeys(), key) || strings.HasSuffix(key, "_at"))
		}
		return v
	case []any:
		for i, inner := range v {
			v[i] = shown(inner, listed)
		}
		return v
	case nil:
		return nil
	default:
		if listed {
			return v
		}
		return notShown
	}
}
