package engine

import (
	"context"
	"os"
	"strings"

	taskqueuepb "go.temporal.io/api/taskqueue/v1"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/grpc"
)

// anonymous takes the name of this machine out of what the SDK calls a worker's own queue: the
// SDK makes it of the host name, and the server writes it into every history.
func anonymous() grpc.UnaryClientInterceptor {
	host, err := os.Hostname()
	if err != nil {
		host = "Unknown" // as the SDK has it
	}
	rename := func(name string) string {
		if rest, ours := strings.CutPrefix(name, host+":"); ours {
			return "worker:" + rest
		}
		return name
	}
	renameQueue := func(q *taskqueuepb.TaskQueue) {
		if q != nil {
			q.Name = rename(q.Name)
		}
	}
	return func(ctx context.Context, method string, request, reply any, cc *grpc.ClientConn, next grpc.UnaryInvoker, opts ...grpc.CallOption) error {
		switch r := request.(type) {
		case *workflowservice.PollWorkflowTaskQueueRequest:
			renameQueue(r.GetTaskQueue())
		case *workflowservice.RespondWorkflowTaskCompletedRequest:
			renameQueue(r.GetStickyAttributes().GetWorkerTaskQueue())
		case *workflowservice.ShutdownWorkerRequest:
			r.StickyTaskQueue = rename(r.GetStickyTaskQueue())
		}
		return next(ctx, method, request, reply, cc, opts...)
	}
}
