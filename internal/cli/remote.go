package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/alecthomas/kong"
	"github.com/google/uuid"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// Remote holds the flags of every command that calls a server.
type Remote struct {
	Server  string        `group:"remote" env:"HOMEWARD_SERVER" placeholder:"URL" help:"Address of the API. Default: the server that homeward dev runs on this machine."`
	As      string        `group:"remote" env:"HOMEWARD_AS" placeholder:"DESK[:ROLE]" help:"Act for this desk, in this role or in its usual one, instead of signing in. Development servers only."`
	Machine string        `group:"remote" env:"HOMEWARD_MACHINE" placeholder:"FILE" help:"Act as the agency's program that this file describes, instead of signing in. See docs/signing-in.md."`
	Account string        `group:"remote" env:"HOMEWARD_ACCOUNT" placeholder:"ID" help:"Act as this account; two members of a panel need two accounts."`
	Agency  string        `group:"remote" placeholder:"ID" help:"The agency that sent you to the panel."`
	Key     string        `group:"remote" placeholder:"UUID" help:"The key of the write, to repeat one that was sent before; the same key is carried out once."`
	Wait    time.Duration `group:"remote" default:"20s" help:"How long to wait for a write to be settled."`
	JSON    bool          `group:"remote" name:"json" help:"Print the answer as JSON."`
}

// AfterApply makes the flags available to the command and its subcommands.
func (r *Remote) AfterApply(k *kong.Context) error {
	k.Bind(r)
	return nil
}

// client returns the client that the flags ask for.
func (r *Remote) client(env Env) (*client.Client, error) {
	if r.Machine != "" {
		program, server, err := r.machine(env)
		if err != nil {
			return nil, err
		}
		return client.New(client.Options{Server: server, Sign: program.Sign, HTTP: env.HTTP})
	}
	server := r.server(env)
	sign, err := r.sign(env, server)
	if err != nil {
		return nil, err
	}
	return client.New(client.Options{Server: server, Sign: sign, HTTP: env.HTTP})
}

// server returns the address of the API.
func (r *Remote) server(env Env) string {
	if r.Server != "" {
		return r.Server
	}
	return localServer(env)
}

// localServer returns the address of the server on this machine.
func localServer(env Env) string {
	if env.LocalServer != nil {
		if address := env.LocalServer(); address != "" {
			return address
		}
	}
	return "http://localhost:8080"
}

// intent returns the key of the write.
func (r *Remote) intent() client.Intent {
	if r.Key == "" {
		r.Key = uuid.NewString()
	}
	return client.Intent{Key: r.Key}
}

// show prints an answer: as JSON if the flags ask for it, else with tell.
func (r *Remote) show(env Env, answer any, tell func()) error {
	if !r.JSON {
		tell()
		return nil
	}
	text, err := json.MarshalIndent(answer, "", "  ")
	if err != nil {
		return fmt.Errorf("write answer: %w", err)
	}
	env.Printf("%s\n", text)
	return nil
}

// settled waits until a write is settled and prints the receipt.
func (r *Remote) settled(ctx context.Context, env Env, c *client.Client, receipt wire.Receipt, err error) error {
	if err != nil {
		return err
	}
	waiting, cancel := context.WithTimeout(ctx, r.Wait)
	defer cancel()
	if receipt, err = c.Settle(waiting, receipt, 300*time.Millisecond); err != nil {
		return err
	}
	if err := r.show(env, receipt, func() { env.receipt(receipt) }); err != nil {
		return err
	}
	if receipt.State == record.CommandPending {
		return pending(receipt.Key)
	}
	return undone(receipt)
}

// ask fetches an answer and prints it.
func ask[T any](r *Remote, env Env, fetch func(*client.Client) (T, error), tell func(T)) error {
	server, err := r.client(env)
	if err != nil {
		return err
	}
	found, err := fetch(server)
	if err != nil {
		return err
	}
	return r.show(env, found, func() { tell(found) })
}

// write sends a write and prints the receipt.
func (r *Remote) write(ctx context.Context, env Env, send func(*client.Client, client.Intent) (wire.Receipt, error)) error {
	server, err := r.client(env)
	if err != nil {
		return err
	}
	receipt, err := send(server, r.intent())
	return r.settled(ctx, env, server, receipt, err)
}
