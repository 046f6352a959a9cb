package persona

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// authRequest is a client's request to the authorization endpoint (OpenID Connect Core 1.0, 3.1.2.1).
type authRequest struct {
	State, Nonce, Challenge string
	// Classes are the wanted authentication context classes, the best first.
	Classes []string
	// Fresh is true if an earlier sign-in does not count.
	Fresh bool
	// silent is true if the user must not be asked anything.
	silent bool
}

// showPage answers with the sign-in page.
func (p *Provider) showPage(w http.ResponseWriter, r *http.Request) {
	asked, ok := p.authRequest(w, r, r.URL.Query())
	if ok {
		p.ask(w, r, asked)
	}
}

// ask shows the page of a request, unless the user must not be asked anything.
func (p *Provider) ask(w http.ResponseWriter, r *http.Request, asked authRequest) {
	if asked.silent { // no user is signed in here between two clicks
		p.back(w, r, asked.State, url.Values{"error": {"login_required"}})
		return
	}
	p.page.show(w, r, asked)
}

// choose handles the click on a persona of the list, or the choice of any desk and role. A form without a choice is a
// client's request, which may come by POST too (OpenID Connect Core 1.0, 3.1.2.1).
func (p *Provider) choose(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "the form cannot be read", http.StatusBadRequest)
		return
	}
	asked, ok := p.authRequest(w, r, r.PostForm)
	if !ok {
		return
	}
	chosen := slices.ContainsFunc([]string{"cancel", "persona", "desk", "account"}, r.PostForm.Has)
	switch {
	case !chosen:
		p.ask(w, r, asked)
		return
	case http.NewCrossOriginProtection().Check(r) != nil: // only our own page chooses
		http.Error(w, "this was sent by a page of another site", http.StatusForbidden)
		return
	case r.PostForm.Has("cancel"):
		p.back(w, r, asked.State, url.Values{"error": {"access_denied"}})
		return
	}
	who, found := p.chosen(r.PostForm)
	if !found {
		http.Error(w, "there is no such desk, or it does not have such a role", http.StatusUnprocessableEntity)
		return
	}
	code := p.remember(asked, who, p.Now())
	p.back(w, r, asked.State, url.Values{"code": {code}})
}

// authRequest parses and checks a request. If the client or the redirect address is wrong, the browser
// is not redirected. Other errors are sent back to the client, as the standard requires.
func (p *Provider) authRequest(w http.ResponseWriter, r *http.Request, q url.Values) (authRequest, bool) {
	if q.Get("client_id") != Client || q.Get("redirect_uri") != p.Redirect {
		http.Error(w, "the client or its redirect address is not the one that this provider is for", http.StatusBadRequest)
		return authRequest{}, false
	}
	asked := authRequest{
		State: q.Get("state"), Nonce: q.Get("nonce"), Challenge: q.Get("code_challenge"),
		Classes: strings.Fields(q.Get("acr_values")),
	}
	prompt := strings.Fields(q.Get("prompt"))
	asked.silent = slices.Contains(prompt, "none")
	age, err := strconv.Atoi(q.Get("max_age"))
	asked.Fresh = slices.Contains(prompt, "login") || err == nil && age == 0
	problem := ""
	switch {
	case q.Has("request"):
		problem = "request_not_supported" // OpenID Connect Core 1.0, 3.1.2.6
	case q.Has("request_uri"):
		problem = "request_uri_not_supported"
	case asked.silent && len(prompt) > 1:
		problem = "invalid_request"
	case q.Get("response_type") != "code":
		problem = "unsupported_response_type"
	case !strings.Contains(" "+q.Get("scope")+" ", " openid "):
		problem = "invalid_scope"
	case asked.State == "" || asked.Nonce == "" || q.Get("code_challenge_method") != "S256" || len(asked.Challenge) != 43:
		problem = "invalid_request" // state, nonce and PKCE are required of every client (RFC 9700)
	case q.Has("max_age") && (err != nil || age < 0):
		problem = "invalid_request"
	}
	if problem != "" {
		p.back(w, r, asked.State, url.Values{"error": {problem}})
		return authRequest{}, false
	}
	return asked, true
}

// back sends the browser back to the client, with the state that it sent, if it sent one.
func (p *Provider) back(w http.ResponseWriter, r *http.Request, state string, q url.Values) {
	if state != "" {
		q.Set("state", state)
	}
	q.Set("iss", p.Issuer()) // RFC 9207
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
	http.Redirect(w, r, p.Redirect+"?"+q.Encode(), http.StatusSeeOther)
}

// class returns the authentication context class that the token asserts.
func (a authRequest) class() string {
	if slices.Contains(a.Classes, Strong) {
		return Strong
	}
	return Weak
}

// grant is a sign-in whose code is not redeemed yet.
type grant struct {
	authRequest
	who    Persona
	at     time.Time // of the sign-in
	expiry time.Time
}

// codeTime is how long a code can be redeemed.
const codeTime = time.Minute

// maxGrants limits the memory; development needs only a few.
const maxGrants = 10_000
