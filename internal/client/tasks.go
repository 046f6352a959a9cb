package client

import (
	"context"
	"net/url"

	"example.org/homeward/internal/wire"
)

// Tasks lists the tasks of an inbox.
func (c *Client) Tasks(ctx context.Context, query url.Values) (wire.TaskPage, error) {
	return read[wire.TaskPage](ctx, c, path("tasks"), query)
}

// Task shows one task.
func (c *Client) Task(ctx context.Context, ref, name string) (wire.Task, error) {
	return read[wire.Task](ctx, c, path("cases", ref, "tasks", name), nil)
}

// Claim takes a task.
func (c *Client) Claim(ctx context.Context, i Intent, ref, name string) (wire.Receipt, error) {
	return c.write(ctx, i, nil, "cases", ref, "tasks", name, "claim")
}

// Release gives a task back to its desk.
func (c *Client) Release(ctx context.Context, i Intent, ref, name string) (wire.Receipt, error) {
	return c.write(ctx, i, nil, "cases", ref, "tasks", name, "release")
}

// Decide answers a task; the intent must name the version that was seen.
func (c *Client) Decide(ctx context.Context, i Intent, ref, name string, body wire.TaskDecision) (wire.Receipt, error) {
	return c.write(ctx, i, body, "cases", ref, "tasks", name, "decide")
}

// PauseTask stops a task's clock.
func (c *Client) PauseTask(ctx context.Context, i Intent, ref, name string, body wire.PauseRequest) (wire.Receipt, error) {
	return c.write(ctx, i, body, "cases", ref, "tasks", name, "pause")
}

// ResumeTask lets the clock run on.
func (c *Client) ResumeTask(ctx context.Context, i Intent, ref, name string) (wire.Receipt, error) {
	return c.write(ctx, i, nil, "cases", ref, "tasks", name, "resume")
}

// Ask asks another desk for information.
func (c *Client) Ask(ctx context.Context, i Intent, ref, name string, body wire.Question) (wire.Receipt, error) {
	return c.write(ctx, i, body, "cases", ref, "tasks", name, "ask")
}

// Answer answers what a desk was asked.
func (c *Client) Answer(ctx context.Context, i Intent, ref, name string, body wire.QuestionAnswer) (wire.Receipt, error) {
	return c.write(ctx, i, body, "cases", ref, "tasks", name, "answer")
}

// Reassign gives a task to another desk.
func (c *Client) Reassign(ctx context.Context, i Intent, ref, name string, body wire.Reassignment) (wire.Receipt, error) {
	return c.write(ctx, i, body, "cases", ref, "tasks", name, "reassign")
}

// Recall takes a request back.
func (c *Client) Recall(ctx context.Context, i Intent, ref, name string, body wire.Reasons) (wire.Receipt, error) {
	return c.write(ctx, i, body, "cases", ref, "tasks", name, "recall")
}
