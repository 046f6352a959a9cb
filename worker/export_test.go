package worker

import "maps"

// Activities returns what is registered on any queue, as it is registered.
func Activities(p Parts) []any {
	var all []any
	for _, q := range p.queues() {
		all = append(all, q.activities...)
	}
	return all
}

// Named returns the activities that are registered by another name than that of their method.
func Named(p Parts) map[string]any {
	all := map[string]any{}
	for _, q := range p.queues() {
		maps.Copy(all, q.named)
	}
	return all
}
