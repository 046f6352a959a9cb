package worker

import (
	"go.temporal.io/sdk/activity"
	sdk "go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/workflows"
)

// Parts are the activities with their dependencies, wired by cmd.
type Parts struct {
	Cases      *activities.Cases
	Undo       *activities.Undo
	Movements  *activities.Movements
	Passengers *activities.Passengers
	Intake     *activities.Intake
	Sweeper    *activities.Sweeper
	Erasure    *activities.Erasure
	Retention  *activities.Retention
}

// RegisterWorkflows registers every workflow under its name in histories. The worker and the replay of
// stored histories both use it.
func RegisterWorkflows(r sdk.WorkflowRegistry) {
	for name, procedure := range map[string]any{
		workflows.CaseWorkflow:      workflows.Case,
		workflows.RescueWorkflow:    workflows.Rescue,
		workflows.TransportWorkflow: workflows.Transport,
		workflows.SweepWorkflow:     workflows.Sweep,
		workflows.ErasureWorkflow:   workflows.Erasure,
		workflows.RetentionWorkflow: workflows.Retention,
	} {
		r.RegisterWorkflowWithOptions(procedure, workflow.RegisterOptions{Name: name})
	}
}

// queue is one task queue, with the workflows and activities that this process runs from it.
type queue struct {
	name       string
	options    sdk.Options
	workflows  bool
	activities []any          // each method is registered under its name
	named      map[string]any // activities that have another name in histories
}

// queues returns the task queues with their workflows, activities and limits. Decisions have a queue of
// their own, and batches are limited, so that an operation of thousands never delays an officer who
// decides about one survivor.
func (p Parts) queues() []queue {
	return []queue{
		{
			name: workflows.QueueCase, workflows: true, activities: []any{p.Cases, p.Movements, p.Intake, p.Erasure},
			options: sdk.Options{
				MaxConcurrentWorkflowTaskPollers: 8, MaxConcurrentActivityTaskPollers: 8,
				MaxConcurrentWorkflowTaskExecutionSize: 200, MaxConcurrentActivityExecutionSize: 200,
			},
		},
		{
			name: workflows.QueueOutside, activities: []any{p.Undo, p.Sweeper, p.Passengers, p.Erasure},
			named:   map[string]any{activities.NotifyPassengers: p.Passengers.Notify},
			options: sdk.Options{MaxConcurrentActivityTaskPollers: 4, MaxConcurrentActivityExecutionSize: 20},
		},
		{
			name: workflows.QueueBatch, activities: []any{p.Intake, p.Retention},
			named:   map[string]any{activities.PreviewDaily: p.Retention.PreviewRetention, activities.SaveDueFiles: p.Retention.SaveDue},
			options: sdk.Options{MaxConcurrentActivityTaskPollers: 2, MaxConcurrentActivityExecutionSize: 2},
		},
	}
}

// register registers the activities of a queue.
func (q queue) register(r sdk.ActivityRegistry) {
	for _, a := range q.activities {
		r.RegisterActivity(a)
	}
	for name, a := range q.named {
		r.RegisterActivityWithOptions(a, activity.RegisterOptions{Name: name})
	}
}
