// Package iterator stands for Google's own of this name, which this Temporal server does not use.
package iterator

import "errors"

// Done ends an iteration.
var Done = errors.New("the iteration has ended")
