// Package drill_test kills the processes of an installation, again and again, while officers work with it,
// and then proves that nothing was lost and nothing was done twice. It takes minutes and is not part of the
// tests of a change: `make drill` runs it, with the build tag drill. Its figures, how soon the installation was back after each kill,
// are printed and never asserted.
package drill_test
