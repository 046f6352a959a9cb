package devstack

import (
	"fmt"
	"strings"
	"sync"
	"time"
)

// BuildState says how far a build of the Temporal server is.
type BuildState struct {
	// Fetched is how many modules were downloaded.
	Fetched int
	// Compiled of Packages packages are compiled; Packages is 0 while they are not counted yet.
	Compiled, Packages int
}

// String describes the state in a few words.
func (s BuildState) String() string {
	if s.Packages == 0 {
		return fmt.Sprintf("%d modules fetched", s.Fetched)
	}
	return fmt.Sprintf("%d of %d packages compiled", s.Compiled, s.Packages)
}

// progress counts what the go command says it does, and reports it from time to time.
type progress struct {
	builder Builder
	stop    chan struct{}
	stopped sync.WaitGroup

	mu       sync.Mutex
	now      BuildState
	previous string // the line before, of a plan
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

// plan reads one line of `go build -n`, which announces each package that it would compile by a
// line with its name between two lines that hold a number sign only. The rest are commands.
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
