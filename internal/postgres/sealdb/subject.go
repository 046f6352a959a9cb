package sealdb

import (
	"strconv"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// OfCase returns the subject with whose key the data of a case are sealed.
func OfCase(ref casework.Ref) seal.Subject { return seal.Subject("case/" + ref) }

// OfOperation returns the subject with whose key the words of an operation are sealed.
func OfOperation(ref casework.Ref) seal.Subject { return seal.Subject("operation/" + ref) }

// OfMovement returns the subject with whose key the data of a movement are sealed.
func OfMovement(ref casework.Ref) seal.Subject { return seal.Subject("movement/" + ref) }

// OfList returns the subject with whose key a list is sealed.
func OfList(ref casework.Ref) seal.Subject { return seal.Subject("list/" + ref) }

// OfTarget returns the subject with whose key a command is sealed.
func OfTarget(t record.Target) seal.Subject {
	return seal.Subject(string(t.Kind) + "/" + string(t.Ref))
}

// KeyedByCase marks rows that are sealed with the key of their case.
const KeyedByCase = "case"

// OfListRow returns the subject with whose key a row of a list is sealed.
func OfListRow(keyed string, list, ref casework.Ref) seal.Subject {
	if keyed == KeyedByCase {
		return OfCase(ref)
	}
	return OfList(list)
}

// RowOf returns the identifier of a row within its case or movement, for the seal.
func RowOf(numbers ...int64) string {
	parts := make([]string, len(numbers))
	for i, n := range numbers {
		parts[i] = strconv.FormatInt(n, 10)
	}
	return strings.Join(parts, "/")
}
