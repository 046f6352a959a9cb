//go:build clients

package clients_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// oapiCodegen is the generator of Go clients, with the version that is tried.
const oapiCodegen = "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2"

// The clients that two generators for TypeScript make compile, and can sign in; with one of them a registrar's program
// opens a case, decides its first request and reads what has changed.
func TestClientsInTypeScript(t *testing.T) {
	s := start(t)
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS("typescript")))
	contract := s.contract(dir)
	env := []string{"HOMEWARD_SERVER=" + s.address, "HOMEWARD_TOKEN=" + s.token()}
	s.run(dir, nil, "npm", "ci", "--no-audit", "--no-fund")
	s.run(dir, nil, "npx", "openapi-typescript", contract, "-o", "generated/schema.d.ts")
	s.run(dir, nil, "npx", "openapi-ts", "-i", contract, "-o", "generated/hey")
	s.run(dir, nil, "npx", "tsc", "-p", ".")
	s.run(dir, env, "node", "generated/js/hey.js")
	s.run(dir, env, "node", "generated/js/drive.js")
}

// The client that the commonest generator for Go makes compiles outside this repository.
func TestAClientInGo(t *testing.T) {
	s := start(t)
	dir := t.TempDir()
	contract := s.contract(dir)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/agency\n\ngo 1.24\n"), 0o600))
	s.run(dir, nil, "go", "run", oapiCodegen, "-generate", "types,client", "-package", "agency", "-o", "agency.gen.go", contract)
	s.run(dir, []string{"GOFLAGS=-mod=mod"}, "go", "mod", "tidy")
	s.run(dir, nil, "go", "build", "./...")
}
