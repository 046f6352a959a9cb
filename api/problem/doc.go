// Package problem makes the problem document (RFC 9457) of an error. It shows what an error has marked
// as safe and nothing else; codes, statuses and titles are those of package httpserver.
package problem
