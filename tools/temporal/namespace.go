package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/api/common/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
)

// register makes the namespaces that are missing and returns when every one of them answers.
// A namespace that is there keeps its settings.
func register(ctx context.Context, o options) error {
	conn, err := grpc.NewClient(o.frontend(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return fmt.Errorf("reach the frontend: %w", err)
	}
	defer conn.Close() //nolint:errcheck // nothing is in flight
	service := workflowservice.NewWorkflowServiceClient(conn)
	for _, name := range o.namespaces {
		if err := registerOne(ctx, service, name, o.retention); err != nil {
			return fmt.Errorf("register namespace %s: %w", name, err)
		}
	}
	return nil
}

func registerOne(ctx context.Context, service workflowservice.WorkflowServiceClient, name string, retention time.Duration) error {
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		err := attempt(ctx, service, name, retention)
		if err == nil {
			return nil
		}
		select {
		case <-again.C: // the frontend needs a moment to become healthy, and to see what it wrote
		case <-ctx.Done():
			return errors.Join(context.Cause(ctx), err)
		}
	}
}

func attempt(ctx context.Context, service workflowservice.WorkflowServiceClient, name string, retention time.Duration) error {
	_, err := service.RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
		Namespace: name, WorkflowExecutionRetentionPeriod: durationpb.New(retention),
	})
	if err != nil && status.Code(err) != codes.AlreadyExists {
		return err
	}
	// A question about a workflow that is not there passes through everything: through the frontend's list
	// of namespaces, to the history service and the database. The right answer is "no such
	// workflow"; "no such namespace" means that the list is not up to date yet.
	_, err = service.DescribeWorkflowExecution(ctx, &workflowservice.DescribeWorkflowExecutionRequest{
		Namespace: name, Execution: &common.WorkflowExecution{WorkflowId: "missing"},
	})
	var missing *serviceerror.NotFound
	if err == nil || errors.As(serviceerror.FromStatus(status.Convert(err)), &missing) {
		return nil
	}
	return err
}
