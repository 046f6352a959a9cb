package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"mime/multipart"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/wire"
)

// maxFileName is how much of a file's name is kept.
const maxFileName = 200

// UploadList reads a list, keeps it as written, and shows what was recognised. Nothing is
// opened. A file that cannot be a list leaves nothing behind.
func (s *Server) UploadList(ctx context.Context, r wire.UploadListRequestObject) (wire.UploadListResponseObject, error) {
	if _, err := s.operationFor(ctx, r.Operation); err != nil {
		return nil, err
	}
	name, raw, err := upload(r)
	if err != nil {
		return nil, err
	}
	actor := request.From(ctx).Actor.Casework()
	key, err := command.KeyFor(actor.Account, r.Params.IdempotencyKey)
	if err != nil {
		return nil, err
	}
	content, err := s.Rosters.Read(ctx, bytes.NewReader(raw), name, s.rosterOptions(r.Params))
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(raw)
	hash := hex.EncodeToString(sum[:])
	saved, err := s.Record.SaveList(ctx, record.List{
		Ref: s.NewRef(), Operation: r.Operation, Name: name, Author: string(r.Params.Author), Hash: hash, Bytes: int64(len(raw)),
		At: s.Now().UTC(), By: actor, Key: key,
	}, content)
	if err != nil {
		return nil, err
	}
	if saved.Hash != hash || saved.Operation != r.Operation {
		return nil, fault.New(fault.KeyReused, "this key belongs to another request")
	}
	v := listView(saved, true, request.From(ctx).Actor)
	return wire.UploadList201JSONResponse{Body: v, Headers: wire.UploadList201ResponseHeaders{Location: "/lists/" + string(v.Ref)}}, nil
}

func (s *Server) rosterOptions(p wire.UploadListParams) roster.Options {
	day := s.Now()
	if !p.AsOf.IsZero() {
		day = p.AsOf.Time
	}
	return roster.Options{AsOf: civil.DateOf(day, time.UTC), Nationality: string(p.Nationality)}
}

// upload takes the file out of the request, whole or not at all.
func upload(r wire.UploadListRequestObject) (name string, raw []byte, err error) {
	if r.MultipartBody != nil {
		return multipartFile(r.MultipartBody)
	}
	raw, err = readFile(r.Body)
	return "", raw, err
}

// multipartFile finds the one part that is the file. Another part would be passed over
// without a word, so it is refused.
func multipartFile(m *multipart.Reader) (name string, raw []byte, err error) {
	for {
		part, err := m.NextPart()
		if errors.Is(err, io.EOF) && raw != nil {
			return name, raw, nil
		}
		if errors.Is(err, io.EOF) {
			return "", nil, invalid(contract.Mistake{Pointer: "/file", Code: contract.Required})
		}
		if err != nil {
			return "", nil, unread(err)
		}
		switch {
		case part.FormName() != "file":
			return "", nil, invalid(contract.Mistake{Code: contract.Unknown})
		case raw != nil:
			return "", nil, invalid(contract.Mistake{Pointer: "/file", Code: contract.Twice})
		}
		name = fileName(part.FileName())
		if raw, err = readFile(part); err != nil {
			return "", nil, err
		}
	}
}

// readFile reads up to what a list may be; an empty file is an empty slice and not nil.
func readFile(src io.Reader) ([]byte, error) {
	if src == nil {
		return []byte{}, nil
	}
	raw, err := io.ReadAll(io.LimitReader(src, roster.MaxBytes+1))
	switch {
	case err != nil:
		return nil, unread(err)
	case len(raw) > roster.MaxBytes:
		return nil, fault.New(fault.TooLarge, "the file is too large for a list of people; send the table alone, without pictures")
	default:
		return raw, nil
	}
}

// fileName keeps what a person would call the name of a file.
func fileName(sent string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError || unicode.Is(unicode.Bidi_Control, r) { // the last make "csv.exe" look like "exe.csv"
			return -1
		}
		return r
	}, sent[strings.LastIndexAny(sent, `/\`)+1:])
	for len(name) > maxFileName {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return name
}
