package tasks

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/internal/wire"
)

// on finds the task of a write and sends the write.
func on(p onTask, send func(w tasks.Write) (act.Receipt, error)) (act.Receipt, error) {
	w, err := p.write()
	if err != nil {
		return act.Receipt{}, err
	}
	return send(w)
}

func (h handlers) claim(ctx context.Context, p onTask) (act.Receipt, error) {
	return on(p, func(w tasks.Write) (act.Receipt, error) { return h.do.ClaimTask(ctx, w) })
}

func (h handlers) release(ctx context.Context, p onTask) (act.Receipt, error) {
	return on(p, func(w tasks.Write) (act.Receipt, error) { return h.do.ReleaseTask(ctx, w) })
}

func (h handlers) give(ctx context.Context, p onTask, body wire.GiveTaskJSONRequestBody) (act.Receipt, error) {
	return on(p, func(w tasks.Write) (act.Receipt, error) { return h.do.GiveTask(ctx, w, body.Account) })
}

func (h handlers) pause(ctx context.Context, p onTask, body wire.PauseTaskJSONRequestBody) (act.Receipt, error) {
	return on(p, func(w tasks.Write) (act.Receipt, error) {
		return h.do.PauseTask(ctx, w, body.Cause, body.Until, body.Words)
	})
}

func (h handlers) resume(ctx context.Context, p onTask) (act.Receipt, error) {
	return on(p, func(w tasks.Write) (act.Receipt, error) { return h.do.ResumeTask(ctx, w) })
}

func (h handlers) ask(ctx context.Context, p onTask, body wire.AskAtTaskJSONRequestBody) (act.Receipt, error) {
	return on(p, func(w tasks.Write) (act.Receipt, error) {
		return h.do.AskAtTask(ctx, w, body.Desk, body.Question, body.Items)
	})
}

func (h handlers) answer(ctx context.Context, p onTask, body wire.AnswerTaskJSONRequestBody) (act.Receipt, error) {
	return on(p, func(w tasks.Write) (act.Receipt, error) {
		return h.do.AnswerTask(ctx, w, encode.Statements(body.Facts), body.Answer)
	})
}

func (h handlers) reassign(ctx context.Context, p onTask, body wire.ReassignTaskJSONRequestBody) (act.Receipt, error) {
	return on(p, func(w tasks.Write) (act.Receipt, error) {
		return h.do.ReassignTask(ctx, w, body.Desk, body.Reasons)
	})
}

func (h handlers) recall(ctx context.Context, p onTask, body wire.RecallTaskJSONRequestBody) (act.Receipt, error) {
	return on(p, func(w tasks.Write) (act.Receipt, error) { return h.do.RecallTask(ctx, w, body.Reasons) })
}
