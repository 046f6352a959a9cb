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

// What can be wrong with a key file.
var (
	ErrNoFile      = errors.New("there is no key file")
	ErrLooseFile   = errors.New("others may read the key file; it must belong to the account that this runs as, with mode 0600 or 0400")
	ErrDevelopment = errors.New("the key was made for development; make a real one with: homeward keys make")
	ErrNotAKey     = errors.New("the file does not hold a key-encryption key as homeward keys make writes it")
)

// content is what stands in a key file.
type content struct {
	Homeward string `json:"homeward"`
	MadeAt   string `json:"made_at"`
	// Development marks a key that homeward dev has made for itself: nobody has thought of
	// where it is kept, and whether there is a copy.
	Development bool            `json:"development,omitempty"`
	Keyset      json.RawMessage `json:"keyset"`
}

// whatItIs stands in every key file, so that no other file is taken for one.
const whatItIs = "key-encryption key"

// largest is the most that a key file may hold, in bytes.
const largest = 64 << 10

// MakeFile makes a new key in a new file, and gives its name. A file that is there is never
// written over: with a key everything is lost that it has wrapped.
func MakeFile(path string, at time.Time, development bool) (name string, err error) {
	handle, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return "", errors.New("make key-encryption key: the library cannot")
	}
	var secret bytes.Buffer
	if err := insecurecleartextkeyset.Write(handle, keyset.NewJSONWriter(&secret)); err != nil {
		return "", errors.New("make key-encryption key: the library cannot")
	}
	text, err := json.MarshalIndent(content{
		Homeward: whatItIs, MadeAt: at.UTC().Format(time.RFC3339), Development: development, Keyset: secret.Bytes(),
	}, "", " ")
	if err != nil {
		return "", errors.New("make key-encryption key: it cannot be written down")
	}
	if err := write(path, append(text, '\n')); err != nil {
		return "", fmt.Errorf("make key-encryption key: %w", err)
	}
	return nameOf(handle), nil
}

// write writes a new file to the disk, its name in its directory too.
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

// OpenFile opens the key in a file. One that others may read is ErrLooseFile: whoever has
// copied it can read everything for as long as it is in use.
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
	file, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) // a pipe would wait for ever
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoFile
	}
	if err != nil {
		return nil, errors.New("it cannot be read")
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, ErrNotAKey
	}
	if info.Mode().Perm()&0o177 != 0 || !ours(info) {
		return nil, ErrLooseFile
	}
	text, err = io.ReadAll(io.LimitReader(file, largest+1))
	if err != nil || len(text) > largest {
		return nil, ErrNotAKey
	}
	return text, nil
}

// ours reports whether a file belongs to the account that this process runs as, or to root.
func ours(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && (stat.Uid == 0 || int64(stat.Uid) == int64(os.Geteuid()))
}

// parse reads a key. Nothing of the text, which is a secret, is repeated in an error.
func parse(text []byte, development bool) (*keyset.Handle, error) {
	var c content
	if err := json.Unmarshal(text, &c); err != nil || c.Homeward != whatItIs {
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

// nameOf names a key by the random number that the library has given it.
func nameOf(handle *keyset.Handle) string {
	return fmt.Sprintf("%s%08x", inFile, handle.KeysetInfo().GetPrimaryKeyId())
}

// file is a key that this process holds in memory.
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
