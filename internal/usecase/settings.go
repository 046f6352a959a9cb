package usecase

import (
	"context"
	"regexp"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// longestAbsence is how long an officer may be away by one entry. An officer who is away for longer has left
// the desk, and a supervisor disables the account.
const longestAbsence = 180 * 24 * time.Hour

// Settings are the caller's own settings, with the colleagues who could stand in.
type Settings struct {
	Keys       bool
	Language   string
	Away       *record.Absence // that holds or is still to come; nil for none
	Colleagues []casework.AccountID
}

// languageCode matches the code of a language of the pages.
var languageCode = regexp.MustCompile(`^[a-z]{2,3}$`)

// ShowSettings shows the caller's settings.
func (s *Service) ShowSettings(ctx context.Context) (Settings, error) {
	return run(ctx, s, policy.ShowSettings, onNothing(), func(ctx context.Context) (Settings, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return Settings{}, err
		}
		found, err := s.Store.Settings(ctx, r.Actor.Account)
		if err != nil {
			return Settings{}, err
		}
		colleagues, err := s.Store.Colleagues(ctx, r.Actor.Desk)
		if err != nil {
			return Settings{}, err
		}
		out := Settings{Keys: found.Keys, Language: found.Language}
		for _, one := range colleagues {
			if one.Account != r.Actor.Account {
				out.Colleagues = append(out.Colleagues, one.Account)
			}
		}
		if found.Away.Until.After(s.Now()) {
			out.Away = &found.Away
		}
		return out, nil
	})
}

// SetKeys switches single keys on or off for the caller's account.
func (s *Service) SetKeys(ctx context.Context, on bool) (Settings, error) {
	return s.changeSettings(ctx, func(_ context.Context, n *record.Settings) error {
		n.Keys = on
		return nil
	})
}

// SetLanguage keeps the language of the pages with the caller's account; "" is that of the browser.
func (s *Service) SetLanguage(ctx context.Context, code string) (Settings, error) {
	return s.changeSettings(ctx, func(_ context.Context, n *record.Settings) error {
		if code != "" && !languageCode.MatchString(code) {
			return invalid("/language", FieldNotListed)
		}
		n.Language = code
		return nil
	})
}

// SetAway says from when until when the caller is away, and which colleague of the desk stands in. The
// desk stays the owner of every task, and no account gets or loses a right.
func (s *Service) SetAway(ctx context.Context, from, until time.Time, standIn casework.AccountID) (Settings, error) {
	return s.changeSettings(ctx, func(ctx context.Context, n *record.Settings) error {
		actor := request.From(ctx).Actor
		switch {
		case from.IsZero():
			return invalid("/from", FieldRequired)
		case until.IsZero():
			return invalid("/until", FieldRequired)
		case !until.After(from), !until.After(s.Now()), until.Sub(from) > longestAbsence:
			return invalid("/until", FieldFormat)
		}
		colleagues, err := s.Store.Colleagues(ctx, actor.Desk)
		if err != nil {
			return err
		}
		if standIn == actor.Account || !slices.ContainsFunc(colleagues, func(one record.Colleague) bool { return one.Account == standIn }) {
			return invalid("/stand_in", FieldNotListed)
		}
		n.Away = record.Absence{Account: actor.Account, From: from.UTC(), Until: until.UTC(), StandIn: standIn}
		return nil
	})
}

// EndAway ends the caller's absence before its time. Without one, nothing changes.
func (s *Service) EndAway(ctx context.Context) (Settings, error) {
	return s.changeSettings(ctx, func(_ context.Context, n *record.Settings) error {
		n.Away = record.Absence{}
		return nil
	})
}

// changeSettings carries out a use-case that changes the caller's settings.
func (s *Service) changeSettings(ctx context.Context, change func(context.Context, *record.Settings) error) (Settings, error) {
	return run(ctx, s, policy.ChangeSettings, onNothing(), func(ctx context.Context) (Settings, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return Settings{}, err
		}
		found, err := s.Store.Settings(ctx, r.Actor.Account)
		if err != nil {
			return Settings{}, err
		}
		if !found.Away.Until.After(s.Now()) {
			found.Away = record.Absence{} // it has ended
		}
		found.Account, found.Desk = r.Actor.Account, r.Actor.Desk
		if err := change(ctx, &found); err != nil {
			return Settings{}, err
		}
		return Settings{Keys: found.Keys, Language: found.Language}, s.Store.SaveSettings(ctx, found)
	})
}

// ListAbsences lists the colleagues of the caller's desk who are away now.
func (s *Service) ListAbsences(ctx context.Context) ([]record.Absence, error) {
	return run(ctx, s, policy.ListAbsences, onNothing(), func(ctx context.Context) ([]record.Absence, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return nil, err
		}
		return s.Store.Absences(ctx, r.Actor.Desk, s.Now())
	})
}

// Handler is a colleague by whom an inbox can be filtered, or who can take a task.
type Handler struct {
	Account casework.AccountID
	Away    *record.Absence // nil for one who is not away
}

// ListHandlers lists the accounts of the caller's desk, with who is away.
func (s *Service) ListHandlers(ctx context.Context) ([]Handler, error) {
	return run(ctx, s, policy.ListAbsences, onNothing(), func(ctx context.Context) ([]Handler, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return nil, err
		}
		accounts, err := s.Store.Colleagues(ctx, r.Actor.Desk)
		if err != nil {
			return nil, err
		}
		away, err := s.Store.Absences(ctx, r.Actor.Desk, s.Now())
		if err != nil {
			return nil, err
		}
		out := make([]Handler, len(accounts))
		for i, one := range accounts {
			out[i] = Handler{Account: one.Account, Away: absenceOf(away, one.Account)}
		}
		return out, nil
	})
}

func absenceOf(away []record.Absence, account casework.AccountID) *record.Absence {
	for _, one := range away {
		if one.Account == account {
			return &one
		}
	}
	return nil
}
