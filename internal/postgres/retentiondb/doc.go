// Package retentiondb purges rows whose time is over, empties old texts in the files of ended cases,
// counts what is overdue, and says of each table by which rule its rows are removed. Package retention
// decides how long data are kept. A case is never deleted here.
package retentiondb
