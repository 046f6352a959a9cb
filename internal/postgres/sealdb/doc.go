// Package sealdb seals the values of columns with a seal.Box and opens them, for the stores beside
// it: it names every sealed column and its classes, pads each value to a multiple of the block of its
// column, and says with whose key a value is sealed. It runs no statement, and the text of its errors
// never quotes a value.
package sealdb
