package office

import (
	"context"
	"regexp"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
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
func (s *Office) ShowSettings(ctx context.Context) (Settings, error) {
	return act.Run(ctx, s.core, policy.ShowSettings, act.OnNothing(), func(ctx context.Context) (Settings, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return Settings{}, err
		}
		found, err := s.store.Settings(ctx, r.Actor.Account)
		if err != nil {
			return Settings{}, err
		}
		colleagues, err := s.store.Colleagues(ctx, r.Actor.Desk)
		if err != nil {
			return Settings{}, err
		}
		out := Settings{Keys: found.Keys, Language: found.Language}
		for _, one := range colleagues {
			if one.Account != r.Actor.Account {
				out.Colleagues = append(out.Colleagues, one.Account)
			}
		}
		if found.Away.Until.After(s.core.Now()) {
			out.Away = &found.Away
		}
		return out, nil
	})
}

// SetKeys switches single keys on or off for the caller's account.
func (s *Office) SetKeys(ctx context.Context, on bool) (Settings, error) {
	return s.changeSettings(ctx, func(_ context.Context, n *record.Settings) error {
		n.Keys = on
		return nil
	})
}

// SetLanguage keeps the language of the pages with the caller's account; "" is that of the browser.
func (s *Office) SetLanguage(ctx context.Context, code string) (Settings, error) {
	return s.changeSettings(ctx, func(_ context.Context, n *record.Settings) error {
		if code != "" && !languageCode.MatchString(code) {
			return act.Invalid("/language", act.FieldNotListed)
		}
		n.Language = code
		return nil
	})
}

// SetAway says from when until when the caller is away, and which colleague of the desk stands in. The
// desk stays the owner of every task, and no account gets or loses a right.
func (s *Office) SetAway(ctx context.Context, from, until time.Time, standIn casework.AccountID) (Settings, error) {
	return s.changeSettings(ctx, func(ctx context.Context, n *record.Settings) error {
		actor := request.From(ctx).Actor
		switch {
		case from.IsZero():
			return act.Invalid("/from", act.FieldRequired)
		case until.IsZero():
			return act.Invalid("/until", act.FieldRequired)
		case !until.After(from), !until.After(s.core.Now()), until.Sub(from) > longestAbsence:
			return act.Invalid("/until", act.FieldFormat)
		}
		colleagues, err := s.store.Colleagues(ctx, actor.Desk)
		if err != nil {
			return err
		}
		if standIn == actor.Account || !slices.ContainsFunc(colleagues, func(one record.Colleague) bool { return one.Account == standIn }) {
			return act.Invalid("/stand_in", act.FieldNotListed)
		}
		n.Away = record.Absence{Account: actor.Account, From: from.UTC(), Until: until.UTC(), StandIn: standIn}
		return nil
	})
}

// EndAway ends the caller's absence before its time. Without one, nothing changes.
func (s *Office) EndAway(ctx context.Context) (Settings, error) {
	return s.changeSettings(ctx, func(_ context.Context, n *record.Settings) error {
		n.Away = record.Absence{}
		return nil
	})
}

// changeSettings carries out a use-case that changes the caller's settings.
func (s *Office) changeSettings(ctx context.Context, change func(context.Context, *record.Settings) error) (Settings, error) {
	return act.Run(ctx, s.core, policy.ChangeSettings, act.OnNothing(), func(ctx context.Context) (Settings, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return Settings{}, err
		}
		found, err := s.store.Settings(ctx, r.Actor.Account)
		if err != nil {
			return Settings{}, err
		}
		if !found.Away.Until.After(s.core.Now()) {
			found.Away = record.Absence{} // it has ended
		}
		found.Account, found.Desk = r.Actor.Account, r.Actor.Desk
		if err := change(ctx, &found); err != nil {
			return Settings{}, err
		}
		return Settings{Keys: found.Keys, Language: found.Language}, s.store.SaveSettings(ctx, found)
	})
}
