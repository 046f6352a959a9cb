// Package benchmark measures what Homeward costs beside bare Temporal: on one stack, in one run,
// as ratios. It is a program that people start, never a test: a busy machine changes seconds,
// and less so what one thing costs beside another.
package benchmark
