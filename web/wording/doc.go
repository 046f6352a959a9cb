// Package wording has the pages on which a reader proposes better words for a text of the pages: the texts of
// the page that the reader comes from, a search among all, and the form for one.
//
// A proposal changes no page. The operator lists them with "homeward words" and changes the files of texts.
package wording
