package seal

// Kept returns the number of cached keysets.
func Kept(k *Keyed) int {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.cache.order.Len()
}
