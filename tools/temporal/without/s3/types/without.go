// Package types holds the names that callers of package s3 need. It does nothing.
package types

// The errors that callers look for; none is ever returned.
type (
	NoSuchBucket struct{}
	NoSuchKey    struct{}
)

func (*NoSuchBucket) Error() string { return "no such bucket" }
func (*NoSuchKey) Error() string    { return "no such key" }
