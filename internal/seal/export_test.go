package seal

// Kept counts the unwrapped keysets that are kept.
func Kept(k *Keyed) int {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.cache.order.Len()
}
