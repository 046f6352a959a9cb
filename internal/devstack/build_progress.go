package devstack

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"
)

// follow reads what the build says, tells how far it is from time to time, and returns how
// many packages were compiled and the lines that are neither progress nor downloads.
func (b Builder) follow(out io.Reader) (packages int, complaints []string) {
	every := b.Every
	if every == 0 {
		every = 5 * time.Second
	}
	lines := make(chan string)
	go func() {
		defer close(lines)
		for scanner := bufio.NewScanner(out); scanner.Scan(); {
			lines <- scanner.Text()
		}
	}()
	var modules int
	var elapsed time.Duration
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case line, more := <-lines:
			switch {
			case !more:
				return packages, complaints
			case strings.HasPrefix(line, "go: downloading "):
				modules++
			case strings.ContainsAny(line, " #:"):
				complaints = append(complaints, line)
			default:
				packages++
			}
		case <-tick.C:
			elapsed += every
			b.say("  %s: %d modules fetched, %d packages compiled", elapsed, modules, packages)
		}
	}
}

func (b Builder) say(format string, args ...any) {
	if b.Progress != nil {
		_, _ = fmt.Fprintf(b.Progress, format+"\n", args...)
	}
}
