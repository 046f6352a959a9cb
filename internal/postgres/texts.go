package postgres

import "github.com/lib/pq"

// texts is a list of codes or references as the argument of an array parameter.
func texts[T ~string](all []T) pq.StringArray {
	out := make(pq.StringArray, len(all))
	for i, one := range all {
		out[i] = string(one)
	}
	return out
}

// codes turns an array column back.
func codes[T ~string](all pq.StringArray) []T {
	if len(all) == 0 {
		return nil
	}
	out := make([]T, len(all))
	for i, one := range all {
		out[i] = T(one)
	}
	return out
}
