// Package queue has the lists of officers as their addresses ask for them: the parts of an inbox, and the
// filters of the list of cases. Each has its query and its path, so that a number on a page and the list that
// it leads to come from the same query. An address holds codes only; an unknown code does not filter.
// The package reads no list itself.
package queue
