// Package roster reads a list of people as some author wrote it: an armed
// group, an embassy, a registration desk. Every row is kept as written, and
// beside it the recognised values: name, sex, nationality, passport
// number, birth date. The list is then compared with its own claims, because
// lists in the field do not add up. The package never overwrites what was
// written, never chooses silently between two readings, never drops a row, never
// matches people across lists, and does no input or output of its own: a
// stream of bytes in, values out.
//
// Read is the way in. It refuses a file that cannot be a list with a Refusal,
// which names a place in the file and never what stands there. A row that
// cannot be read goes to List.Unreadable with a Problem; a cell that cannot be
// recognised leaves its field empty and a Problem on the row. The spellings that
// the package knows are in the files under words.
//
// Three things it cannot see, and so never claims: dates of the Ethiopian
// calendar (seven or eight years behind), whose years look like any others; a
// day and month swapped where both make a date, for which both readings are
// kept; and whether what an author wrote is true.
package roster
