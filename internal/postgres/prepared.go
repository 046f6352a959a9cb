package postgres

import (
	"context"
	"sync"

	"github.com/jmoiron/sqlx"
)

// txn is a transaction, with the statements that are prepared already.
type txn struct {
	*sqlx.Tx

	prepared *prepared
	index    Index // that stamps what is logged
}

// prepared keeps the statements whose text never varies, so that the server plans each once
// for a connection: the planning of a change costs more than its writing. A statement is
// prepared between transactions and never within one, because that takes a second connection
// out of a pool that may be empty.
type prepared struct {
	db     *sqlx.DB
	mu     sync.RWMutex
	ready  map[string]*sqlx.Stmt
	wanted map[string]struct{}
}

func newPrepared(db *sqlx.DB) *prepared {
	return &prepared{db: db, ready: map[string]*sqlx.Stmt{}, wanted: map[string]struct{}{}}
}

// find gives the prepared form of a text, nil when there is none yet.
func (p *prepared) find(text string) *sqlx.Stmt {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.ready[text]
}

// want has a text prepared before the next transaction. Only texts that have run well are wanted.
func (p *prepared) want(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ready[text] == nil {
		p.wanted[text] = struct{}{}
	}
}

// prepare makes what is wanted ready. One that cannot be prepared now runs as it is.
func (p *prepared) prepare(ctx context.Context) {
	for _, text := range p.takeWanted() {
		statement, err := p.db.PreparexContext(ctx, text) //nolint:sqlclosecheck // kept until the pool is closed
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
