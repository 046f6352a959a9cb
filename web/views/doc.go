// Package views has the forms that save, change and remove the named filters of a list. A view is shown by
// the list that it is of.
//
// A view gives no right: it holds filters, and its reader sees what these show to them.
package views
