package devstack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"sync"
)

// highestPort is the last port of the search for free ports.
const highestPort = 65535

// Ports assigns loopback ports and keeps them in a file, so that a restart has the same addresses if no
// other program has taken them in the meantime. Its methods are safe for concurrent use; a file belongs
// to one Ports at a time.
type Ports struct {
	file string

	mu   sync.Mutex
	kept map[string]int
}

// OpenPorts reads the ports that were assigned before from the file ports.json in dir. A file that
// cannot be parsed counts as empty, because ports can be chosen again.
func OpenPorts(dir string) (*Ports, error) {
	p := &Ports{file: filepath.Join(dir, "ports.json"), kept: map[string]int{}}
	content, err := os.ReadFile(p.file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the ports of the last run: %w", err)
	}
	if json.Unmarshal(content, &p.kept) != nil || p.kept == nil {
		p.kept = map[string]int{}
	}
	return p, nil
}

// Take returns the first of count consecutive free ports for the service called name: those of the last
// run if they are still free, otherwise the first free ones from preferred upwards. It cannot reserve
// them, so the service should listen soon.
func (p *Ports) Take(ctx context.Context, name string, preferred, count int) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if kept := p.kept[name]; kept > 0 && p.free(ctx, name, kept, count) {
		return kept, nil
	}
	for first := preferred; first+count-1 <= highestPort; first++ {
		if p.free(ctx, name, first, count) {
			p.kept[name] = first
			return first, p.save()
		}
	}
	return 0, fmt.Errorf("find %d free ports for %s from %d upwards: there are none", count, name, preferred)
}

// Claim is Take for ports that the user has named: it returns an error if these are not free.
func (p *Ports) Claim(ctx context.Context, name string, first, count int) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.free(ctx, name, first, count) {
		return fmt.Errorf("take port %d for %s (%d in a row): not free", first, name, count)
	}
	p.kept[name] = first
	return p.save()
}

// Free reports whether no program listens on count consecutive ports from first on.
func Free(ctx context.Context, first, count int) bool {
	if first < 1 || first+count-1 > highestPort {
		return false
	}
	for port := first; port < first+count; port++ {
		listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", Loopback(port))
		if err != nil {
			return false
		}
		_ = listener.Close()
	}
	return true
}

// free reports whether no program listens on the ports and no other service has them.
func (p *Ports) free(ctx context.Context, name string, first, count int) bool {
	for other, start := range p.kept {
		if other != name && start >= first && start < first+count {
			return false
		}
	}
	return Free(ctx, first, count)
}

func (p *Ports) save() error {
	content, err := json.MarshalIndent(p.kept, "", "  ")
	if err != nil {
		return fmt.Errorf("keep the ports: %w", err)
	}
	if err := os.WriteFile(p.file, append(content, '\n'), 0o644); err != nil { //nolint:gosec // ports are not secret
		return fmt.Errorf("keep the ports: %w", err)
	}
	return nil
}

// Loopback returns the loopback address of a port.
func Loopback(port int) string {
	return net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
}
