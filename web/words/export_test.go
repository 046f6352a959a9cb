package words

import "io/fs"

// Read makes a catalogue of the files of a test.
func Read(files fs.FS) (*Catalogue, error) { return read(files) }

// Wording is one wording of one text.
type Wording struct{ Key, Language, Form, Text string }

// Wordings lists every wording of every text.
func (c *Catalogue) Wordings() []Wording {
	var all []Wording
	for key, languages := range c.texts {
		for language, t := range languages {
			for form, wording := range t.wordings() {
				all = append(all, Wording{key, language, form, wording})
			}
		}
	}
	return all
}
