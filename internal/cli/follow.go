package cli

import (
	"context"
	"encoding/json"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type followCommand struct {
	Remote `embed:""`

	Cases []wire.Ref `arg:"" optional:"" name:"case" help:"Only these cases; default: all that you may see."`
}

// Help is shown under the usage.
func (c *followCommand) Help() string {
	return `Prints a line for each change, until it is interrupted: the kind, the reference and the number of the change. "look" means that changes may have been missed. A broken connection is opened again. The command ends when the session does: following does not extend the session.`
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
