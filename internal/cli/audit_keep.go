package cli

import (
	"context"
	"fmt"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/notary"
	"example.org/homeward/internal/wire"
)

type auditKeep struct {
	Remote `embed:""`

	File        string `arg:"" help:"Where the head is kept. A newer head replaces it after the server has proved that it continues the old one."`
	Public      string `required:"" placeholder:"KEY|@FILE" help:"The public key of the log; get it from the people who run the server, not from the server."`
	Countersign string `placeholder:"FILE" help:"The secret key of your agency's witness: sign the head and send the signature back."`
}

// Help is shown under the usage.
func (c *auditKeep) Help() string {
	return `For partner agencies. Run it every few minutes, on a machine of your own. It fetches the newest signed head of the server's audit log, checks its signature, lets the server prove that it continues the head that you kept, and keeps it. If the log was rewritten or reset to an earlier state, there is no such proof: the kept head stays, and the exit code is 9. Then keep the file safe, and ask the people who run the server.`
}

func (c *auditKeep) Run(ctx context.Context, env Env, r *Remote) error {
	key, err := notary.ReadPublic(c.Public)
	if err != nil {
		return err
	}
	server, err := r.client(env)
	if err != nil {
		return err
	}
	signed, err := c.fetch(ctx, server, key)
	if err != nil {
		return err
	}
	if err := notary.WriteHead(c.File, signed); err != nil {
		return err
	}
	head, err := key.Open(signed)
	if err != nil {
		return err
	}
	env.Printf("Kept the head of %d events in %s\n", head.Size, c.File)
	if c.Countersign == "" {
		return nil
	}
	return c.countersign(ctx, env, server, key, signed)
}

// fetch returns the newest head, after the server has proved that it continues the kept one.
func (c *auditKeep) fetch(ctx context.Context, server *client.Client, key audit.Key) (string, error) {
	before, err := notary.ReadHead(c.File)
	if err != nil {
		return "", err
	}
	var from audit.Head
	if before != "" {
		if from, err = key.Open(before); err != nil {
			return "", fmt.Errorf("read kept head: %w", err)
		}
	}
	newest, err := server.ShowNewestHead(ctx)
	if err != nil {
		return "", err
	}
	head, err := key.Open(newest.Signed)
	switch {
	case err != nil:
		return "", forked("The server's newest head is not signed with this key.")
	case head.Size < from.Size:
		return "", forked("The log was reset to an earlier state: you have kept a head of %d events, and the newest is of %d.", from.Size, head.Size)
	case head.Size == from.Size && head != from:
		return "", forked("The log was rewritten: there are two heads of %d events.", head.Size)
	case from.Size == 0 || head == from:
		return newest.Signed, nil
	}
	proof, err := server.ProveContinues(ctx, head.Size, from.Size)
	if err != nil {
		return "", err
	}
	hashes, err := client.ProofHashes(proof)
	if err != nil {
		return "", err
	}
	if !head.Continues(from, hashes) {
		return "", forked("The log was rewritten: its head of %d events does not continue the one of %d that you have kept.", head.Size, from.Size)
	}
	return newest.Signed, nil
}

// forked returns the error of a log that does not continue the kept head.
func forked(format string, args ...any) error {
	return &ExitError{ExitTampered, fmt.Sprintf(format, args...)}
}

func (c *auditKeep) countersign(ctx context.Context, env Env, server *client.Client, key audit.Key, signed string) error {
	secret, err := notary.ReadSecret(c.Countersign)
	if err != nil {
		return err
	}
	pen, err := audit.ParseCountersigner(secret, env.Now)
	if err != nil {
		return fmt.Errorf("read witness key %s: %w", c.Countersign, err)
	}
	countersigned, err := pen.Countersign(key, signed)
	if err != nil {
		return err
	}
	if _, err := server.CountersignHead(ctx, wire.Countersigned{Signed: countersigned}); err != nil {
		return err
	}
	env.Printf("Countersigned it as %s\n", pen.Witness().Name())
	return nil
}
