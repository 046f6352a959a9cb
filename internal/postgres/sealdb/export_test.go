package sealdb

// Pad pads a value of a column.
func Pad(name string, plain []byte) []byte { return pad(Column(name), plain) }

// Unpad removes the padding.
func Unpad(padded []byte) ([]byte, error) { return unpad(padded) }
