// Package storage stands for the client of Google Cloud Storage. Temporal archives there when it is
// configured to; this server is not, and was built without the client. Everything fails.
package storage

import (
	"context"
	"errors"

	"google.golang.org/api/option"
)

// ScopeFullControl is a name that callers need.
const ScopeFullControl = "https://www.googleapis.com/auth/devstorage.full_control"

var errWithout = errors.New("this Temporal server was built without Google Cloud Storage")

// The types that callers name. Their methods return an error.
type (
	Client         struct{}
	BucketHandle   struct{}
	ObjectHandle   struct{}
	ObjectIterator struct{}
	Reader         struct{}
	Writer         struct{}
	BucketAttrs    struct{}
	ObjectAttrs    struct{ Name string }
	Query          struct{ Prefix string }
)

func NewClient(context.Context, ...option.ClientOption) (*Client, error) { return nil, errWithout }

func (*Client) Bucket(string) *BucketHandle { return &BucketHandle{} }

func (*BucketHandle) Object(string) *ObjectHandle                     { return &ObjectHandle{} }
func (*BucketHandle) Objects(context.Context, *Query) *ObjectIterator { return &ObjectIterator{} }
func (*BucketHandle) Attrs(context.Context) (*BucketAttrs, error)     { return nil, errWithout }
func (*ObjectHandle) NewWriter(context.Context) *Writer               { return &Writer{} }
func (*ObjectHandle) NewReader(context.Context) (*Reader, error)      { return nil, errWithout }
func (*ObjectHandle) Attrs(context.Context) (*ObjectAttrs, error)     { return nil, errWithout }
func (*ObjectIterator) Next() (*ObjectAttrs, error)                   { return nil, errWithout }
func (*Reader) Read([]byte) (int, error)                              { return 0, errWithout }
func (*Reader) Close() error                                          { return errWithout }
func (*Writer) Write([]byte) (int, error)                             { return 0, errWithout }
func (*Writer) Close() error                                          { return errWithout }
func (*Writer) CloseWithError(error) error                            { return errWithout }
