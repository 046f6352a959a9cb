package words

import (
	"slices"

	"example.org/homeward/internal/policy"
)

// Reader is one access to a file, as it is described to the person whom the file is about.
type Reader struct {
	What    string // looked, found, refused, gave_access, ended_access or broke_glass
	Role    string // the reader's
	Desk    string // the name of the reader's desk
	Classes []policy.Class
	Purpose policy.Purpose // "" when none was given
}

// ReaderSentence describes one access in a sentence. It fails if a field class or the purpose
// has no words, because the sentence would then hide what was seen.
func (c *Catalogue) ReaderSentence(l Language, r Reader) (string, error) {
	seen, err := c.classes(l, r.Classes)
	if err != nil {
		return "", err
	}
	purpose := ""
	if r.Purpose != "" {
		if purpose, err = c.Text(l, "purpose."+string(r.Purpose)); err != nil {
			return "", err
		}
	}
	return c.Text(l, "reader."+r.What, c.Role(l, r.Role), r.Desk, seen, purpose)
}

// classes lists field classes in words, as "your name, your health and where you are".
func (c *Catalogue) classes(l Language, classes []policy.Class) (string, error) {
	var all []string
	for _, class := range classes {
		if class == policy.TravelCard && slices.Contains(classes, policy.Identity) {
			continue // the words for identity include the travel card
		}
		text, err := c.Text(l, "class."+string(class))
		if err != nil {
			return "", err
		}
		all = append(all, text)
	}
	return c.List(l, all...)
}
