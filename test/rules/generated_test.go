package rules_test

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

//go:generate go test -count=1 -run ^TestGeneratedCodeIsUpToDate$ . -record-generated

var recordGenerated = flag.Bool("record-generated", false, "record the sums of generated code; `go generate ./...` does it last")

// TestGeneratedCodeIsUpToDate compares the input and output of the generator with the sums that
// `go generate ./...` recorded. Generating again would show the same and take half a minute.
func TestGeneratedCodeIsUpToDate(t *testing.T) {
	t.Parallel()
	const recorded = "tools/codegen/generated.sha256"
	files := []string{
		"api/openapi.yaml", "tools/codegen/go.mod",
		"internal/wire/codegen.yaml", "internal/wire/wire.gen.go",
		"internal/client/codegen.yaml", "internal/client/client.tmpl", "internal/client/client.gen.go",
	}
	for _, file := range tracked(t) {
		require.True(t, !strings.HasSuffix(file, ".gen.go") || slices.Contains(files, file), "%s is generated, and no sum of it is recorded", file)
	}
	var sums strings.Builder
	for _, file := range files {
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256([]byte(read(t, file))), file)
	}
	if *recordGenerated {
		require.NoError(t, os.WriteFile(filepath.Join(root, recorded), []byte(sums.String()), 0o600))
	}
	require.Equal(t, read(t, recorded), sums.String(), "generated code is older than the contract, or was edited: run go generate ./... and commit what it writes")
}
