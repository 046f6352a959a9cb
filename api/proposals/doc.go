// Package proposals answers the operations of the API on acts that take a second person. It decides nothing:
// package usecase does.
package proposals
