// Package benchmark compares Homeward with bare Temporal: on one stack, in one run, as ratios. It
// is a program that people start, never a test: on a busy machine times change, and ratios
// change less.
package benchmark
