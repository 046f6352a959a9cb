package cases

import (
	"context"

	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/wire"
)

func (h handlers) showContact(ctx context.Context, p ofCase) (wire.SafeContact, error) {
	found, err := h.do.ShowContact(ctx, p.Case)
	v := wire.SafeContact{
		Case: found.Case, Withheld: found.Withheld, Agreed: []wire.AgreedContact{}, Number: found.Number, Reasons: texts(found.Reasons), MayAgree: found.MayAgree,
	}
	for _, row := range found.Rows {
		v.Agreed = append(v.Agreed, agreedContact(row))
	}
	return v, err
}

func agreedContact(row record.ContactRow) wire.AgreedContact {
	return wire.AgreedContact{
		At: row.At.UTC(), Desk: string(row.By.Desk), Callers: texts(row.Callers), Woman: row.Woman, Ways: texts(row.Ways), Times: texts(row.Times),
		AskFor: row.AskFor, SayAs: row.SayAs,
	}
}

// texts returns codes as plain strings; nil for none.
func texts[T ~string](all []T) []string {
	var out []string
	for _, one := range all {
		out = append(out, string(one))
	}
	return out
}

func (h handlers) agreeContact(ctx context.Context, p onCase, body wire.AgreeContactJSONRequestBody) (act.Receipt, error) {
	return h.do.AgreeContact(ctx, p.Case, p.Key, record.Contact{
		Callers: body.Callers, Woman: body.Woman, Ways: body.Ways, Times: body.Times, AskFor: body.AskFor, SayAs: body.SayAs, Phone: body.Phone,
	})
}

func (h handlers) revealNumber(ctx context.Context, p ofCase, body wire.RevealNumberJSONRequestBody) (wire.RevealedNumber, error) {
	found, err := h.do.RevealNumber(ctx, p.Case, body.Reason)
	v := wire.RevealedNumber{Phone: found.Phone}
	if found.Agreed != nil {
		v.Agreed = agreedContact(*found.Agreed)
	}
	return v, err
}
