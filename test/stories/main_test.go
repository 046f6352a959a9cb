package stories_test

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

// TestMain lets many stories happen at once, because most of the time each of them waits.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", "8"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	if err := ordinary(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = max(code, 1)
	}
	if err := closeSites(code == 0); err != nil {
		fmt.Fprintln(os.Stderr, "close:", err)
		code = max(code, 1)
	}
	os.Exit(code)
}
