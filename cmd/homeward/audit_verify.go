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
	File      string   `placeholder:"FILE" xor:"what" required:"" help:"Verify this file of homeward audit export."`
	Database  bool     `xor:"what" required:"" help:"Verify the database that DATABASE_URL names."`
	Key       []string `required:"" placeholder:"KEY|@FILE" help:"A public key of the log; get it from the people who run the server. Repeat the flag if the log has had several keys."`
	Kept      []string `placeholder:"FILE" help:"A signed head that was kept elsewhere; may be repeated."`
	Witnesses string   `env:"HOMEWARD_WITNESSES" placeholder:"FILE" help:"The agencies that countersign, to check their signatures."`
}

// Help is shown under the usage.
func (c *auditVerify) Help() string {
	return `Computes the tree of hashes again from the events, and compares it with every stored hash, every signed head and every kept head. Each leaf is covered by a matching head, or by the log's signature on the leaf. A row that was changed, deleted or inserted is reported. It needs a few megabytes of memory for a log of any length. With --file it needs only the file.

Only a head that was kept out of reach of this installation can prove that the log was not reset to an earlier state, or rewritten with its own key.

The exit code is 0 if all is sound, and 9 if something was found.`
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
	orphans, err := store.Orphans(ctx)
	report.Findings = append(report.Findings, orphans...)
	return report, err
}

// auditReport prints what was checked, and the findings.
func auditReport(env cli.Env, r audit.Report) {
	env.Printf("%d events, %d signed heads.\n", r.Leaves, r.Heads)
	switch behind := r.Leaves - r.Signed.Size; {
	case r.Leaves == 0:
		env.Printf("The log is empty.\n")
	case behind == 0:
		env.Printf("The newest matching head covers all of them: root %s\n", r.Signed.Root)
	default:
		env.Printf("The newest matching head covers %d of them; the other %d were checked by their own signatures. Root %s\n", r.Signed.Size, behind, r.Signed.Root)
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
		env.Printf("\nThere are more findings, which are not listed.\n")
	}
}

// noRef is the NewRef of a store that opens no cases.
func noRef() casework.Ref { return "" }
