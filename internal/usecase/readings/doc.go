// Package readings has the use-cases about reviews of what an account has read beyond the work of its desk: listing
// them, explaining one, and answering one as the data protection officer.
//
// It counts no files: act.Run does, for every use-case that shows one.
package readings
