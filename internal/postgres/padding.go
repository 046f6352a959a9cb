package postgres

import (
	"bytes"
	"errors"
)

// A sealed value is as long as the plain one, and the length would distinguish "no" from "yes". So every
// value is padded to a multiple of the block of its column, which is longer than any code that may be in
// it. Nothing is compressed before it is sealed, for the same reason.

// blocks are the block lengths of columns in bytes. Other columns have the common one.
//
//nolint:gochecknoglobals // a table that is never written to
var blocks = map[column]int{
	colCommandArgs: 512, colCommandRefusal: 512, colCommandAnswer: 256,
	colCaseState: 1024, colCaseRecorded: 512,
	colFact: 128, colConsent: 512, colWaived: 256, colHold: 512, colAccessTerms: 256,
	colTaskTold: 128, colTaskVotes: 512, colTaskOutcome: 64,
	colDecision: 256, colEntry: 256, colDocument: 512,
	colMovementState: 1024, colFairOrder: 512, colMovementEntry: 256, colPassenger: 512,
	colPlanBody: 512, colScoreBody: 1024, colContactBody: 512, colTryBody: 256,
	colListReport: 1024, colRowRaw: 512, colRowRead: 512,
	colBirth: 512, colDraft: 1024, colWording: 256,
}

// commonBlock suits a short text: a name, a number, a place.
const commonBlock = 128

// endOfValue separates a value from its padding.
const endOfValue = 0x80

var errPadding = errors.New("a sealed value is not padded as it should be")

// pad returns a value with its padding. Nil stays nil.
func pad(col column, plain []byte) []byte {
	if plain == nil {
		return nil
	}
	block, ok := blocks[col]
	if !ok {
		block = commonBlock
	}
	filled := make([]byte, (len(plain)/block+1)*block)
	filled[copy(filled, plain)] = endOfValue
	return filled
}

// unpad returns a value without its padding.
func unpad(filled []byte) ([]byte, error) {
	if filled == nil {
		return nil, nil
	}
	end := bytes.LastIndexByte(filled, endOfValue)
	if end < 0 || len(bytes.TrimLeft(filled[end+1:], "\x00")) > 0 {
		return nil, errPadding
	}
	return filled[:end:end], nil
}
