package persona

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// wish is what a client asks of the authorization endpoint (OpenID Connect Core 1.0, 3.1.2.1).
type wish struct {
	State, Nonce, Challenge string
	// Classes are the wanted authentication context classes, the best first.
	Classes []string
	// Fresh reports that an earlier sign-in does not count.
	Fresh bool
	// silent: the user must not be asked anything.
	silent bool
}

// ask shows the list of personas.
func (p *Provider) ask(w http.ResponseWriter, r *http.Request) {
	asked, ok := p.wish(w, r, r.URL.Query())
	if !ok {
		return
	}
	if asked.silent { // no user is signed in here between two clicks
		p.back(w, r, url.Values{"error": {"login_required"}, "state": {asked.State}})
		return
	}
	p.page.show(w, r, asked)
}

// choose takes the click: a persona of the list, or any desk and role.
func (p *Provider) choose(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "the form cannot be read", http.StatusBadRequest)
		return
	}
	asked, ok := p.wish(w, r, r.PostForm)
	if !ok {
		return
	}
	if r.PostForm.Has("cancel") {
		p.back(w, r, url.Values{"error": {"access_denied"}, "state": {asked.State}})
		return
	}
	who, found := p.chosen(r.PostForm)
	if !found {
		http.Error(w, "there is no such desk, or such a role does not sit there", http.StatusUnprocessableEntity)
		return
	}
	code := p.remember(asked, who, p.Now())
	p.back(w, r, url.Values{"code": {code}, "state": {asked.State}})
}

// wish reads and checks a request. Until client and address are known to be right the browser is
// not redirected; later mistakes go back to the client, as the standard requires.
func (p *Provider) wish(w http.ResponseWriter, r *http.Request, q url.Values) (wish, bool) {
	if q.Get("client_id") != Client || q.Get("redirect_uri") != p.Redirect {
		http.Error(w, "this provider signs in for another client, or for another address of it", http.StatusBadRequest)
		return wish{}, false
	}
	asked := wish{
		State: q.Get("state"), Nonce: q.Get("nonce"), Challenge: q.Get("code_challenge"),
		Classes: strings.Fields(q.Get("acr_values")), silent: q.Get("prompt") == "none",
	}
	age, err := strconv.Atoi(q.Get("max_age"))
	asked.Fresh = q.Get("prompt") == "login" || err == nil && age == 0
	problem := ""
	switch {
	case q.Get("response_type") != "code":
		problem = "unsupported_response_type"
	case !strings.Contains(" "+q.Get("scope")+" ", " openid "):
		problem = "invalid_scope"
	case asked.State == "" || asked.Nonce == "" || q.Get("code_challenge_method") != "S256" || len(asked.Challenge) != 43:
		problem = "invalid_request" // state, nonce and PKCE are asked of everybody (RFC 9700)
	case q.Has("max_age") && (err != nil || age < 0):
		problem = "invalid_request"
	}
	if problem != "" {
		p.back(w, r, url.Values{"error": {problem}, "state": {asked.State}})
		return wish{}, false
	}
	return asked, true
}

// back sends the browser back to the client.
func (p *Provider) back(w http.ResponseWriter, r *http.Request, q url.Values) {
	q.Set("iss", p.Issuer()) // RFC 9207: who answers
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
	http.Redirect(w, r, p.Redirect+"?"+q.Encode(), http.StatusSeeOther)
}

// class is the authentication context class that is promised.
func (a wish) class() string {
	if slices.Contains(a.Classes, Strong) {
		return Strong
	}
	return Weak
}

// grant is a click that was not yet turned into a token.
type grant struct {
	wish
	who    Persona
	at     time.Time // of the click
	expiry time.Time
}

// codeTime is how long a code can be redeemed.
const codeTime = time.Minute

// mostGrants limits the memory: a page of development needs few.
const mostGrants = 10_000
