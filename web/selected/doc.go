// Package selected has the pages of acting on many rows of a list at once: the ticked rows of a page, or a
// set that was frozen under filters. Each act is shown before it is done, row by row, and answered row by
// row.
//
// It never names a row by its position, and never does a part of what was sent with another number than
// was shown.
package selected
