package main

import (
	"context"
	"sync/atomic"
	"time"

	"go.temporal.io/server/common/log"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// repeatAfter is how long a line is not written again. A server whose database is gone repeats one line
// thousands of times a second.
const repeatAfter = time.Minute

// newLogger makes the server's logger: JSON lines, each message of a level once a minute. Until ctx ends it
// also writes once a minute how many lines it has left out.
func newLogger(ctx context.Context, o options) log.Logger {
	var left atomic.Int64
	once := zap.WrapCore(func(core zapcore.Core) zapcore.Core {
		return zapcore.NewSamplerWithOptions(core, repeatAfter, 1, 0, zapcore.SamplerHook(func(_ zapcore.Entry, d zapcore.SamplingDecision) {
			if d&zapcore.LogDropped != 0 {
				left.Add(1)
			}
		}))
	})
	all := log.BuildZapLogger(log.Config{Level: o.logLevel, OutputFile: o.logFile, Format: "json"})
	go countRepeats(ctx, all, &left)
	return log.NewZapLogger(all.WithOptions(once))
}

// countRepeats writes the number of lines that were left out, until ctx ends.
func countRepeats(ctx context.Context, to *zap.Logger, left *atomic.Int64) {
	ticks := time.NewTicker(repeatAfter)
	defer ticks.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
			if n := left.Swap(0); n > 0 {
				to.Error("lines that repeat others were left out", zap.Int64("lines", n))
			}
		}
	}
}
