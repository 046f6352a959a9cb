// Package retention knows how long what is kept: rules as data, for every corridor or for one
// (field reference 10.9), read from a file that names its sources. It is pure: it says what
// is due and never removes anything. A case that is due is proposed to people and never erased
// by the lapse of time alone; see package erasure. No lawyer has checked the periods.
package retention
