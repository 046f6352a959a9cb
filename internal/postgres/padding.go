package postgres

import (
	"bytes"
	"errors"
)

// A sealed value is as long as what was sealed, and that alone would tell "no" from "yes". So
// every value is filled up to a multiple of its column's block, which is longer than any
// code that may stand there. Nothing is compressed before it is sealed, for the same reason.

// blocks are the lengths, in bytes, that sealed values are filled up to multiples of. A column
// that is not named here has the common one.
//
//nolint:gochecknoglobals // a table that nobody writes to
var blocks = map[column]int{
	colCommandArgs: 512, colCommandRefusal: 512, colCommandAnswer: 256,
	colCaseState: 1024, colCaseRecorded: 512,
	colFact: 128, colConsent: 512, colWaived: 256, colHold: 512, colAccessTerms: 256,
	colTaskTold: 128, colTaskVotes: 512, colTaskOutcome: 64,
	colDecision: 256, colEntry: 256, colDocument: 512,
	colMovementState: 1024, colFairOrder: 512, colMovementEntry: 256, colPassenger: 512,
	colPlanBody: 512, colScoreBody: 1024,
	colListReport: 1024, colRowRaw: 512, colRowRead: 512,
	colBirth: 512,
}

// commonBlock suits a line of text: a name, a number, a place.
const commonBlock = 128

// endOfValue stands between a value and what it is filled up with.
const endOfValue = 0x80

var errNotFilled = errors.New("what was sealed does not end as it should")

// fill fills a value up. Nil stays nil.
func fill(col column, plain []byte) []byte {
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

// unfill gives what fill was given.
func unfill(filled []byte) ([]byte, error) {
	if filled == nil {
		return nil, nil
	}
	end := bytes.LastIndexByte(filled, endOfValue)
	if end < 0 || len(bytes.TrimLeft(filled[end+1:], "\x00")) > 0 {
		return nil, errNotFilled
	}
	return filled[:end:end], nil
}
