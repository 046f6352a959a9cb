// Package record says what the record can tell: the rows that pages, lists and inboxes
// are made of, as they stand in the store, before policy takes away what a reader may
// not see. It holds types only: no SQL, no policy, no HTTP. Whoever shows one of them to
// a person MUST have passed it through policy first, field by field, by the field
// classes A to I (field reference 10.6). All instants are UTC.
package record
