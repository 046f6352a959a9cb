package config

// Audit names the keys of the audit log.
type Audit struct {
	// KeyFile holds the secret key of the log, which only the worker has.
	KeyFile string
	// KeptFile holds the newest signed head: outside of the database and its backups, so that a reset
	// to an older state is detected.
	KeptFile string
	// Public is the public key of the log, which the API serves, or @ and the file that holds it. It
	// is not a secret.
	Public string
	// Witnesses is a file that lists the agencies that countersign; "" for none.
	Witnesses string
}

func (r *reader) audit(needSecret, needPublic bool) Audit {
	a := Audit{
		KeyFile: r.text("HOMEWARD_AUDIT_KEY_FILE", ""), KeptFile: r.text("HOMEWARD_AUDIT_KEPT_FILE", ""),
		Public: r.text("HOMEWARD_AUDIT_PUBLIC", ""), Witnesses: r.text("HOMEWARD_WITNESSES", ""),
	}
	if needSecret && a.KeyFile == "" {
		r.fail("HOMEWARD_AUDIT_KEY_FILE is missing: the file with the key that signs the audit log (homeward audit key --make FILE)")
	}
	if needSecret && a.KeptFile == "" {
		r.fail("HOMEWARD_AUDIT_KEPT_FILE is missing: the file for the newest head of the audit log, outside of the database and its backups")
	}
	if needPublic && a.Public == "" {
		r.fail("HOMEWARD_AUDIT_PUBLIC is missing: the public key of the audit log, or @ and the file that holds it")
	}
	return a
}
