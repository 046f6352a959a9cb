// Package record has the types of the read model: the rows of which pages, lists and inboxes
// are made, as the store returns them, before policy removes the fields that a reader may
// not see. It holds types only: no SQL, no policy, no HTTP. Code that shows one of them to
// a person MUST have passed it through policy first, field by field, by the field
// classes A to I (field reference 10.6). All instants are UTC.
package record
