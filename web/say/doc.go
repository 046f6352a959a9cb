// Package say writes what the use-cases show as values of web/view: moments, clocks, rows of tasks, lines
// of the history, facts, receipts, questions of a form. It also has the paths of pages to which others lead.
// It reads nothing but receipts, and never answers a request.
package say
