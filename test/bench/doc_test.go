// Package bench_test times the lists of the API against a record of many open cases, each beside GET /whoami and
// beside its own statements, as a desk of each kind. It prints ratios, never judges them, and is not part of
// make test: make bench-lists runs it.
package bench_test
