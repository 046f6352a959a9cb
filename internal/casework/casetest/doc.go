// Package casetest has cases for the tests of the gates and of the rules: one in which every gate is open,
// and every way in which a condition becomes unmet. Only tests use it. It holds no real person.
package casetest
