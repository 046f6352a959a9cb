package devstack

import (
	"fmt"
	"strings"
	"sync"
	"time"
)

// BuildState is the progress of a build of the Temporal server.
type BuildState struct {
	// Fetched is the number of downloaded modules.
	Fetched int
	// Compiled is the number of compiled packages, and Packages the number of all packages to compile;
	// Packages is 0 until they are counted.
	Compiled, Packages int
}

// String describes the state in a few words.
func (s BuildState) String() string {
	if s.Packages == 0 {
		return fmt.Sprintf("%d modules fetched", s.Fetched)
	}
	return fmt.Sprintf("%d of %d packages compiled", s.Compiled, s.Packages)
}

// progress counts the packages and modules in the output of the go command, and reports the counts.
type progress struct {
	builder Builder
	stop    chan struct{}
	stopped sync.WaitGroup

	mu       sync.Mutex
	now      BuildState
	previous string // the previous line of a plan
}

// reportEvery is the time between two calls of Builder.Report.
const reportEvery = time.Second

// begin starts reporting; end stops it.
func (b Builder) begin() *progress {
	if b.Every == 0 {
		b.Every = 5 * time.Second
	}
	p := &progress{builder: b, stop: make(chan struct{})}
	p.stopped.Go(p.lines)
	if b.Report != nil {
		b.Report(BuildState{})
		p.stopped.Go(p.reports)
	}
	return p
}

func (p *progress) end() {
	close(p.stop)
	p.stopped.Wait()
}

func (p *progress) lines() {
	tick := time.NewTicker(p.builder.Every)
	defer tick.Stop()
	for elapsed := p.builder.Every; ; elapsed += p.builder.Every {
		select {
		case <-tick.C:
			p.builder.say("  the Temporal server: %s after %s", p.state(), elapsed)
		case <-p.stop:
			return
		}
	}
}

func (p *progress) reports() {
	tick := time.NewTicker(reportEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			p.builder.Report(p.state())
		case <-p.stop:
			return
		}
	}
}

func (p *progress) state() BuildState {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now
}

// plan reads one line of `go build -n`. For each package that it would compile, go prints a line with
// its name between two lines that have only a number sign. All other lines are commands.
func (p *progress) plan(line string) (known bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.previous == "#" && strings.HasPrefix(line, "# ") {
		p.now.Packages++
	}
	p.previous = line
	p.fetched(line)
	return true
}

// compiled reads one line of `go build -v`, which prints each package that it compiles.
func (p *progress) compiled(line string) (known bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fetched(line) {
		return true
	}
	if strings.ContainsAny(line, " #:") {
		return false
	}
	p.now.Compiled++
	p.now.Packages = max(p.now.Packages, p.now.Compiled)
	return true
}

func (p *progress) fetched(line string) bool {
	fetched := strings.HasPrefix(line, "go: downloading ")
	if fetched {
		p.now.Fetched++
	}
	return fetched
}

func (b Builder) say(format string, args ...any) {
	if b.Progress != nil {
		_, _ = fmt.Fprintf(b.Progress, format+"\n", args...)
	}
}
