// Package birth reads birth dates and ages as authors write them, in every calendar of the field, and says
// whether a person is under eighteen.
//
// A cell alone gives every reading that its text allows. Settle then compares the cells of one column and
// leaves the readings that they, the heading or the age beside them prove. A date that they do not settle
// keeps all readings.
//
// The package never chooses silently between two readings, never changes what was written, and knows no
// list: package roster gives it the cells.
package birth
