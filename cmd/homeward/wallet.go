package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"example.org/homeward/internal/fault"
)

// wallet keeps the tokens of sessions in the user's own configuration directory, one file for
// each server and each of those that one is there. A token is as good as a signature: nobody
// else may read the files, and one that others could read is not used.
type wallet struct{ dir string }

// wallet is the user's; it is made when something is put into it.
func (w world) wallet() (wallet, error) {
	base := w.getenv("XDG_CONFIG_HOME")
	if home := w.getenv("HOME"); base == "" && home != "" {
		base = filepath.Join(home, ".config")
	}
	if !filepath.IsAbs(base) {
		return wallet{}, fault.New(fault.Invalid, "there is no place to keep a session in: neither HOME nor XDG_CONFIG_HOME names a directory")
	}
	return wallet{filepath.Join(base, "homeward", "sessions")}, nil
}

// file is where the token of somebody on a server is kept. Its name tells neither.
func (a wallet) file(server, who string) string {
	sum := sha256.Sum256([]byte(strings.TrimRight(server, "/") + "\n" + who))
	return filepath.Join(a.dir, hex.EncodeToString(sum[:12]))
}

// token reads a token; "" when there is none.
func (a wallet) token(server, who string) (string, error) {
	file := a.file(server, who)
	info, err := os.Lstat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil:
		return "", errors.New("the session cannot be read from the configuration directory")
	case !info.Mode().IsRegular() || info.Mode().Perm()&0o077 != 0:
		return "", fault.New(fault.Invalid, "others may read the file of the session: remove "+file+" and sign in again")
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return "", errors.New("the session cannot be read from the configuration directory")
	}
	return strings.TrimSpace(string(content)), nil
}

// keep keeps a token, in one step: who reads meanwhile finds the old one or the new one.
func (a wallet) keep(server, who, token string) error {
	if err := os.MkdirAll(a.dir, 0o700); err != nil {
		return fmt.Errorf("keep session: %w", err)
	}
	fresh, err := os.CreateTemp(a.dir, ".new-*") // 0600
	if err != nil {
		return fmt.Errorf("keep session: %w", err)
	}
	_, err = fresh.WriteString(token + "\n")
	if err = errors.Join(err, fresh.Close()); err == nil {
		err = os.Rename(fresh.Name(), a.file(server, who))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("keep session: %w", err), os.Remove(fresh.Name()))
	}
	return nil
}

// drop forgets a token; one that is not there is no trouble.
func (a wallet) drop(server, who string) error {
	if err := os.Remove(a.file(server, who)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("forget session: %w", err)
	}
	return nil
}
