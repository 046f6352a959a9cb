// Package retention holds the retention rules: how long each kind of data is kept, for all corridors
// or for one (field reference 10.9). They are read from a file that names its sources. The package is
// pure: it computes what is due and never deletes anything. A case that is due is proposed to
// officers, and never erased because of its age alone; see package erasure. No lawyer has checked the
// periods.
package retention
