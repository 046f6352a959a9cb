// Package queue lists the parts of an inbox, each with its query and its path, so that a number on a page
// and the list that it leads to come from the same query. It never reads tasks itself.
package queue
