// Command homeward brings survivors of trafficking home: one program that serves the API,
// works the procedures, keeps the database in shape, runs all of it on one machine for
// development, and does by hand what the API can do. It is the only place where the parts
// of the house are put together.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"reflect"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"example.org/homeward/internal/config"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go func() {
		<-ctx.Done()
		stop() // whoever asks a second time is not made to wait
	}()
	code := run(ctx, os.Args[1:], world{in: os.Stdin, out: os.Stdout, err: os.Stderr, lookup: os.LookupEnv, now: time.Now})
	stop()
	os.Exit(code)
}

// world is what a command may touch.
type world struct {
	in       io.Reader
	out, err io.Writer
	lookup   func(name string) (string, bool)
	now      func() time.Time
}

// getenv reads a variable; "" when it is not set.
func (w world) getenv(name string) string {
	value, _ := w.lookup(name)
	return value
}

// run does what the arguments ask for and gives the exit code.
func run(ctx context.Context, args []string, w world) int {
	w.out, w.err = &visible{to: w.out}, &visible{to: w.err}
	done := -1
	var commands cli
	parser, err := newParser(&commands, w, func(code int) { done = code })
	if err != nil {
		return w.fail(err)
	}
	asked, err := parser.Parse(args)
	if done >= 0 { // help was asked for, and printed
		return done
	}
	if err != nil {
		return w.misuse(err)
	}
	asked.BindTo(ctx, (*context.Context)(nil))
	asked.Bind(w)
	if err = asked.Run(); err != nil && ctx.Err() != nil { // it was broken off, and whatever it says follows from that
		w.say("Stopped.\n")
		return exitStopped
	}
	return w.fail(err)
}

func newParser(commands *cli, w world, exit func(int)) (*kong.Kong, error) {
	return kong.New(commands,
		kong.Name("homeward"),
		kong.Description("Brings survivors of trafficking home. Who are we waiting for, since when, and who acts if they don't?"),
		kong.Vars{"listen": config.DefaultListen},
		kong.Writers(w.out, w.err), kong.Exit(exit), kong.TypeMapper(reflect.TypeFor[written](), w.writtenWords()),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, FlagsLast: true, NoExpandSubcommands: true, WrapUpperBound: 110}),
		kong.ExplicitGroups([]kong.Group{
			{Key: "here", Title: "To try it on this machine:"},
			{Key: "run", Title: "To run it:"},
			{Key: "remote", Title: "Which server, as whom, and how:"},
			{Key: "hand", Title: "To do by hand what the API can do:"},
		}),
	)
}
