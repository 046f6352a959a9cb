package client_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
)

func FuzzMachineFile(f *testing.F) {
	for _, seed := range []string{
		"", "version: 1", "version: 1\nserver: a\nkey_file: b", "version: 1\npasword: s3cretword", "version: !!int s3cretword", "- a: &x [*x]", "\x00",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, err := client.ReadMachineFile([]byte(text))
		if err != nil {
			require.Equal(t, fault.Invalid, fault.CodeOf(err))
			require.NotContains(t, err.Error(), "s3cretword")
			return
		}
		require.NotEmpty(t, file.Server)
		require.NotEmpty(t, strings.TrimSpace(file.KeyFile+"x"))
	})
}
