package office

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// SavedView is a view as its reader sees it.
type SavedView struct {
	ID     string
	Name   string
	Query  string
	Shared bool // it is the desk's; any officer of the desk may change or remove it
	Mine   bool // the reader saved it first
}

// ViewWrite names a view, or changes one. Query has the filters of the list as its address does.
type ViewWrite struct {
	Key    string // the caller's, for a new view
	ID     string // of the view to change; "" for a new one
	List   record.ListName
	Name   string
	Query  string
	Shared bool
}

// maxViewName is how many characters the name of a view may have, and maxViews how many views an account
// may open in one list.
const (
	maxViewName = 60
	maxViews    = 50
)

// ListViews lists the views of a list that the caller may open.
func (s *Office) ListViews(ctx context.Context, list record.ListName) ([]SavedView, error) {
	return act.Run(ctx, s.core, policy.ListViews, act.OnNothing(), func(ctx context.Context) ([]SavedView, error) {
		found, err := s.viewsOf(ctx, list)
		if err != nil {
			return nil, err
		}
		out := []SavedView{}
		for _, v := range found {
			out = append(out, SavedView{v.ID, v.Name, v.Query, v.Shared, v.Account == request.From(ctx).Actor.Account})
		}
		return out, nil
	})
}

// viewsOf loads the views that the caller may open, after policy was asked.
func (s *Office) viewsOf(ctx context.Context, list record.ListName) ([]record.SavedView, error) {
	r := request.From(ctx)
	if err := r.AuthorizeGlobal(); err != nil {
		return nil, err
	}
	return s.store.SavedViews(ctx, list, r.Actor.Account, r.Actor.Desk)
}

// SaveView saves a view and returns its ID. An officer changes their own views and those of their desk;
// any other view is like one that does not exist.
func (s *Office) SaveView(ctx context.Context, w ViewWrite) (string, error) {
	return act.Run(ctx, s.core, policy.SaveView, act.OnNothing(), func(ctx context.Context) (string, error) {
		there, err := s.viewsOf(ctx, w.List)
		if err != nil {
			return "", err
		}
		w.Name = strings.TrimSpace(w.Name)
		switch {
		case w.List != record.CaseList && w.List != record.InboxList:
			return "", act.Invalid("/list", act.FieldNotListed)
		case w.Name == "":
			return "", act.Invalid("/name", act.FieldRequired)
		case utf8.RuneCountInString(w.Name) > maxViewName || strings.ContainsAny(w.Name, "\r\n"):
			return "", act.Invalid("/name", act.FieldFormat)
		case !act.CodesOnly(w.Query):
			return "", act.Invalid("/query", act.FieldFormat)
		}
		actor := request.From(ctx).Actor
		view := record.SavedView{ID: w.ID, Account: actor.Account, Desk: actor.Desk, Shared: w.Shared, List: w.List, Name: w.Name, Query: w.Query}
		if w.ID == "" {
			if view.ID, err = act.Mint(ctx, w.Key, "view"); err != nil {
				return "", err
			}
		}
		i := slices.IndexFunc(there, func(v record.SavedView) bool { return v.ID == view.ID })
		switch {
		case i >= 0:
			view.Account, view.Desk = there[i].Account, there[i].Desk
		case w.ID != "":
			return "", policy.Missing()
		case len(there) >= maxViews:
			return "", act.Invalid("/name", act.FieldRepeated)
		}
		return view.ID, s.store.SaveView(ctx, view)
	})
}

// RemoveView removes a view of the caller or of their desk, and returns its ID. One that does not exist
// any more changes nothing, so that a repeated form has the same answer.
func (s *Office) RemoveView(ctx context.Context, list record.ListName, id string) (string, error) {
	return act.Run(ctx, s.core, policy.RemoveView, act.OnNothing(), func(ctx context.Context) (string, error) {
		there, err := s.viewsOf(ctx, list)
		if err != nil {
			return "", err
		}
		if !slices.ContainsFunc(there, func(v record.SavedView) bool { return v.ID == id }) {
			return id, nil
		}
		return id, s.store.RemoveView(ctx, id)
	})
}
