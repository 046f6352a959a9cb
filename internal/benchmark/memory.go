package benchmark

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// memory returns the memory of the stack's processes and their children, in MB: private pages, and
// shared pages divided by the number of processes that share them (PSS), because PostgreSQL shares
// its buffers among many processes.
func (e Env) memory() (float64, error) {
	parents, err := parentsOf()
	if err != nil {
		return 0, err
	}
	wanted := map[int]bool{}
	for _, pid := range e.PIDs() {
		wanted[pid] = true
	}
	var kilobytes float64
	for pid := range parents {
		if !descends(pid, parents, wanted) {
			continue
		}
		kb, err := proportional(pid)
		if err != nil {
			continue // the process has ended
		}
		kilobytes += kb
	}
	return kilobytes / 1024, nil
}

func descends(pid int, parents map[int]int, wanted map[int]bool) bool {
	for range 64 {
		if wanted[pid] {
			return true
		}
		parent, ok := parents[pid]
		if !ok {
			return false
		}
		pid = parent
	}
	return false
}

// parentsOf maps each process of this machine to its parent.
func parentsOf() (map[int]int, error) {
	files, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return nil, fmt.Errorf("list processes: %w", err)
	}
	parents := make(map[int]int, len(files))
	for _, name := range files {
		body, err := os.ReadFile(name)
		if err != nil {
			continue // the process has ended
		}
		end := bytes.LastIndexByte(body, ')') // the name of a program may contain brackets
		fields := bytes.Fields(body[end+1:])
		if len(fields) < 2 {
			continue
		}
		pid, err := strconv.Atoi(filepath.Base(filepath.Dir(name)))
		if err != nil {
			continue
		}
		parent, err := strconv.Atoi(string(fields[1]))
		if err != nil {
			continue
		}
		parents[pid] = parent
	}
	return parents, nil
}

func proportional(pid int) (float64, error) {
	body, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0, err
	}
	for line := range bytes.Lines(body) {
		if rest, ok := bytes.CutPrefix(line, []byte("Pss:")); ok {
			return strconv.ParseFloat(string(bytes.Fields(rest)[0]), 64)
		}
	}
	return 0, nil
}
