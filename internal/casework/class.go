package casework

// Class is a field class of section 10.6 of the field reference. Which there are, and who
// sees the fields of one, says package policy; a case only remembers which of them were given.
type Class string
