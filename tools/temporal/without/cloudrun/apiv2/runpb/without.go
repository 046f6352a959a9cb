// Package runpb stands for the messages of Google Cloud Run, which this Temporal server does not use.
package runpb

import "google.golang.org/protobuf/types/known/fieldmaskpb"

// The messages and fields that callers name.
type (
	GetWorkerPoolRequest    struct{ Name string }
	UpdateWorkerPoolRequest struct {
		WorkerPool *WorkerPool
		UpdateMask *fieldmaskpb.FieldMask
	}
	WorkerPool struct {
		Name    string
		Scaling *WorkerPoolScaling
	}
	WorkerPoolScaling struct{ ManualInstanceCount *int32 }
)
