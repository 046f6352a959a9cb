package db

import (
	"context"
	"sync"

	"github.com/jmoiron/sqlx"
)

// prepared keeps the statements whose text never varies, so that the server plans each once
// for a connection: to plan a change costs more than to write it. A statement is prepared
// between transactions and never within one, because that takes a second connection from a
// pool that may have none left.
type prepared struct {
	pool   *sqlx.DB
	mu     sync.RWMutex
	ready  map[string]*sqlx.Stmt
	wanted map[string]struct{}
}

func newPrepared(pool *sqlx.DB) *prepared {
	return &prepared{pool: pool, ready: map[string]*sqlx.Stmt{}, wanted: map[string]struct{}{}}
}

// find returns the prepared form of a text, or nil if there is none yet.
func (p *prepared) find(text string) *sqlx.Stmt {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.ready[text]
}

// want has a text prepared before the next transaction. Only texts that have run without an
// error are wanted.
func (p *prepared) want(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ready[text] == nil {
		p.wanted[text] = struct{}{}
	}
}

// mostPages limits how many texts of lists are kept prepared: filters can be combined in very many ways.
const mostPages = 200

// wantOneOfMany is want for a text of which there are very many.
func (p *prepared) wantOneOfMany(text string) {
	p.mu.RLock()
	full := len(p.ready) >= mostPages
	p.mu.RUnlock()
	if !full {
		p.want(text)
	}
}

// prepare prepares the wanted statements. One that cannot be prepared now runs unprepared.
func (p *prepared) prepare(ctx context.Context) {
	for _, text := range p.takeWanted() {
		statement, err := p.pool.PreparexContext(ctx, text) //nolint:sqlclosecheck // kept until the pool is closed
		if err != nil {
			return
		}
		p.mu.Lock()
		p.ready[text] = statement
		p.mu.Unlock()
	}
}

func (p *prepared) takeWanted() []string {
	p.mu.RLock()
	none := len(p.wanted) == 0
	p.mu.RUnlock()
	if none {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	texts := make([]string, 0, len(p.wanted))
	for text := range p.wanted {
		texts = append(texts, text)
	}
	clear(p.wanted)
	return texts
}
