package cli

import (
	"context"
	"encoding/json"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type followCommand struct {
	Remote `embed:""`

	Cases []wire.Ref `arg:"" optional:"" name:"case" help:"Only these cases; all that you may know of unless given."`
}

// Help is shown under the usage.
func (c *followCommand) Help() string {
	return `Prints a line for everything that changes, until it is broken off: what it is, its reference, and how far it has come. "look" means that something may have been missed. A line that breaks is taken up again. It ends by itself when the session does: to follow is no use of it, and keeps nobody signed in.`
}

func (c *followCommand) Run(ctx context.Context, env Env, r *Remote) error {
	server, err := r.client(env)
	if err != nil {
		return err
	}
	return server.Follow(ctx, c.Cases, func(change client.Change) {
		switch {
		case r.JSON:
			line, _ := json.Marshal(change) // two codes and a number
			env.Printf("%s\n", line)
		case change == (client.Change{}):
			env.Printf("look\n")
		default:
			env.Printf("%s %s %d\n", change.Kind, change.Ref, change.Seq)
		}
	})
}
