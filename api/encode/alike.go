package encode

import (
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/wire"
)

// AlikeCase encodes an open case that may be about a person.
func AlikeCase(one act.AlikeCase) wire.AlikeCase {
	out := wire.AlikeCase{Case: one.Case, By: make([]wire.AlikeCaseBy, len(one.By))}
	for i, field := range one.By {
		out.By[i] = wire.AlikeCaseBy(field)
	}
	return out
}
