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
	Rotate keysRotateCommand `cmd:"" help:"Encrypt all keys anew under the present key-encryption key, or add new ones."`
	Client cli.KeysClient    `cmd:"" help:"The key with which a program proves who it is to an identity provider."`
	Status keysStatusCommand `cmd:"" help:"Under which key-encryption keys everybody's keys are, and who was erased."`
}

type keysMakeCommand struct {
	File string `arg:"" optional:"" help:"Where the new key goes. A file that is there is never written over."`
	Log  string `placeholder:"FILE" help:"Make an empty key log here as well; one that is there stays as it is."`
}

// Help is shown under the usage.
func (c *keysMakeCommand) Help() string {
	return `Makes a key-encryption key in a file that only this account may read. It encrypts the keys of all cases: who has it and the database can read everything, and who loses it loses everything. Keep a copy where no copy of the database is, and give the file to serve and work with HOMEWARD_KEK=file:FILE.

The key log, HOMEWARD_KEY_LOG, lists who was erased. Keep it, and copies of it, apart from the database and its backups: when a backup is restored it says who must stay erased.`
}

func (c *keysMakeCommand) Run(env cli.Env) error {
	if c.File == "" && c.Log == "" {
		return errors.New("say where: a file for the key, or --log")
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
	Data   bool          `help:"Also add a new key to each keyset, which seals from then on. What was sealed before stays as it is."`
	Unless time.Duration `default:"24h" help:"With --data: leave keysets alone whose newest key is younger than this, so that it can be broken off and run again."`
}

// Help is shown under the usage.
func (c *keysRotateCommand) Help() string {
	return `Encrypts all keysets under HOMEWARD_KEK that are under another key or an older version of it; HOMEWARD_KEK_FORMERLY says which keys open those. It may be broken off at any moment and run again, and runs while Homeward does. When it is done, and the old key is destroyed, no backup from before can be read any more.

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
	env.Printf("%d keysets encrypted anew, %d new keys, %d left as they were, %d erased\n", rotated.Wrapped, rotated.Added, rotated.Left, rotated.Erased)
	for _, subject := range rotated.Failed {
		env.Statusf("No key opens the keyset of %s\n", subject)
	}
	return err
}

type keysStatusCommand struct{}

// Help is shown under the usage.
func (c *keysStatusCommand) Help() string {
	return `Counts keysets by the key-encryption key that they are under, tries whether this process can open them, and compares the key log with the database. It changes nothing.

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
	t := cli.NewTable(env.Out, "KEY-ENCRYPTION KEY", "KEYSETS", "NOT TO BE OPENED")
	for _, under := range slices.Sorted(maps.Keys(found.Under)) {
		t.Row(under, found.Under[under], found.Shut[under])
	}
	t.Flush()
	env.Printf("\nErased: %d, in the key log: %d\n", found.Erased, found.Logged)
	if found.Back > 0 {
		env.Printf("%d who were erased have keys again: this database was restored. Start homeward work, which destroys them.\n", found.Back)
	}
	if found.Unlogged > 0 {
		env.Printf("%d who were erased are not in the key log. Start homeward work, which adds them.\n", found.Unlogged)
	}
	shut := 0
	for _, n := range found.Shut {
		shut += n
	}
	if shut > 0 {
		return fmt.Errorf("%d keysets cannot be opened with HOMEWARD_KEK and HOMEWARD_KEK_FORMERLY", shut)
	}
	return nil
}
