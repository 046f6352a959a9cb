package db

import (
	"context"
	"slices"
	"sync"
)

// Statement is one statement that a transaction has run.
type Statement struct {
	Text string
	Args []any
}

// Observed is what the calls under one context have asked of the database. It is safe for concurrent use.
type Observed struct {
	mu           sync.Mutex
	transactions int
	statements   []Statement
}

// Transactions returns how many transactions were begun.
func (o *Observed) Transactions() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.transactions
}

// Statements returns the statements in their order, without those that begin and end a transaction. They hold
// values of persons: only tests and measurements observe, and they MUST NOT print the arguments.
func (o *Observed) Statements() []Statement {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.statements)
}

type observedKey struct{}

// Observe returns a context under which everything that is asked of the database is also noted in to.
func Observe(ctx context.Context, to *Observed) context.Context {
	return context.WithValue(ctx, observedKey{}, to)
}

func observeBegin(ctx context.Context) {
	if o, ok := ctx.Value(observedKey{}).(*Observed); ok {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.transactions++
	}
}

func observe(ctx context.Context, text string, args []any) {
	if o, ok := ctx.Value(observedKey{}).(*Observed); ok {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.statements = append(o.statements, Statement{Text: text, Args: args})
	}
}
