package cases

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/wire"
)

func (h handlers) correctIdentity(ctx context.Context, p onCase, body wire.CorrectIdentityJSONRequestBody) (act.Receipt, error) {
	return h.do.CorrectIdentity(ctx, p.Case, p.Key, correctionOf(body))
}

func (h handlers) previewCorrection(ctx context.Context, p ofCase, body wire.PreviewCorrectionJSONRequestBody) (wire.CorrectionPreview, error) {
	w, err := h.do.PreviewCorrection(ctx, p.Case, correctionOf(body))
	v := wire.CorrectionPreview{
		Lapses: w.Lapses, Recalls: previewTasks(w.Recalls), Asks: previewTasks(w.Asks), Undoes: []wire.PreviewUndo{}, Withheld: w.Withheld,
	}
	for _, u := range w.Undoes {
		v.Undoes = append(v.Undoes, encode.PreviewUndo(u))
	}
	return v, err
}

// correctionOf returns the correction that a body describes.
func correctionOf(body wire.IdentityCorrection) cases.Correction {
	p := body.Person
	return cases.Correction{
		Person: record.Person{
			Name: p.Name, NativeName: p.NativeName, Nationality: string(p.Nationality), DocumentNumber: p.DocumentNumber,
			Sex: map[string]person.Sex{"F": person.Female, "M": person.Male, "X": person.UnknownSex}[p.Sex],
		},
		Birth:   cases.Birth{Date: p.Birth.Date, AsWritten: p.Birth.AsWritten, Estimated: p.Birth.Precision == wire.Age},
		Reasons: body.Reasons,
	}
}

func (h handlers) showIdentity(ctx context.Context, p ofCase) (wire.Identity, error) {
	found, err := h.do.ShowIdentity(ctx, p.Case)
	v := wire.Identity{Case: found.Case, Current: encode.Person(found.Current), Former: []wire.FormerIdentity{}}
	if one := found.Proposed; one != nil {
		v.Proposed = wire.ProposedIdentity{Proposal: one.Proposal, Digest: one.Digest, Fields: texts(one.Fields), Person: encode.Person(one.Person), Reasons: one.Reasons}
	}
	for _, one := range found.Former {
		v.Former = append(v.Former, wire.FormerIdentity{
			At: one.At.UTC(), Desk: string(one.Desk), Fields: texts(one.Fields), Person: encode.Person(one.Person), Reasons: one.Words,
		})
	}
	return v, err
}
