// Package day is My day and the inbox: what waits for the reader, in which order, and whom the reader waits
// for. It changes nothing, except that it records which notices were read.
package day
