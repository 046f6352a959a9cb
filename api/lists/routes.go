package lists

import (
	"context"

	"example.org/homeward/api/respond"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/wire"
)

// handlers are the handlers of this package.
type handlers struct{ do *usecase.Service }

// Routes are the operations that this package answers.
func Routes(do *usecase.Service) []respond.Route {
	h := handlers{do}
	return []respond.Route{
		respond.Read("listLists", h.list),
		respond.Raw("uploadList", h.upload),
		respond.Read("showList", h.show),
		respond.Read("listRows", h.listRows),
		respond.Read("listListAnswers", h.answers),
		respond.Post("answerList", h.answer),
		respond.Read("previewList", h.preview),
		respond.Write("confirmList", h.confirm),
		respond.Write("approveList", h.approve),
		respond.Act("refuseList", h.refuse),
	}
}

// ofList are the parameters of an operation on a list.
type ofList struct {
	List casework.Ref `path:"list"`
}

// onList are the parameters of a write to a list.
type onList struct {
	ofList

	Key string `header:"Idempotency-Key"`
}

func (h handlers) preview(ctx context.Context, p ofList) (wire.ListPreview, error) {
	l, err := h.do.PreviewList(ctx, p.List)
	v := wire.ListPreview{
		List: l.List, Operation: l.Of, State: l.State, Opens: l.Opens, Routes: []wire.ListRoute{}, Unreadable: l.Unreadable,
		Aside: l.Aside, Alike: l.Alike, Alone: l.Alone, SecondPerson: l.NeedsSecond(), Preview: l.Fingerprint(), Proposed: l.Proposed, Sheets: sheets(l.Sheets), LeftOut: l.LeftOut, Children: l.Minors.Yes,
		PossibleChildren: l.Minors.Possible + l.Minors.Undated, Undated: l.Minors.Undated, Adults: l.Minors.No, Doubts: l.Doubts,
	}
	for _, t := range l.Twins {
		v.Twins = append(v.Twins, wire.ListTwin{Line: t.Line, Case: t.Case, Because: string(t.Because)})
	}
	for _, route := range l.Routes {
		v.Routes = append(v.Routes, wire.ListRoute{Origin: string(route.Origin), Corridor: route.Corridor, Version: route.Version, Cases: route.Cases})
	}
	return v, err
}

func (h handlers) confirm(ctx context.Context, p onList, body wire.ConfirmListJSONRequestBody) (act.Receipt, error) {
	return h.do.ConfirmList(ctx, p.List, p.Key, body.Preview)
}

func (h handlers) approve(ctx context.Context, p onList, body wire.ApproveListJSONRequestBody) (act.Receipt, error) {
	return h.do.ApproveList(ctx, p.List, p.Key, body.Preview)
}

func (h handlers) refuse(ctx context.Context, p onList) (act.Receipt, error) {
	return h.do.RefuseList(ctx, p.List, p.Key)
}
