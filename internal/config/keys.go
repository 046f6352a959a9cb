package config

import (
	"net"
	"net/url"
	"strings"

	"example.org/homeward/internal/seal/kek"
)

// Keys name the keys that encrypt personal data. Without a key-encryption key, personal data can
// be neither read nor written; they are never stored in clear.
type Keys struct {
	// KEK names the key-encryption key: file:/path or vault:<mount>/<key>. Formerly names its
	// predecessors, which still decrypt.
	KEK      string
	Formerly []string
	// Log is the file that lists the erased subjects. It MUST NOT be in the backups of the database.
	Log string
	// Vault says how to reach a Vault. The token in it is a secret.
	Vault kek.Vault
}

// kind returns where the key is, file or vault, for the first line of the log.
func (k Keys) kind() string {
	kind, _, _ := strings.Cut(k.KEK, ":")
	return kind
}

func (r *reader) keys(needed bool) Keys {
	k := Keys{
		KEK: r.text("HOMEWARD_KEK", ""), Log: r.text("HOMEWARD_KEY_LOG", ""),
		Vault: kek.Vault{
			Address: r.text("VAULT_ADDR", ""), Token: r.text("VAULT_TOKEN", ""), TokenFile: r.text("VAULT_TOKEN_FILE", ""),
			CACert: r.text("VAULT_CACERT", ""), Namespace: r.text("VAULT_NAMESPACE", ""),
		},
	}
	if formerly := r.text("HOMEWARD_KEK_FORMERLY", ""); formerly != "" {
		k.Formerly = strings.Split(formerly, ",")
	}
	if r.text("HOMEWARD_SEAL", "") != "" {
		r.fail("HOMEWARD_SEAL no longer exists: personal data are always encrypted; HOMEWARD_KEK names the key")
	}
	if needed && k.KEK == "" {
		r.fail("HOMEWARD_KEK is missing: the key that encrypts all other keys, as file:/path (homeward keys make) or vault:<mount>/<key>")
	}
	if needed && k.Log == "" {
		r.fail("HOMEWARD_KEY_LOG is missing: the file that lists the erased subjects, outside of the database and its backups")
	}
	inVault := false
	for _, name := range append([]string{k.KEK}, k.Formerly...) {
		if name != "" && !kek.Valid(name) {
			r.fail("HOMEWARD_KEK and HOMEWARD_KEK_FORMERLY name keys as file:/path or vault:<mount>/<key>, the latter separated by commas")
			break
		}
		inVault = inVault || strings.HasPrefix(name, "vault:")
	}
	if inVault {
		r.vault(k.Vault)
	}
	return k
}

func (r *reader) vault(v kek.Vault) {
	switch address, err := url.Parse(v.Address); {
	case err != nil || address.Host == "" || address.User != nil:
		r.fail("VAULT_ADDR is not an address, as https://host:8200")
	case address.Scheme != "https" && !(address.Scheme == "http" && Loopback(net.JoinHostPort(address.Hostname(), "0"))): //nolint:staticcheck // easier to read than its negation
		r.fail("VAULT_ADDR must be https: keys are sent over this connection")
	}
	switch {
	case v.Token == "" && v.TokenFile == "":
		r.fail("VAULT_TOKEN_FILE or VAULT_TOKEN is missing")
	case v.Token != "" && v.TokenFile != "":
		r.fail("VAULT_TOKEN %w", errTwice)
	}
	if skip := r.text("VAULT_SKIP_VERIFY", ""); skip != "" && skip != "false" && skip != "0" {
		r.fail("VAULT_SKIP_VERIFY is not supported: the certificate of the Vault is always verified; VAULT_CACERT names the certificates of its authority")
	}
}
