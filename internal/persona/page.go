package persona

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"

	"example.org/homeward/internal/corridor"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// page is the sign-in page.
type page struct {
	renderer *view.Renderer
	groups   []view.PersonaGroup
	desks    []view.Option
}

// stranger is the persona whose desk has no part in any case.
const stranger = "stranger"

func newPage(d Directory) (page, error) {
	renderer, err := view.Load()
	if err != nil {
		return page{}, err
	}
	p := page{renderer: renderer}
	for _, one := range Personas() {
		desk, known := d.Desk(one.Desk)
		if !known {
			continue // the directory is not the shipped one
		}
		shown := view.Persona{Account: one.Account, Role: string(one.Roles[0]), DeskName: desk.Name}
		if one.Account == stranger {
			shown.Note = "personas.stranger"
		}
		title := "personas.group_" + one.Group
		if n := len(p.groups); n == 0 || p.groups[n-1].Title != title {
			p.groups = append(p.groups, view.PersonaGroup{Title: title})
		}
		last := &p.groups[len(p.groups)-1]
		last.Cast = append(last.Cast, shown)
	}
	desks := slices.SortedFunc(slices.Values(d.Desks()), func(a, b corridor.Desk) int { return cmp.Compare(a.ID, b.ID) })
	for _, desk := range desks {
		p.desks = append(p.desks, view.Option{Label: string(desk.ID) + " · " + desk.Name, Value: string(desk.ID)})
	}
	return p, nil
}

// show answers with the page. Its form repeats the client's request.
func (p page) show(w http.ResponseWriter, r *http.Request, asked authRequest) {
	html, err := p.renderer.Render(view.Personas{
		Frame: view.Frame{Language: words.Negotiate(w, r), Path: r.URL.RequestURI()},
		Again: asked.Fresh, Groups: p.groups, Desks: p.desks, Hidden: hiddenFields(r.URL.Query()), Action: Prefix + "/authorize",
	})
	if err != nil {
		http.Error(w, "the page cannot be made", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", view.ContentPolicy())
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	_, _ = w.Write(html) // a client that hung up does not want it
}

// hiddenFields returns the parameters of the request that the form repeats.
func hiddenFields(q url.Values) []view.Field {
	var out []view.Field
	for _, name := range []string{
		"client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "code_challenge", "code_challenge_method",
		"acr_values", "max_age", "prompt",
	} {
		if q.Has(name) {
			out = append(out, view.Field{Name: name, Value: q.Get(name)})
		}
	}
	return out
}
