package roster

// Sex is a person's sex as a list states it.
type Sex string

// The values. UnknownSex also stands for an empty cell and for X, the unspecified sex of ICAO Doc 9303.
const (
	Male       Sex = "male"
	Female     Sex = "female"
	UnknownSex Sex = "unknown"
)

// Sex recognises a word or letter for a sex. For an unknown word it returns UnknownSex and
// SexNotRecognised.
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
