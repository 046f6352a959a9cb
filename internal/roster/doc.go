// Package roster reads a list of people as its author wrote it: an armed group, an embassy, a
// registration desk. It keeps every row as written, with the recognised values beside it: name, sex,
// nationality, passport number, birth date. Then it compares the list with the totals that the list
// itself states, because lists in the field do not add up.
//
// The package never overwrites what was written, never chooses silently between two readings, never
// drops a row, never matches people across lists, and does no input or output of its own: it takes a
// stream of bytes and returns values.
//
// Read is the main function. It refuses a file that cannot be a list with a refusal.Error, which names a
// place in the file and never quotes its content. A row that cannot be read goes to List.Unreadable
// with a flaw.Code. A cell that is not recognised leaves its field empty, with a flaw.Code on the row.
//
// The parts are packages of their own, which do not know this one: table reads the file into cells,
// spelling compares texts and has the files of known spellings, person and birth read the cells of a
// person, flaw and refusal have the codes for what cannot be read. The layout of a list stays here: its
// headings, tables, rows, totals and duplicates.
//
// A birth date is read in two steps. A cell alone gives every reading that its text allows: the order of
// day and month, and the calendar. Then the cells of its column, the heading, the age beside it and at
// last the rest of the file decide between them. A birth date that they do not settle keeps all readings.
//
// It cannot recognise, and never claims to: an exchanged day and month if both orders are dates and
// nothing proves one, for which it keeps both readings; and whether the list is true.
package roster
