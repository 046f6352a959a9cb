package cli

import (
	"context"
	"strings"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type caseGroup struct {
	Remote `embed:""`

	Open     caseOpen     `cmd:"" help:"Open a case by hand, for a person who is not on a list."`
	List     caseList     `cmd:"" help:"The cases that you may see, newest first."`
	Search   caseSearch   `cmd:"" help:"Find a person by name or number."`
	Show     caseShow     `cmd:"" help:"One case, as far as you may see it."`
	Timeline caseTimeline `cmd:"" help:"What has happened."`
	Waiting  caseWaiting  `cmd:"" help:"Who we are waiting for, since when, and who acts if they don't."`
	Gates    caseGates    `cmd:"" help:"Every gate, open or closed, and the conditions."`
	Facts    caseFacts    `cmd:"" help:"State what your desk knows."`
	Waive    caseWaive    `cmd:"" help:"Waive the unmet conditions of a gate, with a recorded reason."`
	Report   caseReport   `cmd:"" help:"Report something that may happen at any moment: an emergency, a death, a hold, a claim."`
	AskAgain caseAskAgain `cmd:"" help:"Ask again after a request was recalled."`
	Orders   caseOrders   `cmd:"" help:"Orders of authorities on record, with what each opens."`
	Order    caseOrder    `cmd:"" help:"Propose an order of an authority. A second person in another role agrees before it opens anything."`
	EndOrder caseEndOrder `cmd:"" help:"Take an order back before its end, with reasons."`
}

type caseOpen struct {
	Host        string    `required:"" placeholder:"THA" help:"The host state."`
	Origin      string    `placeholder:"ETH" help:"The state of origin, where it is known."`
	Custodian   string    `placeholder:"none" help:"Who holds, or held, the survivor: state, police, bgf, dkba, none, other."`
	Told        string    `required:"" enum:"yes,legal_basis" help:"The survivor was told of the purpose (yes), or there is a legal basis (legal_basis)."`
	Age         string    `placeholder:"adult" help:"adult, minor or disputed. Default: what the birth date says; without one, disputed."`
	Operation   wire.Ref  `placeholder:"REF" help:"The operation that the survivor belongs to."`
	Corridor    string    `placeholder:"ID" help:"The corridor; default: the one of host, origin and custodian."`
	Sex         string    `placeholder:"F" help:"F, M or X."`
	Nationality string    `placeholder:"ETH" help:"As claimed."`
	Language    []string  `placeholder:"am" help:"Languages that the survivor speaks, ISO 639."`
	Person      string    `placeholder:"FILE" help:"Personal data, in lines as \"name: ...\"; also native_name, born (2001-05-14), document, phone, place; - is the standard input. Not an argument, because others on this machine could read it. Sealed."`
	Words       InputText `placeholder:"FILE" help:"A remark. Sealed."`
	Despite     InputText `placeholder:"FILE" help:"Why the case is opened although an open case may be about the same person. Sealed."`
}

func (c *caseOpen) Run(ctx context.Context, env Env, r *Remote) error {
	body := wire.CaseOpening{
		Host: wire.Country(c.Host), Origin: wire.Country(c.Origin), Custodian: wire.Custodian(c.Custodian), Operation: c.Operation,
		Corridor: c.Corridor, ToldOfPurpose: wire.CaseOpeningToldOfPurpose(c.Told), Age: wire.CaseOpeningAge(c.Age), Words: string(c.Words), Despite: string(c.Despite),
		Person: wire.PersonInput{Sex: wire.PersonInputSex(c.Sex), Nationality: wire.Country(c.Nationality), Languages: c.Language},
	}
	if c.Person != "" {
		if err := c.describe(env, &body.Person); err != nil {
			return err
		}
	}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) { return s.OpenCase(ctx, i, body) })
}

// describe reads the personal data.
func (c *caseOpen) describe(env Env, p *wire.PersonInput) error {
	said, err := env.inputFields(c.Person, "name", "native_name", "born", "document", "phone", "place")
	if err != nil {
		return err
	}
	p.Name, p.NativeName, p.DocumentNumber, p.Phone, p.Place = said["name"], said["native_name"], said["document"], said["phone"], said["place"]
	p.Birth = birthOf(said["born"])
	return nil
}

// birthOf is a birth date of which the day, the month or the year is known; none for "".
func birthOf(born string) wire.BirthInput {
	if born == "" {
		return wire.BirthInput{}
	}
	precision := map[int]wire.BirthInputPrecision{len("2001"): "year", len("2001-05"): "month"}[len(born)]
	if precision == "" {
		precision = "day"
	}
	return wire.BirthInput{Date: born, Precision: precision}
}

type caseFacts struct {
	Case  wire.Ref  `arg:"" help:"The case's reference."`
	Facts []string  `arg:"" name:"name=value" help:"Facts, as interpreter=ok needs_met=yes."`
	Words InputText `placeholder:"FILE" help:"A remark. Sealed."`
}

func (c *caseFacts) Run(ctx context.Context, env Env, r *Remote) error {
	facts, err := statements(c.Facts)
	if err != nil {
		return err
	}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.StateFacts(ctx, i, c.Case, wire.FactStatement{Facts: facts, Words: string(c.Words)})
	})
}

type caseWaive struct {
	Case    wire.Ref  `arg:"" help:"The case's reference."`
	Gate    string    `arg:"" help:"The gate, as G12."`
	Reasons InputText `required:"" placeholder:"FILE" help:"The reason. It stays on record."`
}

func (c *caseWaive) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.WaiveGate(ctx, i, c.Case, wire.GateId(strings.ToUpper(c.Gate)), wire.Reasons{Reasons: string(c.Reasons)})
	})
}

type caseReport struct {
	Case      wire.Ref  `arg:"" help:"The case's reference."`
	Event     string    `arg:"" help:"What happened: emergency, death, asylum_claim, hold_set, custody_changed, contact_lost, paused, reopened, ..."`
	Words     InputText `placeholder:"FILE" help:"A remark. Sealed."`
	Reasons   InputText `placeholder:"FILE" help:"For decision_superseded: the reason."`
	Step      string    `placeholder:"STEP" help:"For decision_superseded: which one."`
	Cause     string    `placeholder:"CAUSE" help:"For paused: why."`
	Until     string    `placeholder:"WHEN" help:"For paused: when it ends, as 2026-12-24 or +10d. Default: after the usual time of the cause."`
	Custodian string    `placeholder:"WHO" help:"For custody_changed: who holds the survivor now."`
	Corridor  string    `placeholder:"ID" help:"For corridor_changed: which one."`
	Hold      string    `placeholder:"KIND|ID" help:"For hold_set: witness, suspect, bail, warrant. For hold_lifted: the hold."`
	ReviewBy  string    `placeholder:"WHEN" help:"For hold_set: when to review it, as 2026-12-24 or +30d."`
}

func (c *caseReport) Run(ctx context.Context, env Env, r *Remote) error {
	body := wire.EventReport{
		Event: wire.Event(c.Event), Words: string(c.Words), Reasons: string(c.Reasons), Step: wire.Step(c.Step), Cause: wire.Cause(c.Cause),
		Custodian: wire.Custodian(c.Custodian), Corridor: c.Corridor,
	}
	if c.Event == "hold_lifted" {
		body.Hold.Id = c.Hold
	} else {
		body.Hold.Kind = wire.HoldInputKind(c.Hold)
	}
	var err error
	if body.Hold.ReviewBy, err = moment(c.ReviewBy, env.Now()); err != nil {
		return err
	}
	if body.Until, err = moment(c.Until, env.Now()); err != nil {
		return err
	}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.ReportEvent(ctx, i, c.Case, body)
	})
}

type caseAskAgain struct {
	Case wire.Ref  `arg:"" help:"The case's reference."`
	Step wire.Step `arg:"" help:"The step, as verify_nationality."`
}

func (c *caseAskAgain) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.AskAgain(ctx, i, c.Case, wire.AskAgain{Step: c.Step})
	})
}
