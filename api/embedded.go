package api

import (
	"fmt"
	"io/fs"
	"sync"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/web/reference"
	"example.org/homeward/web/words"
)

// embedded holds the parsed embedded files: the contract, its reference, and the texts.
type embedded struct {
	contract  *contract.Contract
	public    []byte // the contract as clients get it
	reference *reference.Pages
	words     *words.Catalogue
}

// loadEmbedded reads the embedded files, once per process.
//
//nolint:gochecknoglobals // a cache of constant data
var loadEmbedded = sync.OnceValues(func() (embedded, error) {
	examples, err := fs.Sub(answers, "examples")
	if err != nil {
		return embedded{}, fmt.Errorf("read the examples of answers: %w", err)
	}
	public, err := contract.Public(description, examples)
	if err != nil {
		return embedded{}, err
	}
	read, err := contract.Load(public)
	if err != nil {
		return embedded{}, fmt.Errorf("read the contract: %w", err)
	}
	var problems []reference.Problem
	for _, p := range httpserver.Problems() {
		problems = append(problems, reference.Problem{Code: string(p.Code), Status: p.Status, Title: p.Title, Help: p.Help})
	}
	pages, err := reference.New(read, problems)
	if err != nil {
		return embedded{}, fmt.Errorf("render the reference: %w", err)
	}
	texts, err := words.Load()
	if err != nil {
		return embedded{}, err
	}
	return embedded{read, public, pages, texts}, nil
})
