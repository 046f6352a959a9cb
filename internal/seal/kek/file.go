package kek

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"

	"example.org/homeward/internal/seal"
)

// The errors of key files.
var (
	ErrNoFile      = errors.New("there is no key file")
	ErrLooseFile   = errors.New("other accounts can read the key file; it must belong to the account of this process, with mode 0600 or 0400")
	ErrDevelopment = errors.New("the key is for development; make another with: homeward keys make")
	ErrNotAKey     = errors.New("the file is not a key file of: homeward keys make")
)

// fileContent is the content of a key file.
type fileContent struct {
	Homeward string `json:"homeward"`
	MadeAt   string `json:"made_at"`
	// Development marks a key that homeward dev has made for itself: no one has decided where to store
	// it, and there may be no copy.
	Development bool            `json:"development,omitempty"`
	Keyset      json.RawMessage `json:"keyset"`
}

// fileType is a field of every key file, so that no other file is taken for one.
const fileType = "key-encryption key"

// maxFile is the largest size of a key file, in bytes.
const maxFile = 64 << 10

// MakeFile makes a new key in a new file, and returns its name. It never overwrites a file: with a key,
// everything that it has wrapped would be lost.
func MakeFile(path string, at time.Time, development bool) (name string, err error) {
	handle, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return "", errors.New("make key-encryption key: the library failed")
	}
	var secret bytes.Buffer
	if err := insecurecleartextkeyset.Write(handle, keyset.NewJSONWriter(&secret)); err != nil {
		return "", errors.New("make key-encryption key: the library failed")
	}
	text, err := json.MarshalIndent(fileContent{
		Homeward: fileType, MadeAt: at.UTC().Format(time.RFC3339), Development: development, Keyset: secret.Bytes(),
	}, "", " ")
	if err != nil {
		return "", errors.New("make key-encryption key: it cannot be encoded")
	}
	if err := write(path, append(text, '\n')); err != nil {
		return "", fmt.Errorf("make key-encryption key: %w", err)
	}
	return nameOf(handle), nil
}

// write writes a new file, and syncs it and its directory to the disk.
func write(path string, text []byte) (err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(path))
		}
	}()
	if _, err := file.Write(text); err != nil {
		return errors.Join(err, file.Close())
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// OpenFile opens the key in a file. It returns ErrLooseFile if other accounts can read the file: a copy
// of the key opens everything as long as the key is in use.
func OpenFile(path string, development bool) (seal.KEK, error) {
	text, err := read(path)
	if err != nil {
		return nil, fmt.Errorf("open key-encryption key %s: %w", path, err)
	}
	handle, err := parse(text, development)
	if err != nil {
		return nil, fmt.Errorf("open key-encryption key %s: %w", path, err)
	}
	cipher, err := aead.New(handle)
	if err != nil {
		return nil, fmt.Errorf("open key-encryption key %s: %w", path, ErrNotAKey)
	}
	return &file{name: nameOf(handle), cipher: cipher}, nil
}

func read(path string) (text []byte, err error) {
	file, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) // a pipe would block for ever
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoFile
	}
	if err != nil {
		return nil, errors.New("the file cannot be read")
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, ErrNotAKey
	}
	if info.Mode().Perm()&0o177 != 0 || !ours(info) {
		return nil, ErrLooseFile
	}
	text, err = io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil || len(text) > maxFile {
		return nil, ErrNotAKey
	}
	return text, nil
}

// ours reports whether a file belongs to the account of this process, or to root.
func ours(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && (stat.Uid == 0 || int64(stat.Uid) == int64(os.Geteuid()))
}

// parse parses a key file. Its errors do not quote the text, which is secret.
func parse(text []byte, development bool) (*keyset.Handle, error) {
	var c fileContent
	if err := json.Unmarshal(text, &c); err != nil || c.Homeward != fileType {
		return nil, ErrNotAKey
	}
	if c.Development && !development {
		return nil, ErrDevelopment
	}
	handle, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(c.Keyset)))
	if err != nil || handle.Len() != 1 {
		return nil, ErrNotAKey
	}
	return handle, nil
}

// nameOf returns a name for a key, from the random ID that the library has given it.
func nameOf(handle *keyset.Handle) string {
	return fmt.Sprintf("%s%08x", inFile, handle.KeysetInfo().GetPrimaryKeyId())
}

// file is a key in the memory of this process.
type file struct {
	name   string
	cipher tink.AEAD
}

func (f *file) Name() string { return f.name }

func (f *file) Under([]byte) string { return f.name }

func (f *file) EncryptWithContext(_ context.Context, plain, ad []byte) ([]byte, error) {
	return f.cipher.Encrypt(plain, ad)
}

func (f *file) DecryptWithContext(_ context.Context, sealed, ad []byte) ([]byte, error) {
	return f.cipher.Decrypt(sealed, ad)
}
