// Package act has what the use-cases share: Run, which carries out one of them; receipts of writes and
// refusals with their reasons; loading a case and asking policy about it; the subjects that policy is asked
// about; pages of lists.
//
// It has no use-case itself, and imports none of the packages that have them. Only they and package usecase
// can call it with a Core, so no page and no handler can go around Run.
package act
