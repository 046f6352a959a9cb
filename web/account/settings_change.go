package account

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// switchKeys switches single keys on or off.
func (p *pages) switchKeys(c echo.Context, _ identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	on := f.Get("keys") == "on"
	if _, err := p.Usecases.SetKeys(c.Request().Context(), on); err != nil {
		return err
	}
	site.KeepKeys(c, on)
	notice := "settings.keys_off"
	if on {
		notice = "settings.keys_on"
	}
	return site.Done(c, settingsPath, notice)
}

// setAway says from when until when the user is away, and who stands in. Both days belong to the time.
func (p *pages) setAway(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	ctx, r := c.Request().Context(), say.For(p.Site, c, user)
	if f.Get("do") == "end" {
		if _, err := p.Usecases.EndAway(ctx); err != nil {
			return err
		}
		return site.Done(c, settingsPath, "settings.away_ended")
	}
	wrong := say.Wrongs{}
	from, until := r.ReadDate(f, "from", wrong), r.ReadDate(f, "until", wrong)
	if len(wrong) == 0 {
		if !from.IsZero() {
			from = civil.DateOf(from, r.Zone).Start(r.Zone)
		}
		if !until.IsZero() {
			until = civil.DateOf(until, r.Zone).AddDays(1).Start(r.Zone)
		}
		_, err := p.Usecases.SetAway(ctx, from, until, casework.AccountID(f.Get("stand_in")))
		if err == nil {
			return site.Done(c, settingsPath, "settings.away_set")
		}
		fields, _ := fault.DetailsOf(err).(act.InvalidFields)
		if len(fields) == 0 {
			return err
		}
		wrong = awayWrongs(fields[0])
	}
	found, err := p.Usecases.ShowSettings(ctx)
	if err != nil {
		return err
	}
	return p.renderSettings(c, user, found, f, wrong, http.StatusUnprocessableEntity)
}

// awayWrongs says what is wrong with an absence.
func awayWrongs(field act.InvalidField) say.Wrongs {
	name := field.Pointer[1:]
	switch {
	case name == "stand_in":
		return say.Wrongs{name: view.Say("settings.wrong.stand_in")}
	case field.Code == act.FieldRequired:
		return say.Wrongs{name: view.Say("settings.wrong.missing")}
	default:
		return say.Wrongs{name: view.Say("settings.wrong.until")}
	}
}
