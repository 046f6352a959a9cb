package main

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/cli"
)

// Neither a flag nor an argument takes a secret or personal data: these come from files, from the
// standard input, or from environment variables.
func TestArgumentsHoldNoPersonalData(t *testing.T) {
	t.Parallel()
	parser, err := grammar()
	require.NoError(t, err)
	personal := regexp.MustCompile(`pass(word|phrase|port)|secret|token|credential|cookie|kek|dsn|database|name|phone|birth|born|mrz|remark|address|email|note|words|reasons|text|question$|answer$|person$|^for$|document$|items`)
	fine := map[string]bool{
		"name=value": true, // a fact: a code and a value out of a list
		"answer":     true, // codes of a questionnaire; that of task answer is looked at by its type
	}
	read, files := 0, reflect.TypeFor[cli.InputText]()
	check := func(where string, v *kong.Value) {
		if !personal.MatchString(strings.ToLower(v.Name)) || v.Target.Kind() == reflect.Bool { // yes or no is not personal data
			return
		}
		help, holder := strings.ToLower(v.Help), v.Tag.PlaceHolder
		if v.Target.Type() == files || holder == "FILE" || strings.Contains(help, "file") {
			read++
			return
		}
		require.True(t, fine[v.Name], "%s: %s would be shown in a list of processes; read it from a file (type cli.InputText)", where, v.Name)
	}
	require.NoError(t, kong.Visit(parser.Model, func(node kong.Visitable, next kong.Next) error {
		switch node := node.(type) {
		case *kong.Flag:
			check("--"+node.Name, node.Value)
		case *kong.Value:
			check(node.Summary(), node)
		}
		return next(nil)
	}))
	require.Greater(t, read, 15)
}
