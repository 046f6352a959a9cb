package config

// Audit says what the audit log is signed with and verified by.
type Audit struct {
	// KeyFile holds the secret key of the log, which the worker alone has.
	KeyFile string
	// KeptFile is where the newest head that was signed is kept: outside of the database and its
	// backups, so that a restored older state is found.
	KeptFile string
	// Public is the public key of the log, which the API serves, or @ and the file that holds it. It
	// is not secret.
	Public string
	// Witnesses is a file that lists the agencies that countersign; "" for none.
	Witnesses string
}

func (r *reader) audit(signs, shows bool) Audit {
	a := Audit{
		KeyFile: r.text("HOMEWARD_AUDIT_KEY_FILE", ""), KeptFile: r.text("HOMEWARD_AUDIT_KEPT_FILE", ""),
		Public: r.text("HOMEWARD_AUDIT_PUBLIC", ""), Witnesses: r.text("HOMEWARD_WITNESSES", ""),
	}
	if signs && a.KeyFile == "" {
		r.fail("HOMEWARD_AUDIT_KEY_FILE is missing: the file with the key that signs the audit log (homeward audit key --make FILE)")
	}
	if signs && a.KeptFile == "" {
		r.fail("HOMEWARD_AUDIT_KEPT_FILE is missing: where the newest head of the audit log is kept, outside of the database and its backups")
	}
	if shows && a.Public == "" {
		r.fail("HOMEWARD_AUDIT_PUBLIC is missing: the public key of the audit log, or @ and the file that holds it")
	}
	return a
}
