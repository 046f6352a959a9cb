// Package problem makes the problem document (RFC 9457) of an error. It shows only what the error has
// marked as safe; codes, statuses and titles are those of package httpserver.
package problem
