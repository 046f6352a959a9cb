// Package notary keeps two files for signing the audit log: the secret key, which only its owner
// may read, and the newest head that was signed, which is outside the database and its backups
// so that a restored older state is found. It signs
// nothing itself; package audit does.
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
	ErrLooseFile   = errors.New("others may read the key; it must belong to the account that this runs as, with mode 0600 or 0400")
	ErrDevelopment = errors.New("the key of the audit log was made for development; make a real one with: homeward audit key --make FILE")
)

// DevelopmentOrigin is the name of the log of homeward dev. Its key signs for no other.
func DevelopmentOrigin() string { return audit.Origin("dev") }

// Make makes a new key for the log of an origin: the secret one in a new file, the public one
// in another. A file that is there is never written over.
func Make(secretFile, publicFile, origin string) (public string, err error) {
	secret, public, err := audit.NewKey(origin)
	if err != nil {
		return "", err
	}
	return public, write(secretFile, secret, publicFile, public)
}

// MakeWitness does the same for a witness of a name.
func MakeWitness(secretFile, publicFile, name string) (public string, err error) {
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

// Open opens the notary whose secret key is in a file, and has it keep the newest head in
// another, from which it also goes on. Outside of development a key that was made for that is
// ErrDevelopment. The error never repeats a key.
func Open(keyFile, keptFile string, development bool) (*audit.Notary, error) {
	secret, err := Secret(keyFile)
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
	last, err := Kept(keptFile)
	if err != nil {
		return nil, err
	}
	if err := n.Keep(last, func(signed string) error { return Keep(keptFile, signed) }); err != nil {
		return nil, fmt.Errorf("read kept head %s: %w", keptFile, err)
	}
	return n, nil
}

// largest is the most that a key or a head may hold, in bytes.
const largest = 64 << 10

// Secret reads a secret key. A file that others may read is ErrLooseFile: with a copy of it an
// attacker can sign any log.
func Secret(path string) (string, error) {
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
	text, err := io.ReadAll(io.LimitReader(file, largest))
	if err != nil {
		return "", fmt.Errorf("read key: %w", err)
	}
	return string(bytes.TrimSpace(text)), nil
}

// Kept reads the head that was kept in a file; "" when there is none yet.
func Kept(path string) (string, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read kept head: %w", err)
	}
	return string(text), nil
}

// Keep keeps a head in a file, in the place of the one before: either the one is there or the
// other, whenever the machine stops.
func Keep(path, signed string) error {
	dir, name := filepath.Split(path)
	file, err := os.CreateTemp(dir, name+".*")
	if err != nil {
		return fmt.Errorf("keep head: %w", err)
	}
	_, err = file.WriteString(signed)
	if err = errors.Join(err, file.Sync(), file.Close()); err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("keep head: %w", err), os.Remove(file.Name()))
	}
	return nil
}
