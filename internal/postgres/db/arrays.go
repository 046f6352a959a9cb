package db

import "github.com/lib/pq"

// Strings returns codes or references as the argument of an array parameter.
func Strings[T ~string](all []T) pq.StringArray {
	out := make(pq.StringArray, len(all))
	for i, one := range all {
		out[i] = string(one)
	}
	return out
}

// Codes returns the codes or references in an array column; nil if there are none.
func Codes[T ~string](all pq.StringArray) []T {
	if len(all) == 0 {
		return nil
	}
	out := make([]T, len(all))
	for i, one := range all {
		out[i] = T(one)
	}
	return out
}
