package sealdb

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
var blocks = map[Column]int{
	ColCommandArgs: 512, ColCommandRefusal: 512, ColCommandAnswer: 256,
	ColCaseState: 1024, ColCaseRecorded: 512,
	ColFact: 128, ColConsent: 512, ColWaived: 256, ColHold: 512, ColAccessTerms: 256,
	ColTaskTold: 128, ColTaskVotes: 512, ColTaskOutcome: 64,
	ColDecision: 256, ColEntry: 256, ColDocument: 512,
	ColMovementState: 1024, ColFairOrder: 512, ColMovementEntry: 256, ColPassenger: 512,
	ColPlanBody: 512, ColScoreBody: 1024, ColContactBody: 512, ColTryBody: 256,
	ColListReport: 1024, ColRowRaw: 512, ColRowRead: 512, ColRowAnswered: 512, ColListAnswered: 1024,
	ColBirth: 512, ColDraft: 1024, ColWording: 256, ColBatch: 512, ColReading: 256,
}

// commonBlock suits a short text: a name, a number, a place.
const commonBlock = 128

// endOfValue separates a value from its padding.
const endOfValue = 0x80

var errPadding = errors.New("a sealed value is not padded as it should be")

// pad returns a value with its padding. Nil stays nil.
func pad(col Column, plain []byte) []byte {
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
