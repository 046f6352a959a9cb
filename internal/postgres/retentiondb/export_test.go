package retentiondb

import (
	"maps"
	"slices"

	"example.org/homeward/internal/retention"
)

// PurgedTables is which tables each kind is purged from row by row, and what its statement says.
func PurgedTables() map[retention.Kind][]string {
	out := map[retention.Kind][]string{}
	for kind, places := range purgedRows() {
		for _, place := range places {
			out[kind] = append(out[kind], place.table)
		}
	}
	return out
}

// KeyKinds lists the kinds that are purged by destroying keys.
func KeyKinds() []retention.Kind { return slices.Collect(maps.Keys(purgedKeys())) }
