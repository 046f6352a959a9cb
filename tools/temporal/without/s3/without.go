// Package s3 stands for the client of Amazon S3. Temporal uses it when it is configured to; this
// server is not, and was built without the client. Everything fails.
package s3

import (
	"context"
	"errors"
	"io"

	"github.com/aws/aws-sdk-go-v2/aws"
)

var errWithout = errors.New("this Temporal server was built without Amazon S3")

// The types that callers name. The client's methods return an error.
type (
	Client  struct{}
	Options struct {
		UsePathStyle bool
		BaseEndpoint *string
		Retryer      aws.Retryer
	}
)

func NewFromConfig(aws.Config, ...func(*Options)) *Client { return &Client{} }

type (
	HeadBucketInput  struct{ Bucket *string }
	HeadBucketOutput struct{}

	HeadObjectInput  struct{ Bucket, Key *string }
	HeadObjectOutput struct{}

	PutObjectInput struct {
		Bucket, Key *string
		Body        io.Reader
	}
	PutObjectOutput struct{}

	GetObjectInput  struct{ Bucket, Key *string }
	GetObjectOutput struct{ Body io.ReadCloser }

	ListObjectsV2Input struct {
		Bucket, Prefix, Delimiter, ContinuationToken *string
		MaxKeys                                      *int32
	}
	ListObjectsV2Output struct {
		IsTruncated           *bool
		NextContinuationToken *string
		CommonPrefixes        []CommonPrefix
		Contents              []Object
	}
	CommonPrefix struct{ Prefix *string }
	Object       struct{ Key *string }
)

func (*Client) HeadBucket(context.Context, *HeadBucketInput, ...func(*Options)) (*HeadBucketOutput, error) {
	return nil, errWithout
}

func (*Client) HeadObject(context.Context, *HeadObjectInput, ...func(*Options)) (*HeadObjectOutput, error) {
	return nil, errWithout
}

func (*Client) PutObject(context.Context, *PutObjectInput, ...func(*Options)) (*PutObjectOutput, error) {
	return nil, errWithout
}

func (*Client) GetObject(context.Context, *GetObjectInput, ...func(*Options)) (*GetObjectOutput, error) {
	return nil, errWithout
}

func (*Client) ListObjectsV2(context.Context, *ListObjectsV2Input, ...func(*Options)) (*ListObjectsV2Output, error) {
	return nil, errWithout
}
