package request

import (
	"slices"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// File is the file of a case that the caller has loaded.
type File struct {
	Ref      casework.Ref
	Host     casework.Country
	Corridor string
	Version  int
	// Work is true if the caller's work explains that they read it.
	Work bool
}

// NoteFile notes a file that was loaded.
func (r *Request) NoteFile(f File) { r.files = append(r.files, f) }

// ReadsFile returns the file that this request is about to show, if that has to be counted: personal data of the case
// are in the answer, the caller's work does not explain it, and no other part of the same request has counted it.
// A request that only looks shows nothing.
func (r *Request) ReadsFile(asked audit.Subject) (File, bool) {
	file := File{Ref: casework.Ref(asked.Ref)}
	if i := slices.IndexFunc(r.files, func(f File) bool { return f.Ref == file.Ref }); i >= 0 {
		file = r.files[i]
	}
	if asked.Kind != audit.OfCase || r.Looking || file.Work || slices.Contains(r.counted, file.Ref) {
		return file, false
	}
	return file, slices.ContainsFunc(r.trail.shown, func(s *shown) bool { return s.of == asked && s.personal() })
}

// Counted notes that the file of a case was counted.
func (r *Request) Counted(ref casework.Ref) { r.counted = append(r.counted, ref) }

// Withhold forgets what was noted as shown: the answer is not sent.
func (r *Request) Withhold() { r.trail.shown, r.trail.other = nil, nil }

// personal reports whether personal data are noted as shown.
func (s *shown) personal() bool {
	return slices.ContainsFunc(s.entries, func(e entry) bool { return slices.Contains(policy.Personal(), e.class) })
}
