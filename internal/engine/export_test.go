package engine

// FromTemporal is fromTemporal, for tests.
func FromTemporal(err error) error { return fromTemporal(err) }
