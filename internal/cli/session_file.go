package cli

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

// sessionFiles keeps the tokens of sessions in the user's configuration directory: one file for
// each server and each persona. A token is as good as a signature, so a file that others may
// read is refused.
type sessionFiles struct{ dir string }

// sessionFiles returns the user's session files. The directory is made with the first token.
func (env Env) sessionFiles() (sessionFiles, error) {
	base := env.Getenv("XDG_CONFIG_HOME")
	if home := env.Getenv("HOME"); base == "" && home != "" {
		base = filepath.Join(home, ".config")
	}
	if !filepath.IsAbs(base) {
		return sessionFiles{}, fault.New(fault.Invalid, "there is no place to keep a session in: set HOME or XDG_CONFIG_HOME to a directory")
	}
	return sessionFiles{filepath.Join(base, "homeward", "sessions")}, nil
}

// file returns the path of a token. The name reveals neither the server nor the persona.
func (s sessionFiles) file(server, persona string) string {
	sum := sha256.Sum256([]byte(strings.TrimRight(server, "/") + "\n" + persona))
	return filepath.Join(s.dir, hex.EncodeToString(sum[:12]))
}

// token returns a token, or "" if there is none. persona is "" for the session of homeward login.
func (s sessionFiles) token(server, persona string) (string, error) {
	file := s.file(server, persona)
	info, err := os.Lstat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil:
		return "", errors.New("the session cannot be read from the configuration directory")
	case !info.Mode().IsRegular() || info.Mode().Perm()&0o077 != 0:
		return "", fault.New(fault.Invalid, "others may read the session file: remove "+file+" and sign in again")
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return "", errors.New("the session cannot be read from the configuration directory")
	}
	return strings.TrimSpace(string(content)), nil
}

// save writes a token atomically: a concurrent reader finds the old one or the new one.
func (s sessionFiles) save(server, persona, token string) error {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return fmt.Errorf("save session: %w", err)
	}
	fresh, err := os.CreateTemp(s.dir, ".new-*") // 0600
	if err != nil {
		return fmt.Errorf("save session: %w", err)
	}
	_, err = fresh.WriteString(token + "\n")
	if err = errors.Join(err, fresh.Close()); err == nil {
		err = os.Rename(fresh.Name(), s.file(server, persona))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("save session: %w", err), os.Remove(fresh.Name()))
	}
	return nil
}

// remove deletes a token; it is not an error if there is none.
func (s sessionFiles) remove(server, persona string) error {
	if err := os.Remove(s.file(server, persona)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove session: %w", err)
	}
	return nil
}
