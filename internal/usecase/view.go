package usecase

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// OfficeStore keeps what officers keep for their own work. No right depends on it.
type OfficeStore interface {
	// SavedViews lists the views of a list that an account may open: its own and those of its desk.
	SavedViews(ctx context.Context, list record.ListName, account casework.AccountID, desk casework.DeskID) ([]record.SavedView, error)
	SaveView(ctx context.Context, v record.SavedView) error
	RemoveView(ctx context.Context, id string) error
	// FreezeSelection returns the stored selection if its ID is stored already.
	FreezeSelection(ctx context.Context, s record.Selection) (record.Selection, error)
	// Selection returns a selection of an account; fault.NotFound for one that has expired.
	Selection(ctx context.Context, account casework.AccountID, id string) (record.Selection, error)
	Settings(ctx context.Context, account casework.AccountID) (record.Settings, error)
	SaveSettings(ctx context.Context, s record.Settings) error
	// Absences lists who of a desk is away at an instant.
	Absences(ctx context.Context, desk casework.DeskID, at time.Time) ([]record.Absence, error)
	// Colleagues lists the active accounts of a desk, in order.
	Colleagues(ctx context.Context, desk casework.DeskID) ([]record.Colleague, error)
}

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

// codesOnly matches filters in an address: keys and codes, and nothing that was typed.
var codesOnly = regexp.MustCompile(`^(?:[a-z_]+=[A-Za-z0-9_.-]+(?:&|$))*$`)

// ListViews lists the views of a list that the caller may open.
func (s *Service) ListViews(ctx context.Context, list record.ListName) ([]SavedView, error) {
	return run(ctx, s, policy.ListViews, onNothing(), func(ctx context.Context) ([]SavedView, error) {
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
func (s *Service) viewsOf(ctx context.Context, list record.ListName) ([]record.SavedView, error) {
	r := request.From(ctx)
	if err := r.AuthorizeGlobal(); err != nil {
		return nil, err
	}
	return s.Store.SavedViews(ctx, list, r.Actor.Account, r.Actor.Desk)
}

// SaveView saves a view and returns its ID. An officer changes their own views and those of their desk;
// any other view is like one that does not exist.
func (s *Service) SaveView(ctx context.Context, w ViewWrite) (string, error) {
	return run(ctx, s, policy.SaveView, onNothing(), func(ctx context.Context) (string, error) {
		there, err := s.viewsOf(ctx, w.List)
		if err != nil {
			return "", err
		}
		w.Name = strings.TrimSpace(w.Name)
		switch {
		case w.List != record.CaseList && w.List != record.InboxList:
			return "", invalid("/list", FieldNotListed)
		case w.Name == "":
			return "", invalid("/name", FieldRequired)
		case utf8.RuneCountInString(w.Name) > maxViewName || strings.ContainsAny(w.Name, "\r\n"):
			return "", invalid("/name", FieldFormat)
		case len(w.Query) > 300 || !codesOnly.MatchString(w.Query):
			return "", invalid("/query", FieldFormat)
		}
		actor := request.From(ctx).Actor
		view := record.SavedView{ID: w.ID, Account: actor.Account, Desk: actor.Desk, Shared: w.Shared, List: w.List, Name: w.Name, Query: w.Query}
		if w.ID == "" {
			if view.ID, err = mint(ctx, w.Key, "view"); err != nil {
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
			return "", invalid("/name", FieldRepeated)
		}
		return view.ID, s.Store.SaveView(ctx, view)
	})
}

// RemoveView removes a view of the caller or of their desk, and returns its ID. One that does not exist
// any more changes nothing, so that a repeated form has the same answer.
func (s *Service) RemoveView(ctx context.Context, list record.ListName, id string) (string, error) {
	return run(ctx, s, policy.RemoveView, onNothing(), func(ctx context.Context) (string, error) {
		there, err := s.viewsOf(ctx, list)
		if err != nil {
			return "", err
		}
		if !slices.ContainsFunc(there, func(v record.SavedView) bool { return v.ID == id }) {
			return id, nil
		}
		return id, s.Store.RemoveView(ctx, id)
	})
}
