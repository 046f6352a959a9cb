// Package db runs transactions on PostgreSQL for the stores beside it: it connects, tells the
// database on whose behalf a transaction runs, repeats a transaction that lost against another
// one, prepares statements, and translates errors. It knows no table, and it never gives out
// the text of the server or the driver, because that quotes values.
package db
