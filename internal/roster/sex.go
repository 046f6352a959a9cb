package roster

// Sex is what a list says about a person's sex.
type Sex string

// The values. UnknownSex is also that of an empty cell and of X, the
// unspecified sex of ICAO Doc 9303.
const (
	Male       Sex = "male"
	Female     Sex = "female"
	UnknownSex Sex = "unknown"
)

// Sex recognises a word or letter for a sex. An unknown word is
// UnknownSex with SexNotRecognised.
func (v *Vocabulary) Sex(text string) (Sex, Problem) {
	k := fold(text)
	if k == "" {
		return UnknownSex, ""
	}
	if s, ok := v.sexes[k]; ok {
		return Sex(s), ""
	}
	return UnknownSex, SexNotRecognised
}
