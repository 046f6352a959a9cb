// Package run stands for the client of Google Cloud Run. Temporal scales workers there when it is
// configured to; this server is not, and was built without the client. Everything fails.
package run

import (
	"context"
	"errors"

	"cloud.google.com/go/run/apiv2/runpb"
	"google.golang.org/api/option"
)

var errWithout = errors.New("this Temporal server was built without Google Cloud Run")

// WorkerPoolsClient does nothing.
type WorkerPoolsClient struct{}

func NewWorkerPoolsClient(context.Context, ...option.ClientOption) (*WorkerPoolsClient, error) {
	return nil, errWithout
}

func (*WorkerPoolsClient) Close() error { return nil }

func (*WorkerPoolsClient) GetWorkerPool(context.Context, *runpb.GetWorkerPoolRequest, ...any) (*runpb.WorkerPool, error) {
	return nil, errWithout
}

func (*WorkerPoolsClient) UpdateWorkerPool(context.Context, *runpb.UpdateWorkerPoolRequest, ...any) (any, error) {
	return nil, errWithout
}
