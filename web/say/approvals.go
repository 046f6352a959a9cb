package say

import (
	"slices"
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/view"
)

// ApprovalsPath is the page of what waits for the user as the second person.
const ApprovalsPath = "/desk/approvals"

// ErasurePath is the page of one request for erasure.
func ErasurePath(ref casework.Ref) string { return ApprovalsPath + "/erasures/" + string(ref) }

// BatchPath is the page of a batch of decisions that takes a second person.
func BatchPath(ref casework.Ref) string { return ApprovalsPath + "/batches/" + string(ref) }

// ResumePath is the page of an operation that is proposed to go on.
func ResumePath(ref casework.Ref) string { return ApprovalsPath + "/operations/" + string(ref) }

// ReadingPath is the page of what the user has read beyond the work of the desk.
const ReadingPath = "/desk/reading"

// ReadingReviewPath is the page on which a data protection officer answers a review.
func ReadingReviewPath(ref casework.Ref) string { return ApprovalsPath + "/reading/" + string(ref) }

// ProposalPath is the page of one proposal of a case.
func ProposalPath(ref casework.Ref, number int) string {
	return ApprovalsPath + "/cases/" + string(ref) + "/" + strconv.Itoa(number)
}

// MayApprove reports whether a role is ever asked as the second person. It chooses what a page has room
// for; the use-case decides about each act.
func MayApprove(actor policy.Actor) bool {
	asked := func(a policy.Action) bool { return policy.EverAllowed(actor, a) }
	if slices.ContainsFunc([]policy.Action{policy.ApproveList, policy.ApproveErasure, policy.AnswerProposal, policy.AgreeCancel, policy.AgreeResume, policy.AgreeBatch, policy.AcceptReading}, asked) {
		return true
	}
	together := func(g gate.Gate) bool {
		return g.Waiver != nil && g.Waiver.Together && slices.Contains(g.Waiver.Roles, actor.Role)
	}
	twice := func(s casework.Spec) bool { return s.AsksSecond(actor.Kind) }
	return slices.ContainsFunc(gate.All(), together) || slices.ContainsFunc(casework.Specs(), twice)
}

// Approvals are the acts of other officers that wait for the user, each with where it is looked at.
func (r Reader) Approvals(found usecase.Approvals) view.Approvals {
	out := view.Approvals{More: found.More}
	for _, l := range found.Lists {
		row := view.Approval{What: view.Say("approval.list"), About: view.Count("approval.people", l.Readable), Ref: string(l.Ref), Path: ApprovalsPath + "/lists/" + string(l.Ref)}
		if l.ProposedAt != nil && l.ProposedBy != nil {
			row.By, row.Since = r.DeskName(l.ProposedBy.Desk), r.At(*l.ProposedAt)
			row.Age = r.Ago(r.User.Actor.Desk, *l.ProposedAt)
		}
		out.Rows = append(out.Rows, row)
	}
	for _, c := range found.Cancellings {
		about := view.Count("approval.people", c.Undoes.Seats+c.Undoes.Standbys)
		if c.Withheld {
			about = view.Text{}
		}
		out.Rows = append(out.Rows, view.Approval{
			What: view.Say("approval.cancel"), About: about, Ref: string(c.Movement.Ref), Path: ApprovalsPath + "/movements/" + string(c.Movement.Ref),
			By: r.DeskName(c.Proposal.By.Desk), Since: r.At(c.Proposal.At), Age: r.Ago(r.User.Actor.Desk, c.Proposal.At),
		})
	}
	for _, b := range found.Batches {
		about := view.Say("approval.batch.set", b.Code)
		if b.MaySend {
			about = view.Say("approval.batch.pending", b.Code, b.Pending)
		}
		out.Rows = append(out.Rows, view.Approval{
			What: view.Say("approval.batch"), About: about, Ref: string(b.Ref), Path: BatchPath(b.Ref),
			By: r.DeskName(b.By.Desk), Since: r.At(b.At), Age: r.Ago(r.User.Actor.Desk, b.At),
		})
	}
	for _, o := range found.Resumings {
		about := view.Count("approval.people", o.Operation.Open)
		if o.Operation.Withheld {
			about = view.Text{}
		}
		out.Rows = append(out.Rows, view.Approval{
			What: view.Say("approval.resume"), About: about, Ref: string(o.Operation.Ref), Path: ResumePath(o.Operation.Ref),
			By: r.DeskName(o.Proposal.By.Desk), Since: r.At(o.Proposal.At), Age: r.Ago(r.User.Actor.Desk, o.Proposal.At),
		})
	}
	for _, v := range found.Readings {
		out.Rows = append(out.Rows, view.Approval{
			What: view.Say("approval.reading"), About: view.Named("reading_state", v.State), Ref: string(v.Ref), Path: ReadingReviewPath(v.Ref),
			By: r.DeskName(v.By.Desk), Since: r.At(v.At), Age: r.Ago(r.User.Actor.Desk, v.At),
		})
	}
	for _, e := range found.Erasures {
		out.Rows = append(out.Rows, view.Approval{
			What: view.Say("approval.erasure"), About: view.Named("erasure_basis", e.Basis), Ref: string(e.Case), Path: ErasurePath(e.Ref), By: r.DeskName(e.RequestedBy.Desk),
			Since: r.At(e.RequestedAt), Age: r.Ago(r.User.Actor.Desk, e.RequestedAt),
		})
	}
	for _, w := range found.Waivers {
		out.Rows = append(out.Rows, view.Approval{
			What: view.Say("approval.waiver"), About: view.Named("gate", w.Gate), Ref: string(w.Case), Path: ActPath(w.Case, "waive"), By: r.DeskName(w.By.Desk),
			Since: r.At(w.At), Age: r.Ago(r.User.Actor.Desk, w.At),
		})
	}
	for _, t := range found.Answers {
		at := t.Votes[0].At
		out.Rows = append(out.Rows, view.Approval{
			What: view.Say("approval.answer"), About: StepText(t.Step), Ref: string(t.Case), Path: TaskPath(t.Case, t.ID), By: r.DeskName(t.Desk), Since: r.At(at), Age: r.Ago(t.Desk, at),
		})
	}
	for _, p := range found.Proposals {
		out.Rows = append(out.Rows, view.Approval{
			What: view.Say("approval.proposal"), About: view.Named("proposal", p.Action), Ref: string(p.Case), Path: ProposalPath(p.Case, p.Number), By: r.DeskName(p.By.Desk),
			Since: r.At(p.At), Age: r.Ago(p.Desk, p.At),
		})
	}
	if len(out.Rows) == 0 {
		out.Empty = &view.Empty{Why: view.NothingLeft, Text: view.Say("empty.approvals")}
	}
	return out
}
