package casework

// Class is a field class of section 10.6 of the field reference. Package policy defines the classes and
// who sees them; a case only stores which classes were granted.
type Class string
