package upgrade_test

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

// Variables for `make record-upgrade`, which records a fixture instead of running the tests.
const (
	recordTo   = "HOMEWARD_UPGRADE_RECORD" // the release's name, as in testdata/<release>
	recordFrom = "HOMEWARD_UPGRADE_FROM"   // a checkout of the release; the project's own directory unless set
)

// TestMain runs the recorder or the tests, never both.
func TestMain(m *testing.M) {
	flag.Parse()
	selected := map[string]string{"test.parallel": "8"}
	if os.Getenv(recordTo) == "" {
		selected["test.skip"] = "^TestRecord$"
	} else {
		selected["test.run"] = "^TestRecord$"
	}
	for name, value := range selected {
		if err := flag.Set(name, value); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}
