// Package table reads the bytes of a file into tables of cells: text in an unknown encoding with an unknown
// separator, and the sheets of an XLSX workbook. It keeps the limits that protect the process from a file.
//
// It never recognises what a cell is about, never guesses an encoding, never writes a file, and never
// quotes the content of a file in an error.
package table
