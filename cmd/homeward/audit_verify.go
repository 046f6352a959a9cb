package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/notary"
)

type auditVerify struct {
	File      string   `placeholder:"FILE" xor:"what" required:"" help:"An export of homeward audit export."`
	Database  bool     `xor:"what" required:"" help:"The database that DATABASE_URL names."`
	Key       []string `required:"" placeholder:"KEY|@FILE" help:"The public key of the log, which you have from elsewhere; more than one when it was given a new one."`
	Kept      []string `placeholder:"FILE" help:"A signed head that was kept elsewhere; as often as you have one."`
	Witnesses string   `env:"HOMEWARD_WITNESSES" placeholder:"FILE" help:"The agencies that countersign, to tell which head has such signatures."`
}

// Help is shown under the usage.
func (c *auditVerify) Help() string {
	return `Computes the tree of hashes anew from the events, and compares it with every stored hash, every signed head and every head that was kept. Each leaf is covered by a head that fits, or by the log's signature on the leaf itself. A row that was changed, dropped or put in is named, whoever did it. It needs a few megabytes of memory, however long the log is. With --file it needs nothing but the file.

Only a head that was kept where this installation cannot reach tells whether the log was put back to an earlier state, or written anew with its own key.

It ends with code 0 when all is sound, and with 9 when something was found.`
}

// tampered returns the error of a log that is not what was signed.
func tampered(findings int) error {
	if findings == 1 {
		return &cli.ExitError{Code: cli.ExitTampered, Text: "This is NOT what was signed: one finding."}
	}
	return &cli.ExitError{Code: cli.ExitTampered, Text: fmt.Sprintf("This is NOT what was signed: %d findings.", findings)}
}

func (c *auditVerify) Run(ctx context.Context, env cli.Env) error {
	check, err := c.check(env)
	if err != nil {
		return err
	}
	report, err := c.verify(ctx, env, check)
	if err != nil {
		return err
	}
	auditReport(env, report)
	if !report.Sound() {
		return tampered(len(report.Findings))
	}
	return nil
}

func (c *auditVerify) check(env cli.Env) (audit.Check, error) {
	check := audit.Check{Progress: func(leaves int64) {
		if leaves%100_000 == 0 {
			env.Statusf("%d events ...\n", leaves)
		}
	}}
	for _, text := range c.Key {
		key, err := notary.ReadPublic(text)
		if err != nil {
			return check, err
		}
		check.Keys = append(check.Keys, key)
	}
	for _, path := range c.Kept {
		content, err := os.ReadFile(path)
		if err != nil {
			return check, fmt.Errorf("read kept head: %w", err)
		}
		check.Kept = append(check.Kept, string(content))
	}
	var err error
	check.Witnesses, err = notary.ReadWitnesses(c.Witnesses)
	return check, err
}

func (c *auditVerify) verify(ctx context.Context, env cli.Env, check audit.Check) (audit.Report, error) {
	if c.File != "" {
		return audit.Verify(ctx, audit.Exported{Open: func() (io.ReadCloser, error) { return os.Open(c.File) }}, check)
	}
	store, err := auditLog(ctx, env)
	if err != nil {
		return audit.Report{}, err
	}
	defer func() { _ = store.Close() }()
	report, err := audit.Verify(ctx, store.AuditSource(), check)
	if err != nil {
		return report, err
	}
	strays, err := store.Orphans(ctx)
	report.Findings = append(report.Findings, strays...)
	return report, err
}

// auditReport tells what was checked, and then what was found.
func auditReport(env cli.Env, r audit.Report) {
	env.Printf("%d events, %d signed heads.\n", r.Leaves, r.Heads)
	switch behind := r.Leaves - r.Signed.Size; {
	case r.Leaves == 0:
		env.Printf("There is nothing in this log.\n")
	case behind == 0:
		env.Printf("The newest head that fits counts all of them: root %s\n", r.Signed.Root)
	default:
		env.Printf("The newest head that fits counts %d of them; the other %d were checked by their own signatures. Root %s\n", r.Signed.Size, behind, r.Signed.Root)
	}
	for _, by := range r.By {
		env.Printf("%s has countersigned the first %d on %s.\n", by.Witness.Agency, r.Countersigned.Size, by.At.Format("2006-01-02 15:04:05 UTC"))
	}
	if r.Sound() {
		env.Printf("Everything is as it was signed.\n")
		return
	}
	for _, f := range r.Findings {
		env.Printf("\n%s\n", f)
	}
	if r.More {
		env.Printf("\nThere is more, which is not named.\n")
	}
}

// noRef is for a store that opens no cases.
func noRef() casework.Ref { return "" }
