package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// KeyLog is the list of all subjects whose keys were destroyed. It is a file beside the database and in
// none of its backups: a database that is restored from before an erasure has the key again, and the
// log says that it must not be used. It holds random references and instants, and nothing about people.
//
// Each line holds a subject, an instant and a check value over itself and all lines before it, so that
// a modified or deleted line is detected. An incomplete last line belongs to an erasure that was not
// confirmed to anyone; the next write removes it.
type KeyLog struct {
	path string

	mu       sync.Mutex
	subjects []Subject
	known    map[Subject]struct{}
	check    string // of the last line
	read     int64  // the number of bytes that have been read
}

// The errors of a key log.
var (
	ErrNoKeyLog     = errors.New("there is no key log")
	ErrBrokenKeyLog = errors.New("the key log was modified")
)

// MakeKeyLog creates an empty log. It does nothing if the file exists.
func MakeKeyLog(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("make key log: %w", err)
	}
	return errors.Join(file.Sync(), file.Close())
}

// OpenKeyLog reads a log. If the file is missing it returns ErrNoKeyLog, and not an empty log, because
// then the erasures in it would be forgotten.
func OpenKeyLog(path string) (*KeyLog, error) {
	l := &KeyLog{path: path, known: map[Subject]struct{}{}}
	file, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%w at %s", ErrNoKeyLog, path)
	}
	if err != nil {
		return nil, fmt.Errorf("open key log: %w", err)
	}
	if err := l.readNew(file); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return l, file.Close()
}

// Subjects lists the subjects in the log, in the order of their erasure.
func (l *KeyLog) Subjects() []Subject {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.subjects)
}

// Append writes subjects to the log, each once, and returns after they are on the disk. Several
// processes may do so at once.
func (l *KeyLog) Append(at time.Time, subjects ...Subject) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	file, err := os.OpenFile(l.path, os.O_RDWR, 0)
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%w at %s", ErrNoKeyLog, l.path)
	}
	if err != nil {
		return fmt.Errorf("open key log: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil { // released when the file is closed
		return errors.Join(fmt.Errorf("lock key log: %w", err), file.Close())
	}
	return errors.Join(l.append(file, at, subjects), file.Close())
}

func (l *KeyLog) append(file *os.File, at time.Time, subjects []Subject) error {
	if err := l.readNew(file); err != nil {
		return err
	}
	var lines bytes.Buffer
	check := l.check
	var added []Subject
	for _, subject := range subjects {
		if subject == "" || strings.ContainsAny(string(subject), " \n") {
			return errors.New("write key log: a subject is not a reference")
		}
		if _, twice := l.known[subject]; twice || slices.Contains(added, subject) {
			continue
		}
		line := string(subject) + " " + at.UTC().Format(time.RFC3339)
		check = checkOf(check, line)
		lines.WriteString(line + " " + check + "\n")
		added = append(added, subject)
	}
	if len(added) == 0 {
		return nil
	}
	// Bytes after the last complete line were never confirmed.
	if err := file.Truncate(l.read); err != nil {
		return fmt.Errorf("write key log: %w", err)
	}
	if _, err := file.WriteAt(lines.Bytes(), l.read); err != nil {
		return fmt.Errorf("write key log: %w", err)
	}
	if err := file.Sync(); err != nil {
		return fmt.Errorf("write key log: %w", err)
	}
	l.read += int64(lines.Len())
	l.check = check
	l.note(added...)
	return nil
}

// readNew reads the lines that were written since the last read.
func (l *KeyLog) readNew(file *os.File) error {
	if info, err := file.Stat(); err != nil {
		return fmt.Errorf("read key log: %w", err)
	} else if info.Size() < l.read {
		return fmt.Errorf("%w: %s is shorter than it was", ErrBrokenKeyLog, l.path)
	}
	rest, err := io.ReadAll(io.NewSectionReader(file, l.read, 1<<40))
	if err != nil {
		return fmt.Errorf("read key log: %w", err)
	}
	for {
		text, after, whole := bytes.Cut(rest, []byte("\n"))
		if !whole {
			return nil
		}
		subject, check, ok := readLine(l.check, string(text))
		if !ok {
			return fmt.Errorf("%w: %s, line %d", ErrBrokenKeyLog, l.path, len(l.subjects)+1)
		}
		l.check = check
		l.read += int64(len(text)) + 1
		l.note(subject)
		rest = after
	}
}

func (l *KeyLog) note(subjects ...Subject) {
	for _, subject := range subjects {
		l.subjects = append(l.subjects, subject)
		l.known[subject] = struct{}{}
	}
}

// readLine parses a line. before is the check value of the line before it.
func readLine(before, text string) (subject Subject, check string, ok bool) {
	at := strings.LastIndexByte(text, ' ')
	if at < 0 {
		return "", "", false
	}
	line, check := text[:at], text[at+1:]
	name, _, _ := strings.Cut(line, " ")
	return Subject(name), check, name != "" && check == checkOf(before, line)
}

// checkOf returns the check value of a line. before is the check value of the line before it.
func checkOf(before, line string) string {
	sum := sha256.Sum256([]byte(before + "\n" + line))
	return hex.EncodeToString(sum[:8])
}
