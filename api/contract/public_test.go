package contract_test

import (
	"os"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"example.org/homeward/api/contract"
)

// The contract that clients get names no package of this project, and is the same contract.
func TestThePublicContractIsTheSameWithoutOwnKeys(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../openapi.yaml")
	require.NoError(t, err)
	public, err := contract.Public(raw, fstest.MapFS{})
	require.NoError(t, err)
	require.NotContains(t, string(public), "x-go-")
	require.NotContains(t, string(public), "example.org/homeward/internal")
	own, err := contract.Load(raw)
	require.NoError(t, err)
	served, err := contract.Load(public)
	require.NoError(t, err)
	require.Equal(t, own.Operations, served.Operations)
}

// The example of an operation stands at its answer, and is the same value.
func TestThePublicContractHasTheExamples(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../openapi.yaml")
	require.NoError(t, err)
	const example = `{"operation": "o5t8r2w6yz", "number": "00123", "n": 3}`
	public, err := contract.Public(raw, fstest.MapFS{"listDesks.json": &fstest.MapFile{Data: []byte(example)}})
	require.NoError(t, err)
	served, err := contract.Load(public)
	require.NoError(t, err)
	op, found := served.Operation("listDesks")
	require.True(t, found)
	require.JSONEq(t, example, op.Responses[0].Example)
	require.NoError(t, yaml.Unmarshal(public, &map[string]any{}), "each key once")

	_, err = contract.Public(raw, fstest.MapFS{"listDesks.json": &fstest.MapFile{Data: []byte("{")}})
	require.ErrorContains(t, err, "the example of listDesks")
	_, err = contract.Public(raw, fstest.MapFS{"previewCorrection.json": &fstest.MapFile{Data: []byte("{}")}})
	require.ErrorContains(t, err, "in the description already", "YAML has each key once")
}
