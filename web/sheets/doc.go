// Package sheets serves the pages on which an officer answers many alike requests at once: the groups of
// alike requests, the sheet, its confirmation, and its results. It decides nothing: which requests leave a
// sheet, and what a confirmation covers, is decided by the use-cases.
package sheets
