package problem

import (
	"errors"

	"example.org/homeward/api/contract"
	"example.org/homeward/api/encode"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/refusals"
	"example.org/homeward/internal/roster/refusal"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/wire"
)

// Mistakes are the details of a fault: the places where a request differs from the contract.
type Mistakes []contract.Mistake

// Malformed returns the fault for a request that cannot be read.
func Malformed(m ...contract.Mistake) error {
	return fault.New(fault.Malformed, "the request cannot be read").With(Mistakes(m))
}

// Invalid returns the fault for a request that differs from the contract.
func Invalid(m ...contract.Mistake) error {
	return fault.New(fault.Invalid, "the request is not what the contract says; see errors").With(Mistakes(m))
}

// InvalidAt returns the fault for a body with one wrong place.
func InvalidAt(pointer string, code contract.Code) error {
	return Invalid(contract.Mistake{Pointer: pointer, Code: code})
}

// Of makes the problem document of an error; id is of the request.
func Of(id string, err error) wire.Problem {
	is := httpserver.ProblemOf(httpserver.CodeOf(err))
	p := wire.Problem{Type: is.Type(), Title: is.Title, Status: is.Status, Code: is.Code, RequestId: id}
	switch {
	case is.Code == fault.Unknown:
		p.Detail = fault.MessageOf(nil) // the same text for every unexpected error
	case fault.CodeOf(err) == is.Code:
		p.Detail = fault.MessageOf(err)
		p.Reason = refusals.Of(p.Detail)
	}
	explain(&p, err)
	return p
}

// explain adds the details of the kinds that are safe to show. Details of other kinds are left out.
func explain(p *wire.Problem, err error) {
	if file, ok := errors.AsType[*refusal.Error](err); ok {
		p.Detail = file.Message
		p.Errors = []wire.FieldError{{Code: file.Code, Row: file.Row, Column: file.Column}}
		return
	}
	if refused, ok := errors.AsType[*act.RefusedError](err); ok {
		if refused.Gates != nil {
			p.Gates = encode.Gates(refused.Gates)
		}
		if d := refused.Decided; d != nil {
			p.Decided = wire.AlreadyDecided{Outcome: d.Outcome, At: d.At.UTC(), Desk: d.Desk}
		}
		return
	}
	switch details := fault.DetailsOf(err).(type) {
	case Mistakes:
		for _, m := range details {
			p.Errors = append(p.Errors, wire.FieldError{Pointer: m.Pointer, Parameter: m.Parameter, Code: string(m.Code), Allowed: m.Allowed})
		}
	case act.AlikeCases:
		for _, one := range details {
			p.Alike = append(p.Alike, encode.AlikeCase(one))
		}
	case act.InvalidFields:
		for _, f := range details {
			p.Errors = append(p.Errors, wire.FieldError{Pointer: f.Pointer, Parameter: f.Parameter, Code: string(f.Code), Allowed: f.Allowed})
		}
	}
}
