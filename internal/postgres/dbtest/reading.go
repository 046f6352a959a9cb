package dbtest

import (
	"context"

	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
)

// CountFileRead counts a file as the API does, for the officer who reads.
func (w *Env) CountFileRead(ctx context.Context, f record.FileRead) error {
	return w.Front.CountFileRead(principal.With(ctx, Officer(f.By, "THA")), f)
}

// ExplainReading explains as the API does, for the principal in ctx.
func (w *Env) ExplainReading(ctx context.Context, e record.ReadingExplanation) error {
	return w.front(ctx).ExplainReading(ctx, e)
}

// AnswerReading answers as the API does, for the data protection officer.
func (w *Env) AnswerReading(ctx context.Context, a record.ReadingAnswer) error {
	return w.Front.AnswerReading(principal.With(ctx, Officer(a.By, "THA")), a)
}

// front is the store of the API for a principal; the worker's without one.
func (w *Env) front(ctx context.Context) *postgres.Store {
	if _, named := principal.From(ctx); named {
		return w.Front
	}
	return w.Store
}
