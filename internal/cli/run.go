package cli

import (
	"context"
	"reflect"

	"github.com/alecthomas/kong"

	"example.org/homeward/internal/wire"
)

// Run parses args with the grammar of commands, a pointer to a struct with kong tags, runs the
// command that they name, and returns the exit code. All output passes through a filter that
// keeps control characters from the terminal.
func Run(ctx context.Context, args []string, env Env, commands any, options ...kong.Option) int {
	env.Out, env.Err = &visible{to: env.Out}, &visible{to: env.Err}
	printed := -1
	parser, err := NewParser(commands, env, func(code int) { printed = code }, options...)
	if err != nil {
		return env.fail(err)
	}
	parsed, err := parser.Parse(args)
	if printed >= 0 { // the help text was asked for
		return printed
	}
	if err != nil {
		return env.misuse(err)
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	parsed.Bind(env)
	if err = parsed.Run(); err != nil && ctx.Err() != nil { // interrupted; the error follows from that
		env.Statusf("Stopped.\n")
		return ExitStopped
	}
	return env.fail(err)
}

// NewParser returns a parser for commands. It calls exit after it has printed a help text.
func NewParser(commands any, env Env, exit func(code int), options ...kong.Option) (*kong.Kong, error) {
	return kong.New(commands, append([]kong.Option{
		kong.Name("homeward"),
		kong.Description("Brings survivors of trafficking home. Who are we waiting for, since when, and who acts if they don't?"),
		kong.Vars{"unclaimed": string(wire.Nobody)},
		kong.Writers(env.Out, env.Err), kong.Exit(exit), kong.TypeMapper(reflect.TypeFor[InputText](), env.inputText()),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, FlagsLast: true, NoExpandSubcommands: true, WrapUpperBound: 110}),
		kong.ExplicitGroups([]kong.Group{
			{Key: "here", Title: "To try it on this machine:"},
			{Key: "run", Title: "To run it:"},
			{Key: "remote", Title: "Which server, as whom, and how:"},
			{Key: "hand", Title: "To use the API from the command line:"},
		}),
	}, options...)...)
}
