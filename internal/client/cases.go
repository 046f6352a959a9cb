package client

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// OpenCase opens a case by hand.
func (c *Client) OpenCase(ctx context.Context, i Intent, body wire.CaseOpening) (wire.Receipt, error) {
	return c.write(ctx, i, body, "cases")
}

// Cases lists cases, newest first.
func (c *Client) Cases(ctx context.Context, query url.Values) (wire.CasePage, error) {
	return read[wire.CasePage](ctx, c, path("cases"), query)
}

// SearchPeople looks for somebody by name or number. What is looked for travels in the body.
func (c *Client) SearchPeople(ctx context.Context, q wire.PeopleSearch) (wire.PeopleFound, error) {
	var into wire.PeopleFound
	content, err := json.Marshal(q)
	if err != nil {
		return into, fault.New(fault.Invalid, "the search cannot be written")
	}
	err = c.do(ctx, call{method: http.MethodPost, path: path("people", "search"), body: bytes.NewReader(content), kind: "application/json"}, &into)
	return into, err
}

// Case shows one case.
func (c *Client) Case(ctx context.Context, ref string) (wire.Case, error) {
	return read[wire.Case](ctx, c, path("cases", ref), nil)
}

// Timeline tells what has happened.
func (c *Client) Timeline(ctx context.Context, ref string, query url.Values) (wire.TimelinePage, error) {
	return read[wire.TimelinePage](ctx, c, path("cases", ref, "timeline"), query)
}

// Waiting tells who is waited for.
func (c *Client) Waiting(ctx context.Context, ref string) (wire.Waiting, error) {
	return read[wire.Waiting](ctx, c, path("cases", ref, "waiting"), nil)
}

// Gates shows every gate of a case.
func (c *Client) Gates(ctx context.Context, ref string) (wire.Gates, error) {
	return read[wire.Gates](ctx, c, path("cases", ref, "gates"), nil)
}

// Waive waives what is unmet at a gate.
func (c *Client) Waive(ctx context.Context, i Intent, ref, gate string, body wire.Reasons) (wire.Receipt, error) {
	return c.write(ctx, i, body, "cases", ref, "gates", gate, "waive")
}

// StateFacts states what a desk knows.
func (c *Client) StateFacts(ctx context.Context, i Intent, ref string, body wire.FactStatement) (wire.Receipt, error) {
	return c.write(ctx, i, body, "cases", ref, "facts")
}

// AskAgain puts a request again that was recalled.
func (c *Client) AskAgain(ctx context.Context, i Intent, ref, step string) (wire.Receipt, error) {
	return c.write(ctx, i, wire.AskAgain{Step: wire.Step(step)}, "cases", ref, "ask-again")
}

// Report reports an event.
func (c *Client) Report(ctx context.Context, i Intent, ref string, body wire.EventReport) (wire.Receipt, error) {
	return c.write(ctx, i, body, "cases", ref, "reports")
}

// Consents shows the ledger of consents.
func (c *Client) Consents(ctx context.Context, ref string) (wire.Consents, error) {
	return read[wire.Consents](ctx, c, path("cases", ref, "consents"), nil)
}

// GiveConsents records consents.
func (c *Client) GiveConsents(ctx context.Context, i Intent, ref string, body wire.ConsentGiving) (wire.Receipt, error) {
	return c.write(ctx, i, body, "cases", ref, "consents")
}

// PreviewWithdrawal tells what withdrawing would do; nothing changes.
func (c *Client) PreviewWithdrawal(ctx context.Context, ref string, consents []string) (wire.WithdrawalPreview, error) {
	return read[wire.WithdrawalPreview](ctx, c, path("cases", ref, "consents", "withdrawal"), url.Values{"consent": consents})
}

// WithdrawConsents withdraws consents.
func (c *Client) WithdrawConsents(ctx context.Context, i Intent, ref string, body wire.ConsentWithdrawal) (wire.Receipt, error) {
	return c.write(ctx, i, body, "cases", ref, "consents", "withdrawal")
}

// Reintegration shows the plan, the visits and the scores.
func (c *Client) Reintegration(ctx context.Context, ref string) (wire.Reintegration, error) {
	return read[wire.Reintegration](ctx, c, path("cases", ref, "reintegration"), nil)
}

// SettlePlan records the plan.
func (c *Client) SettlePlan(ctx context.Context, i Intent, ref string, body wire.PlanDecision) (wire.Receipt, error) {
	return c.write(ctx, i, body, "cases", ref, "reintegration", "plan")
}

// SettleFollowUp records a visit.
func (c *Client) SettleFollowUp(ctx context.Context, i Intent, ref, visit string, body wire.FollowUpDecision) (wire.Receipt, error) {
	return c.write(ctx, i, body, "cases", ref, "reintegration", "follow-ups", visit)
}
