package say

import (
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/view"
)

// ReceiptBanner says what became of the form that led to this page, if the address names one: it is
// recorded, sent, queued or refused. It is nil if the address names none of the user's own.
func (r Reader) ReceiptBanner(c echo.Context) (*view.Banner, error) {
	_, banner, err := r.Receipt(c)
	return banner, err
}

// Receipt is receiptBanner with the receipt itself.
func (r Reader) Receipt(c echo.Context) (act.Receipt, *view.Banner, error) {
	key := c.QueryParam("sent")
	if key == "" {
		return act.Receipt{}, nil, nil
	}
	receipt, err := r.Usecases.ShowCommand(c.Request().Context(), key)
	if code := fault.CodeOf(err); code == fault.NotFound || code == fault.Invalid {
		return act.Receipt{}, nil, nil
	}
	if err != nil {
		return act.Receipt{}, nil, err
	}
	banner := r.BannerOf(receipt)
	return receipt, &banner, nil
}

// BannerOf puts a receipt into words: what was done to which item, how far it has come, and when. Queued and
// sent are not recorded.
func (r Reader) BannerOf(receipt act.Receipt) view.Banner {
	banner := r.stateOf(receipt)
	banner.Texts = append([]view.Text{itemOf(receipt)}, banner.Texts...)
	return banner
}

// itemOf names the act and the item of a receipt.
func itemOf(receipt act.Receipt) view.Text {
	act := view.Named("command."+string(receipt.Target.Kind), receipt.Name)
	if receipt.Case != nil && receipt.Case.Task != "" {
		step, _, _ := strings.Cut(string(receipt.Case.Task), "#")
		return view.Say("sent.task", act, StepText(casework.Step(step)), string(receipt.Target.Ref))
	}
	return view.Say("sent.case", act, string(receipt.Target.Ref))
}

// firstOfTwo reports whether the answer of a receipt is the first of two that must be the same.
func firstOfTwo(receipt act.Receipt) bool {
	if receipt.Case == nil || receipt.Case.Task == "" || receipt.Case.Settled || receipt.Name != string(casework.KindDecide) {
		return false
	}
	step, _, _ := strings.Cut(string(receipt.Case.Task), "#")
	spec, known := casework.SpecOf(casework.Step(step))
	return known && !spec.Quorum
}

func (r Reader) stateOf(receipt act.Receipt) view.Banner {
	switch {
	case receipt.State == record.CommandRefused:
		return view.Banner{Kind: "alert", Title: view.Say("sent.refused"), Texts: []view.Text{Refused(receipt.Refusal, view.Say("sent.refused_why"))}}
	case receipt.State == record.CommandSettled && receipt.EndedAt != nil:
		banner := view.Banner{Kind: "done", Title: view.Say("sent.recorded"), Texts: []view.Text{view.Say("sent.recorded_at", r.At(*receipt.EndedAt))}}
		if firstOfTwo(receipt) {
			banner.Texts = append(banner.Texts, view.Say("sent.first_of_two"))
		}
		if receipt.Case != nil && receipt.Case.Second != nil {
			banner.Texts = append(banner.Texts, r.waitsFor(*receipt.Case.Second, receipt.Case.Proposal > 0))
		}
		return banner
	case r.HTTP.Startup().Waiting:
		return view.Banner{Kind: "note", Title: view.Say("sent.queued"), Texts: []view.Text{view.Say("sent.queued_why", r.At(receipt.ReceivedAt))}}
	default:
		return view.Banner{Kind: "note", Title: view.Say("sent.sent"), Texts: []view.Text{view.Say("sent.sent_why", r.At(receipt.ReceivedAt))}}
	}
}

// waitsFor says for which second person an act waits: the roles that can give the other half of it, and the desk if it
// is that of one desk.
func (r Reader) waitsFor(second casework.Second, proposal bool) view.Text {
	action, roles := policy.DecideTask, second.Roles
	if proposal {
		action = policy.AnswerProposal
	}
	if len(roles) == 0 {
		roles = policy.SecondRoles(action, second.Kind)
	}
	var names []view.Text
	for _, role := range roles {
		names = append(names, view.Named("role", role))
	}
	switch {
	case second.Desk == "":
		return view.Say("sent.waits_for_role", names)
	case len(names) == 0:
		return view.Say("sent.waits_for_desk", r.DeskName(second.Desk))
	default:
		return view.Say("sent.waits_for", names, r.DeskName(second.Desk))
	}
}
