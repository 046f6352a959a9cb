package audit_test

import (
	"bufio"
	"flag"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
)

// events is the length of the log that is verified: `go test -bench Verify -benchtime 1x
// ./internal/audit -args -events 1000000`.
var events = flag.Int64("events", 20_000, "how many events the benchmark's log has")

// generate writes the export of a valid log to a file, as Export would, with a head after every sixty
// events.
func generate(tb testing.TB, path string, n *audit.Notary, size int64) {
	tb.Helper()
	file, err := os.Create(path)
	require.NoError(tb, err)
	out := bufio.NewWriterSize(file, 1<<20)
	_, err = audit.Export(tb.Context(), out, generator{tb, n, size})
	require.NoError(tb, err)
	require.NoError(tb, out.Flush())
	require.NoError(tb, file.Close())
}

// BenchmarkVerify verifies a log from a file, and reports the largest size of the heap.
func BenchmarkVerify(b *testing.B) {
	path := filepath.Join(b.TempDir(), "log.export")
	n := newNotary(b)
	generate(b, path, n, *events)
	info, err := os.Stat(path)
	require.NoError(b, err)
	runtime.GC()
	var most uint64
	b.ResetTimer()
	for b.Loop() {
		report, err := audit.Verify(b.Context(), audit.Exported{Open: func() (io.ReadCloser, error) { return os.Open(path) }}, audit.Check{
			Keys: []audit.Key{n.Key()},
			Progress: func(int64) {
				var now runtime.MemStats
				runtime.ReadMemStats(&now)
				most = max(most, now.HeapInuse+now.StackInuse)
			},
		})
		require.NoError(b, err)
		require.True(b, report.Sound())
		require.Equal(b, *events, report.Leaves)
	}
	b.ReportMetric(float64(*events)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(float64(most)/(1<<20), "heap-MB")
	b.ReportMetric(float64(info.Size())/(1<<20), "file-MB")
}
