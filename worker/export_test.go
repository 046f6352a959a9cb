package worker

import "maps"

// Activities returns everything that is registered on any queue.
func Activities(p Parts) []any {
	var all []any
	for _, q := range p.queues() {
		all = append(all, q.activities...)
	}
	return all
}

// Named returns the activities that are registered under another name than that of their method.
func Named(p Parts) map[string]any {
	all := map[string]any{}
	for _, q := range p.queues() {
		maps.Copy(all, q.named)
	}
	return all
}
