// Package erasuredb keeps requests for erasure and for deletion by those who were given something of a
// case, closes a case for changes, and deletes what its destroyed key has made unusable. It destroys no
// key and decides nothing: package erasure has decided before.
package erasuredb
