package api

import (
	"fmt"
	"sync"

	"example.org/homeward/api/contract"
	"example.org/homeward/api/pages"
	"example.org/homeward/api/web"
)

// embedded is what is made of the embedded files: the contract, the reference drawn from it, and the pages.
type embedded struct {
	contract  *contract.Contract
	reference *web.Reference
	set       *pages.Set
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
	reference, err := web.NewReference(read, problemPages())
	if err != nil {
		return embedded{}, fmt.Errorf("draw the reference: %w", err)
	}
	set, err := pages.Load()
	if err != nil {
		return embedded{}, fmt.Errorf("load the pages: %w", err)
	}
	return embedded{read, reference, set}, nil
})
