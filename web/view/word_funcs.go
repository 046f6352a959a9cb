package view

import (
	"fmt"
	"html/template"
	"time"

	"example.org/homeward/internal/civil"
	"example.org/homeward/web/words"
)

// wordFuncs are what templates may call to put texts, codes, dates and numbers into words. Codes
// may be of any string type.
func wordFuncs(c *words.Catalogue, l words.Language) template.FuncMap {
	of := func(get func(words.Language, string) (string, error)) func(any) (string, error) {
		return func(code any) (string, error) { return get(l, fmt.Sprint(code)) }
	}
	of2 := func(get func(words.Language, string, string) (string, error)) func(any, any) (string, error) {
		return func(place, code any) (string, error) { return get(l, fmt.Sprint(place), fmt.Sprint(code)) }
	}
	return template.FuncMap{
		"t":         func(key string, values ...string) (string, error) { return c.Text(l, key, values...) },
		"count":     func(key string, n int, values ...string) (string, error) { return c.Count(l, key, n, values...) },
		"code":      of2(c.Code),
		"step":      of(c.Step),
		"step_task": of(c.StepTask),
		"step_wait": of(c.StepWait),
		"outcome":   of2(c.Outcome),
		"fact":      of(c.Fact),
		"value":     of2(c.Value),
		"condition": of(c.Condition),
		"role":      func(code string) string { return c.Role(l, code) },
		"list":      func(all ...string) (string, error) { return c.List(l, all...) },
		"day":       func(d civil.Date) string { return c.Day(l, d) },
		"moment":    func(t time.Time, zone *time.Location) string { return c.Moment(l, t, zone) },
		"moment_in": func(t time.Time, zone *time.Location) string { return c.MomentIn(l, t, zone) },
		"zone":      func(zone string) string { return c.Zone(l, zone) },
		"number":    l.Number,
		"country":   l.Country,
	}
}
