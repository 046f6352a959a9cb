// Package notary stores the two files for signing the audit log: the secret key, which only its owner
// may read, and the newest head that was signed. The head is stored outside the database and its
// backups, so that a database that is reset to an earlier state is detected. The package signs nothing
// itself; package audit does.
package notary

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"example.org/homeward/internal/audit"
)

// The errors of the files.
var (
	ErrLooseFile   = errors.New("other accounts can read the key; it must belong to the account of this process, with mode 0600 or 0400")
	ErrDevelopment = errors.New("the key of the audit log is for development; make another with: homeward audit key --make FILE")
)

// DevelopmentOrigin returns the origin of the log of homeward dev. Its key signs for no other.
func DevelopmentOrigin() string { return audit.Origin("dev") }

// MakeLogKey makes a new key pair for the log of an origin, with the secret key in one new file and the
// public key in another. It never overwrites a file.
func MakeLogKey(secretFile, publicFile, origin string) (public string, err error) {
	secret, public, err := audit.NewKey(origin)
	if err != nil {
		return "", err
	}
	return public, write(secretFile, secret, publicFile, public)
}

// MakeWitnessKey does the same for a witness.
func MakeWitnessKey(secretFile, publicFile, name string) (public string, err error) {
	secret, public, err := audit.NewWitness(name)
	if err != nil {
		return "", err
	}
	return public, write(secretFile, secret, publicFile, public)
}

func write(secretFile, secret, publicFile, public string) error {
	for _, one := range []struct {
		path, text string
		mode       fs.FileMode
	}{{secretFile, secret, 0o600}, {publicFile, public, 0o644}} {
		file, err := os.OpenFile(one.path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, one.mode)
		if err != nil {
			return fmt.Errorf("make key: %w", err)
		}
		_, err = file.WriteString(one.text + "\n")
		if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
			return fmt.Errorf("make key: %w", err)
		}
	}
	return nil
}

// Open opens the notary with the secret key in keyFile. The notary stores the newest head in keptFile,
// and continues from the head there. Unless development is true, it returns ErrDevelopment for a key
// that was made for development. The error never quotes a key.
func Open(keyFile, keptFile string, development bool) (*audit.Notary, error) {
	secret, err := ReadSecret(keyFile)
	if err != nil {
		return nil, err
	}
	n, err := audit.NewNotary(secret)
	if err != nil {
		return nil, fmt.Errorf("open key of the audit log %s: %w", keyFile, err)
	}
	if !development && n.Key().Name() == DevelopmentOrigin() {
		return nil, fmt.Errorf("open key of the audit log %s: %w", keyFile, ErrDevelopment)
	}
	last, err := ReadHead(keptFile)
	if err != nil {
		return nil, err
	}
	if err := n.Keep(last, func(signed string) error { return WriteHead(keptFile, signed) }); err != nil {
		return nil, fmt.Errorf("read stored head %s: %w", keptFile, err)
	}
	return n, nil
}

// maxFile is the largest size of a key or a head, in bytes.
const maxFile = 64 << 10

// ReadSecret reads a secret key. It returns ErrLooseFile if other accounts can read the file: with a
// copy of the key an attacker can sign any log.
func ReadSecret(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("open key: %w", err)
	}
	defer func() { _ = file.Close() }() // only read
	info, err := file.Stat()
	if err != nil {
		return "", fmt.Errorf("open key: %w", err)
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !info.Mode().IsRegular() || info.Mode().Perm()&0o077 != 0 || !ok || int(owner.Uid) != os.Geteuid() {
		return "", fmt.Errorf("open key %s: %w", path, ErrLooseFile)
	}
	text, err := io.ReadAll(io.LimitReader(file, maxFile))
	if err != nil {
		return "", fmt.Errorf("read key: %w", err)
	}
	return string(bytes.TrimSpace(text)), nil
}

// ReadHead reads the head in a file; "" if there is none yet.
func ReadHead(path string) (string, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read stored head: %w", err)
	}
	return string(text), nil
}

// WriteHead replaces the head in a file. If the machine stops meanwhile, the file has the old head or
// the new one.
func WriteHead(path, signed string) error {
	dir, name := filepath.Split(path)
	file, err := os.CreateTemp(dir, name+".*")
	if err != nil {
		return fmt.Errorf("store head: %w", err)
	}
	_, err = file.WriteString(signed)
	if err = errors.Join(err, file.Sync(), file.Close()); err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("store head: %w", err), os.Remove(file.Name()))
	}
	return nil
}
