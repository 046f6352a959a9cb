package audit

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Exported is a log in the form of Export. Open opens the file at its beginning each time.
type Exported struct {
	Open func() (io.ReadCloser, error)
}

// ErrExport means that a file is not a complete export. The error does not quote it.
var ErrExport = errors.New("not a whole export of an audit log")

// The largest parts of an export: an event has some hundreds of bytes, a head the length of its
// signatures.
const (
	longestPiece = 1 << 16
	longestLine  = 512
)

// Items iterates over an export; see Source. It returns ErrExport if the export is incomplete.
func (x Exported) Items(ctx context.Context, from int64) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		file, err := x.Open()
		if err != nil {
			yield(Item{}, err)
			return
		}
		defer func() { _ = file.Close() }() // only read
		r := exportReader{r: bufio.NewReaderSize(file, 1<<16)}
		if r.line() != exportHeading[:len(exportHeading)-1] {
			yield(Item{}, ErrExport)
			return
		}
		begun := from == 0
		for {
			item, more := r.next()
			switch {
			case r.err != nil:
				yield(Item{}, r.err)
				return
			case ctx.Err() != nil:
				yield(Item{}, ctx.Err())
				return
			case !more:
				return
			case item.Leaf != nil:
				begun = begun || item.Leaf.Index >= from
			}
			if begun && !yield(item, nil) {
				return
			}
		}
	}
}

type exportReader struct {
	r             *bufio.Reader
	leaves, heads int64
	err           error
}

// line reads a line without its end; "" if there is none.
func (r *exportReader) line() string {
	raw, err := r.r.ReadSlice('\n')
	if err != nil || len(raw) > longestLine {
		r.err = ErrExport
		return ""
	}
	return string(raw[:len(raw)-1])
}

// next reads a leaf or a head; more is false at the end.
func (r *exportReader) next() (item Item, more bool) {
	words := strings.Split(r.line(), " ")
	switch {
	case r.err != nil:
	case words[0] == "leaf" && len(words) == 6:
		r.leaves++
		l := &Leaf{Index: r.number(words[1]), Row: r.number(words[2]), Hash: r.hash(words[4])}
		if size := r.number(words[3]); size >= 0 {
			l.Record = r.bytes(size)
		}
		if words[5] != "-" {
			signature, err := base64.StdEncoding.DecodeString(words[5])
			if err != nil {
				r.err = ErrExport
			}
			l.Signature = signature
		}
		return Item{Leaf: l}, true
	case words[0] == "head" && len(words) == 2:
		r.heads++
		return Item{Head: string(r.bytes(r.number(words[1])))}, true
	case words[0] == "end" && len(words) == 3:
		if r.number(words[1]) != r.leaves || r.number(words[2]) != r.heads {
			r.err = ErrExport
		}
		if _, err := r.r.ReadByte(); err != io.EOF {
			r.err = ErrExport
		}
		return Item{}, false
	default:
		r.err = ErrExport
	}
	return Item{}, false
}

func (r *exportReader) number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || strconv.FormatInt(n, 10) != text {
		r.err = ErrExport
	}
	return n
}

func (r *exportReader) hash(text string) tlog.Hash {
	h, err := tlog.ParseHash(text)
	if err != nil {
		r.err = ErrExport
	}
	return h
}

func (r *exportReader) bytes(size int64) []byte {
	if r.err != nil || size < 0 || size > longestPiece {
		r.err = ErrExport
		return nil
	}
	out := make([]byte, size)
	if _, err := io.ReadFull(r.r, out); err != nil {
		r.err = ErrExport
	}
	return out
}
