// Package erasure holds the rules by which the data of one survivor are destroyed: who may
// ask for it, what must be true first, and in which order it is done. Two persons are needed,
// a legal hold stops it at any moment before the key is gone, and what stays (the skeleton of
// the case, statistics, the audit log) is named beforehand. It is pure; it never destroys
// anything itself. A request holds codes only: words would have to be destroyed with the rest.
//
// The rules follow gate G23, sections 4, 10.1 and 10.9 of the field reference (IOM data
// protection principles 8 and 9). No lawyer has checked them.
package erasure
