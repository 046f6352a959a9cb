package api

// LocalPath is localPath.
func LocalPath(to string) string { return localPath(to) }
