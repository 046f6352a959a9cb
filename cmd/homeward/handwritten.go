package main

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"example.org/homeward/internal/fault"
)

// What is a person's own is read from a file, or with "-" from the standard input: an argument
// could be read by everybody on the machine who lists its processes.

// maxHandwritten is the most that is read of it, in bytes.
const maxHandwritten = 64 << 10

// handwritten gives the lines of a file or of the standard input. Its error repeats none.
func (w world) handwritten(name string) ([]string, error) {
	from := w.in
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, fault.New(fault.Invalid, "the file cannot be opened")
		}
		defer file.Close() //nolint:errcheck // it is only read
		from = file
	}
	var lines []string
	scan := bufio.NewScanner(io.LimitReader(from, maxHandwritten))
	for scan.Scan() {
		if line := strings.TrimSpace(scan.Text()); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	if scan.Err() != nil {
		return nil, fault.New(fault.Invalid, "the file cannot be read")
	}
	return lines, nil
}

// written is what an officer writes of somebody: on the command line stands the file that it is
// in, or "-" for the standard input.
type written string

var errWritten = fault.New(fault.Invalid, "what you write of somebody is read from a file, or with - from the standard input, so that it stands in no list of processes")

// writtenWords gives the parser a way to read what stands in files.
func (w world) writtenWords() kong.MapperFunc {
	taken := false // the standard input, by one that was read before
	return func(ctx *kong.DecodeContext, target reflect.Value) error {
		var name string
		if err := ctx.Scan.PopValueInto("file", &name); err != nil {
			return err
		}
		var text []byte
		var err error
		switch {
		case name != "-":
			if text, err = os.ReadFile(name); err != nil || len(text) > maxHandwritten {
				return errWritten
			}
		case taken:
			return fault.New(fault.Invalid, "only one of these can be read from the standard input")
		default:
			taken = true
			text, err = io.ReadAll(io.LimitReader(w.in, maxHandwritten))
		}
		if err != nil || len(bytes.TrimSpace(text)) == 0 {
			return fault.New(fault.Invalid, "there is nothing written in it")
		}
		target.SetString(string(bytes.TrimSpace(text)))
		return nil
	}
}

// named reads lines of "name: value", each of a name that is known, and each once.
func (w world) named(file string, known ...string) (map[string]string, error) {
	lines, err := w.handwritten(file)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, line := range lines {
		name, value, ok := strings.Cut(line, ":")
		name = strings.TrimSpace(name)
		if _, twice := out[name]; !ok || twice || !slices.Contains(known, name) {
			return nil, fault.New(fault.Invalid, "the file should have lines as \"name: value\", each once, of: "+strings.Join(known, ", "))
		}
		out[name] = strings.TrimSpace(value)
	}
	return out, nil
}
