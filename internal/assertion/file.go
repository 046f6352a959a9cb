package assertion

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// maxFile is the largest size of a key file, in bytes.
const maxFile = 16 << 10

// Errors of reading a key file.
var (
	ErrNoFile    = errors.New("there is no such file")
	ErrLooseFile = errors.New("others may read the file; it must belong to the account that this runs as, with mode 0600 or 0400")
)

// ReadPrivate returns the content of a key file. It returns ErrNoFile if there is none, and
// ErrLooseFile if other accounts may read it.
func ReadPrivate(path string) ([]byte, error) {
	file, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, ErrNoFile
	case err != nil:
		return nil, errors.New("the file cannot be read")
	}
	defer file.Close() //nolint:errcheck // it is only read
	info, err := file.Stat()
	switch {
	case err != nil || !info.Mode().IsRegular():
		return nil, errors.New("it is not a regular file")
	case info.Mode().Perm()&0o077 != 0:
		return nil, ErrLooseFile
	}
	content, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil || len(content) > maxFile {
		return nil, errors.New("the file cannot be read, or is too large")
	}
	return content, nil
}

// MakeFile writes a new key to a new file that only this account may read. It returns
// fs.ErrExist if the file exists.
func MakeFile(path string) error {
	content, err := Make()
	if err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("make key file: %w", err)
	}
	_, err = file.Write(content)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return errors.Join(fmt.Errorf("make key file: %w", err), os.Remove(path))
	}
	return nil
}

// LoadOrMake returns the key in a file, as Parse reads it. It makes the file, with a new key,
// if there is none.
func LoadOrMake(path, id string) (*Key, error) {
	if err := MakeFile(path); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	content, err := ReadPrivate(path)
	if err != nil {
		return nil, fmt.Errorf("read key: %w", err)
	}
	return Parse(content, id)
}
