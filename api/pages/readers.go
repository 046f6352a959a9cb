package pages

import (
	"slices"

	"example.org/homeward/internal/policy"
)

// Reader is somebody who has looked at a file, or asked for it, as it is told to her whom the
// file is about.
type Reader struct {
	What    string // looked, found, refused, gave_access, ended_access, broke_glass
	Role    string
	Desk    string // its name
	Classes []policy.Class
	Purpose policy.Purpose
}

// Reader is a line about somebody who has looked, as a sentence for her. A class or a purpose
// that has no words is an error: a line that hides what was seen is not told.
func (s *Set) Reader(lang string, r Reader) (string, error) {
	seen, err := s.words.seen(lang, r.Classes)
	if err != nil {
		return "", err
	}
	why := ""
	if r.Purpose != "" {
		if why, err = s.words.text(lang, "purpose."+string(r.Purpose)); err != nil {
			return "", err
		}
	}
	return s.words.text(lang, "reader."+r.What, s.words.roleName(lang, r.Role), r.Desk, seen, why)
}

// seen lists what was seen, in words.
func (w words) seen(lang string, classes []policy.Class) (string, error) {
	var all []string
	for _, c := range classes {
		if c == policy.TravelCard && slices.Contains(classes, policy.Identity) {
			continue // the latter says both
		}
		text, err := w.text(lang, "class."+string(c))
		if err != nil {
			return "", err
		}
		all = append(all, text)
	}
	if len(all) == 0 {
		return "", nil
	}
	out := all[0]
	for i, text := range all[1:] {
		key := "reader.list"
		if i == len(all)-2 {
			key = "reader.pair"
		}
		var err error
		if out, err = w.text(lang, key, out, text); err != nil {
			return "", err
		}
	}
	return out, nil
}
