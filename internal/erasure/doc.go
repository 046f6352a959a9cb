// Package erasure has the rules for destroying the data of one survivor: who may request it, under which
// conditions, and the order of the steps. Two persons are needed; a legal hold stops it at any time
// before the key is destroyed; the data that stay (the skeleton of the case, statistics, the audit log)
// are listed beforehand. The package is pure and never destroys anything itself. A request holds codes
// only, because text would have to be destroyed too.
//
// The rules follow gate G23, sections 4, 10.1 and 10.9 of the field reference (IOM data
// protection principles 8 and 9). No lawyer has checked them.
package erasure
