// Package doubt lists what is in doubt in a row of a list, and applies the answers of a person. The row as it was
// read is never changed: an answered row is made from it and from all its answers, so that an answer can be
// replaced or withdrawn until the case is opened.
//
// It decides nothing by itself: without an answer a doubt stays a doubt, with all its readings. It stores nothing
// and does no input or output.
package doubt
