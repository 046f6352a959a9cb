package deploy_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// machine is a make-believe one: the programs on its PATH and the files of its system.
type machine struct {
	programs map[string]string // name to what the script does
	files    []string
}

// fresh has what a newcomer must have, and nothing else.
func fresh(more ...string) machine {
	m := machine{programs: map[string]string{
		"go":      `echo go1.26.8`,
		"apt-get": `echo "apt-get $*" >>"$DONE"`,
		"id":      `echo 1000`,
		"sudo":    `echo "sudo" >>"$DONE"; "$@"`,
	}}
	for i := 0; i < len(more); i += 2 {
		m.programs[more[i]] = more[i+1]
	}
	return m
}

// install runs tools/deps on the machine and returns what it said and what it had done.
func (m machine) install(tb testing.TB, purpose string) (said, done string, err error) {
	tb.Helper()
	dir := tb.TempDir()
	bin := filepath.Join(dir, "bin")
	require.NoError(tb, os.MkdirAll(bin, 0o755))
	for _, tool := range []string{"sort", "head", "env", "sh"} {
		there, err := exec.LookPath(tool)
		require.NoError(tb, err)
		require.NoError(tb, os.Symlink(there, filepath.Join(bin, tool)))
	}
	for name, script := range m.programs {
		if script != "" {
			require.NoError(tb, os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+script+"\n"), 0o755))
		}
	}
	for _, file := range m.files {
		path := filepath.Join(dir, file)
		require.NoError(tb, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(tb, os.WriteFile(path, nil, 0o600))
	}
	record := filepath.Join(dir, "done")
	cmd := exec.CommandContext(tb.Context(), "/bin/bash", filepath.Join(root, "tools", "deps"), purpose)
	cmd.Env = []string{"PATH=" + bin, "DEPS_SYSTEM=" + dir, "DONE=" + record}
	out, err := cmd.CombinedOutput()
	content, _ := os.ReadFile(record)
	return string(out), string(content), err
}

const (
	database = "usr/lib/postgresql/15/bin/initdb"
	headers  = "usr/include/stdlib.h"
	fonts    = "usr/share/fonts/truetype/noto/NotoSansMyanmar-Regular.ttf"
)

func TestDependenciesAreInstalled(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		machine machine
		purpose string
		said    []string
		done    []string
		fails   bool
	}{
		"everything is there": {
			machine: machine{programs: fresh("gcc", "true", "chromium", "true").programs, files: []string{database, headers, fonts}}, purpose: "test",
		},
		"running needs no compiler and no browser": {
			machine: machine{programs: fresh().programs, files: []string{database}}, purpose: "run",
		},
		"nothing is there, through sudo": {
			machine: fresh(), purpose: "test",
			said: []string{"through sudo", "postgresql (the database", "gcc (the race detector", "libc6-dev", "chromium (the tests look"},
			done: []string{"sudo", "apt-get update -qq", "install -y -qq --no-install-recommends postgresql gcc libc6-dev chromium fonts-noto-core"},
		},
		"nothing is there, as root": {
			machine: fresh("id", "echo 0", "sudo", ""), purpose: "run",
			said: []string{"Installing with apt-get: postgresql"},
			done: []string{"install -y -qq --no-install-recommends postgresql"},
		},
		"neither root nor sudo": {
			machine: fresh("sudo", ""), purpose: "run", fails: true,
			said: []string{"takes root, and there is no sudo", "As root: apt-get install postgresql"},
		},
		"not Debian": {
			machine: fresh("apt-get", ""), purpose: "run", fails: true,
			said: []string{"not a Debian system", "postgresql (the database"},
		},
		"no Go": {
			machine: fresh("go", ""), purpose: "run", fails: true,
			said: []string{"needs Go 1.26.8 or newer, and there is no go"},
		},
		"Go of last year": {
			machine: fresh("go", "echo go1.25.14"), purpose: "run", fails: true,
			said: []string{"needs Go 1.26.8 or newer; this is 1.25.14"},
		},
		"Go one patch too old": {
			machine: fresh("go", "echo go1.26.7"), purpose: "run", fails: true, said: []string{"this is 1.26.7"},
		},
		"newer Go": {
			machine: machine{programs: fresh("go", "echo go1.27").programs, files: []string{database}}, purpose: "run",
		},
		"newest Go with something behind its number": {
			machine: machine{programs: fresh("go", "echo 'go1.26.10-custom X:boring'").programs, files: []string{database}}, purpose: "run",
		},
		"apt-get fails": {
			machine: fresh("apt-get", "exit 100"), purpose: "run", fails: true, said: []string{"Installing with apt-get"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			said, done, err := tt.machine.install(t, tt.purpose)
			if tt.fails {
				require.Error(t, err)
				require.NotContains(t, done, "install")
			} else {
				require.NoError(t, err, said)
			}
			for _, words := range tt.said {
				require.Contains(t, said, words)
			}
			for _, words := range tt.done {
				require.Contains(t, done, words)
			}
			if len(tt.said) == 0 {
				require.Empty(t, strings.TrimSpace(said), "silence is success")
			}
			if len(tt.done) == 0 {
				require.NotContains(t, done, "apt-get")
			}
		})
	}
}
