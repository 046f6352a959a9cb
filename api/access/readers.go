package access

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/usecase/access"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/wire"
	"example.org/homeward/web/words"
)

type showReaders struct {
	ofCase
	wire.ShowReadersParams
}

func (h handlers) showReaders(ctx context.Context, p showReaders) (respond.Result[wire.ReaderPage], error) {
	found, err := h.do.ShowReaders(ctx, p.Case, act.Paging{Cursor: p.Cursor, Limit: p.Limit})
	if err != nil {
		return respond.Result[wire.ReaderPage]{}, err
	}
	language := words.Choose(string(p.Language), "")
	v := wire.ReaderPage{Items: []wire.Reader{}, Next: encode.Next(found.Next)}
	for _, r := range found.Rows {
		one, err := h.reader(r, language)
		if err != nil {
			return respond.Result[wire.ReaderPage]{}, err
		}
		v.Items = append(v.Items, one)
	}
	return respond.Result[wire.ReaderPage]{Body: v, Next: v.Next}, nil
}

func (h handlers) reader(r access.Reader, language words.Language) (wire.Reader, error) {
	place := r.DeskName
	if place == "" {
		place = string(r.Desk)
	}
	text, err := h.words.ReaderSentence(language, words.Reader{
		What: string(r.What), Role: string(r.Role), Desk: place, Classes: r.Classes, Purpose: r.Purpose,
	})
	return wire.Reader{
		At: r.At.UTC(), Account: r.Account, Desk: r.Desk, DeskName: r.DeskName, Agency: r.Agency, AgencyName: r.AgencyName, Role: r.Role,
		What: wire.ReaderWhat(r.What), Classes: r.Classes, Purpose: r.Purpose, Text: text,
	}, err
}
