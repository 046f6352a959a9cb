package record

import "errors"

// ErrGap is returned for a change whose predecessors are missing: the record is behind the
// workflow. It has no code, because a retry helps only after a person has found out why.
var ErrGap = errors.New("the record is behind: changes before this one are missing")
