package security_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestMain lets many attacks happen at once, because most of the time each of them waits.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", "8"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	if err := stayedCalm(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = max(code, 1)
	}
	if err := closeInstallation(); err != nil {
		fmt.Fprintln(os.Stderr, "close:", err)
		code = max(code, 1)
	}
	os.Exit(code)
}

// stayedCalm searches all log lines of the attacks: they hold nothing that was sent, and no handler
// has crashed.
func stayedCalm() error {
	if built.installation == nil {
		return nil
	}
	for line := range strings.Lines(built.installation.logs.String()) {
		low := strings.ToLower(line)
		for _, bad := range []string{strings.ToLower(mark), "panicked", `"status":500`} {
			if strings.Contains(low, bad) {
				return fmt.Errorf("the log holds %q: %.2000s", bad, line)
			}
		}
	}
	return nil
}
