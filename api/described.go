package api

import (
	"fmt"
	"sync"

	"example.org/homeward/api/contract"
	"example.org/homeward/web/reference"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// embedded is what is made of the embedded files: the contract, the reference drawn from it, and the pages.
type embedded struct {
	contract  *contract.Contract
	reference *reference.Pages
	renderer  *view.Renderer
	words     *words.Catalogue
}

// drawn reads and draws what is embedded, once for all servers of a process: it never changes, and
// nobody writes to it.
//
//nolint:gochecknoglobals // see above
var drawn = sync.OnceValues(func() (embedded, error) {
	read, err := contract.Load(description)
	if err != nil {
		return embedded{}, fmt.Errorf("read the contract: %w", err)
	}
	pages, err := reference.New(read, problemPages())
	if err != nil {
		return embedded{}, fmt.Errorf("draw the reference: %w", err)
	}
	renderer, err := view.Load()
	if err != nil {
		return embedded{}, fmt.Errorf("load the pages: %w", err)
	}
	texts, err := words.Load()
	if err != nil {
		return embedded{}, fmt.Errorf("load the words: %w", err)
	}
	return embedded{read, pages, renderer, texts}, nil
})
