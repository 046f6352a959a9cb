package rescues

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/usecase/act"
)

// Upload is an uploaded list.
type Upload struct {
	Operation   casework.Ref
	FileName    string // "" for none
	Content     []byte
	Author      string     // who wrote the list, by a code
	AsOf        civil.Date // the date of the list; zero is today in UTC
	Nationality string     // of all people on it, if there is no such column; "" for unknown
	Sheet       int        // the number of the only sheet of a workbook to read; 0 for the choice of the program
}

// UploadList parses a list, stores it as written, and returns what was recognised. It opens no case. If
// the file is not a list, nothing is stored. content is called only after policy has allowed the upload.
func (s *Rescues) UploadList(ctx context.Context, key string, operation casework.Ref, content func() (Upload, error)) (List, error) {
	return act.Run(ctx, s.core, policy.UploadList, act.OfOperationRef(operation), func(ctx context.Context) (List, error) {
		if _, err := s.operationFor(ctx, operation); err != nil {
			return List{}, err
		}
		in, err := content()
		if err != nil {
			return List{}, err
		}
		r := request.From(ctx)
		own, err := command.KeyFor(r.Actor.Account, key)
		if err != nil {
			return List{}, err
		}
		if in.AsOf.IsZero() {
			in.AsOf = civil.DateOf(s.core.Now(), time.UTC)
		}
		latest := civil.DateOf(s.core.Now(), time.FixedZone("UTC+14", 14*60*60)) // today, where the day begins first
		if err := roster.CheckDay(in.AsOf, latest); err != nil {
			return List{}, err
		}
		read, err := s.rosters.Read(ctx, bytes.NewReader(in.Content), in.FileName, roster.Options{AsOf: in.AsOf, Nationality: in.Nationality, Sheet: in.Sheet})
		if err != nil {
			return List{}, err
		}
		sum := sha256.Sum256(in.Content)
		hash := hex.EncodeToString(sum[:])
		saved, err := s.store.SaveList(ctx, record.List{
			Ref: s.core.NewRef(), Operation: operation, Name: in.FileName, Author: in.Author, Hash: hash, Bytes: int64(len(in.Content)),
			At: s.core.Now().UTC(), By: r.Actor.Casework(), Key: own,
		}, read)
		if err != nil {
			return List{}, err
		}
		if saved.Hash != hash || saved.Operation != operation {
			return List{}, fault.New(fault.KeyReused, "this key belongs to another request; send the upload with a new key")
		}
		return ownList(saved, r), nil
	})
}

// ownList returns a list to the caller who uploaded it, and who therefore knows its name.
func ownList(l record.ListSummary, r *request.Request) List {
	out := listLine(l, false, r)
	out.Name, out.File = l.Name, l.File
	return out
}
