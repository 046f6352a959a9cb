package worker

// Activities returns what is registered on any queue, as it is registered.
func Activities(p Parts) []any {
	var all []any
	for _, q := range p.queues() {
		all = append(all, q.activities...)
	}
	return all
}
