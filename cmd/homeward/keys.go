package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"time"

	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/kek"
)

type keysGroup struct {
	Make   keysMakeCommand   `cmd:"" help:"Make a key-encryption key, or an empty key log."`
	Rotate keysRotateCommand `cmd:"" help:"Encrypt all keys again with the present key-encryption key, or add new ones."`
	Client cli.KeysClient    `cmd:"" help:"The key with which a program authenticates at an identity provider."`
	Status keysStatusCommand `cmd:"" help:"Which key-encryption keys are in use, and how many subjects are erased."`
}

type keysMakeCommand struct {
	File string `arg:"" optional:"" help:"The file for the new key. An existing file is never overwritten."`
	Log  string `placeholder:"FILE" help:"Also make an empty key log in this file; an existing one is not changed."`
}

// Help is shown under the usage.
func (c *keysMakeCommand) Help() string {
	return `Makes a key-encryption key in a file that only this account may read. It encrypts the keys of all cases: with it and the database everything can be read, and without it everything is lost. Keep a copy apart from all copies of the database, and give the file to serve and work with HOMEWARD_KEK=file:FILE.

The key log, HOMEWARD_KEY_LOG, lists the erased subjects. Keep it, and copies of it, apart from the database and its backups: after a restore it says which subjects must be erased again.`
}

func (c *keysMakeCommand) Run(env cli.Env) error {
	if c.File == "" && c.Log == "" {
		return errors.New("name a file for the key, or --log")
	}
	if c.Log != "" {
		if err := seal.MakeKeyLog(c.Log); err != nil {
			return err
		}
		env.Printf("The key log is %s\n", c.Log)
	}
	if c.File == "" {
		return nil
	}
	name, err := kek.MakeFile(c.File, env.Now(), false)
	if err != nil {
		return err
	}
	env.Printf("Made the key %s in %s\n", name, c.File)
	return nil
}

type keysRotateCommand struct {
	Data   bool          `help:"Also add a new key to each keyset, which encrypts from then on. Data that are already encrypted do not change."`
	Unless time.Duration `default:"24h" help:"With --data: skip keysets whose newest key is younger than this, so that the command can be interrupted and repeated."`
}

// Help is shown under the usage.
func (c *keysRotateCommand) Help() string {
	return `Encrypts all keysets with HOMEWARD_KEK that are encrypted with another key or an older version of it; HOMEWARD_KEK_FORMERLY names the keys that decrypt those. It can be interrupted at any moment and repeated, and may run while Homeward does. When it is done and the old key is destroyed, no earlier backup can be read.

Variables: DATABASE_URL, HOMEWARD_KEK, HOMEWARD_KEK_FORMERLY, HOMEWARD_KEY_LOG, VAULT_ADDR, VAULT_TOKEN_FILE, VAULT_CACERT, VAULT_NAMESPACE.`
}

func (c *keysRotateCommand) Run(ctx context.Context, env cli.Env) error {
	box, err := keyringFromEnv(env)
	if err != nil {
		return err
	}
	defer func() { _ = box.close() }()
	if err := box.replay(ctx, newLogger(env, slog.LevelInfo)); err != nil {
		return err
	}
	done := 0
	rotated, err := seal.Rotation{
		Store: box.store, KEKs: box.keks, Now: env.Now, Data: c.Data, Since: env.Now().Add(-c.Unless),
		Progress: func(seal.Rotated) {
			if done++; done%1000 == 0 {
				env.Statusf("%d keysets ...\n", done)
			}
		},
	}.Run(ctx)
	env.Printf("%d keysets encrypted again, %d new keys, %d unchanged, %d erased\n", rotated.Wrapped, rotated.Added, rotated.Unchanged, rotated.Erased)
	for _, subject := range rotated.Failed {
		env.Statusf("No key opens the keyset of %s\n", subject)
	}
	return err
}

type keysStatusCommand struct{}

// Help is shown under the usage.
func (c *keysStatusCommand) Help() string {
	return `Counts keysets by their key-encryption key, checks whether this process can decrypt them, and compares the key log with the database. It changes nothing.

Variables: as for homeward keys rotate.`
}

func (c *keysStatusCommand) Run(ctx context.Context, env cli.Env) error {
	box, err := keyringFromEnv(env)
	if err != nil {
		return err
	}
	defer func() { _ = box.close() }()
	found, err := seal.Survey(ctx, box.store, box.keks, box.log)
	if err != nil {
		return err
	}
	t := cli.NewTable(env.Out, "KEY-ENCRYPTION KEY", "KEYSETS", "CANNOT BE DECRYPTED")
	for _, under := range slices.Sorted(maps.Keys(found.ByKEK)) {
		t.Row(under, found.ByKEK[under], found.Unreadable[under])
	}
	t.Flush()
	env.Printf("\nErased: %d, in the key log: %d\n", found.Erased, found.Logged)
	if found.Restored > 0 {
		env.Printf("%d erased subjects have keys again: this database was restored. Start homeward work, which destroys them.\n", found.Restored)
	}
	if found.Unlogged > 0 {
		env.Printf("%d erased subjects are not in the key log. Start homeward work, which adds them.\n", found.Unlogged)
	}
	shut := 0
	for _, n := range found.Unreadable {
		shut += n
	}
	if shut > 0 {
		return fmt.Errorf("%d keysets cannot be decrypted with HOMEWARD_KEK and HOMEWARD_KEK_FORMERLY", shut)
	}
	return nil
}
