// Package selection has the rules of acting on many rows of a list at once: rows are named by their
// references and never by their position, the number that was shown must be the number that is sent, and
// of what was asked each row is recorded, refused or waiting.
//
// It never loads a row, asks no policy and carries nothing out: package usecase does.
package selection
