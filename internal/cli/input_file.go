package cli

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

// Personal data is read from a file, or with "-" from the standard input: every user of the
// machine can read the arguments of a process.

// maxInput is the most that is read of such a file, in bytes.
const maxInput = 64 << 10

// inputLines returns the lines of a file or of the standard input, without empty lines and
// comments. Its errors never repeat what was read.
func (env Env) inputLines(name string) ([]string, error) {
	from := env.In
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, fault.New(fault.Invalid, "the file cannot be opened")
		}
		defer file.Close() //nolint:errcheck // it is only read
		from = file
	}
	var lines []string
	scan := bufio.NewScanner(io.LimitReader(from, maxInput))
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

// inputFields returns the lines "name: value" of a file, each with a known name that occurs once.
func (env Env) inputFields(file string, known ...string) (map[string]string, error) {
	lines, err := env.inputLines(file)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, line := range lines {
		name, value, ok := strings.Cut(line, ":")
		name = strings.TrimSpace(name)
		if _, twice := out[name]; !ok || twice || !slices.Contains(known, name) {
			return nil, fault.New(fault.Invalid, "the file should have lines as \"name: value\", each name once, of: "+strings.Join(known, ", "))
		}
		out[name] = strings.TrimSpace(value)
	}
	return out, nil
}

// InputText is a text about a person. The command line names the file that it is in, or "-" for
// the standard input.
type InputText string

var errInputText = fault.New(fault.Invalid, "a text about a person is read from a file, or with - from the standard input, so that no list of processes shows it")

// inputText returns how the parser reads an InputText.
func (env Env) inputText() kong.MapperFunc {
	taken := false // whether an earlier argument has read the standard input
	return func(ctx *kong.DecodeContext, target reflect.Value) error {
		var name string
		if err := ctx.Scan.PopValueInto("file", &name); err != nil {
			return err
		}
		var text []byte
		var err error
		switch {
		case name != "-":
			if text, err = os.ReadFile(name); err != nil || len(text) > maxInput {
				return errInputText
			}
		case taken:
			return fault.New(fault.Invalid, "only one argument can be read from the standard input")
		default:
			taken = true
			text, err = io.ReadAll(io.LimitReader(env.In, maxInput))
		}
		if err != nil || len(bytes.TrimSpace(text)) == 0 {
			return fault.New(fault.Invalid, "the file is empty")
		}
		target.SetString(string(bytes.TrimSpace(text)))
		return nil
	}
}
