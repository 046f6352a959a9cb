package client

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Persona is somebody invented, as the sign-in of a development server takes them.
type Persona struct {
	Desk    casework.DeskID
	Role    casework.Role
	Account string            // a code; two officers of one desk need two
	Agency  casework.AgencyID // who sent a member to a panel; "" is the desk's own
}

// The cookies of signing in, as a browser would keep them.
const (
	sessionCookie = "__Host-homeward"
	signInAddress = "/signin/dev?to=%2Faccount"
	proveAddress  = "/account/prove/agency?to=%2Faccount"
)

var errNoPersonas = fault.New(fault.Unsigned, "nobody can be signed in by desk here: this is no development server, or it knows no such desk and role")

// SignInAs signs a persona in on a development server and gives the token of the session. It
// does what a browser does: it goes to the server's own identity provider, chooses, and comes
// back with a code that only this sign-in can use (PKCE). It speaks to this machine alone.
func SignInAs(ctx context.Context, server string, who Persona, carrier *http.Client) (string, error) {
	return enter(ctx, server, who, carrier, signInAddress)
}

// ProveAs signs a persona in and has them prove at once that it is them, as a person does
// before what asks for a proof of the moment.
func ProveAs(ctx context.Context, server string, who Persona, carrier *http.Client) (string, error) {
	return enter(ctx, server, who, carrier, signInAddress, proveAddress)
}

func enter(ctx context.Context, server string, who Persona, carrier *http.Client, ways ...string) (string, error) {
	base, err := url.Parse(server)
	if err != nil || base.Hostname() != "localhost" && base.Hostname() != "127.0.0.1" && base.Hostname() != "::1" {
		return "", errNoPersonas
	}
	v := visit{ctx: ctx, http: stepwise(carrier), jar: map[string]string{}, host: base.Hostname()}
	for _, address := range ways {
		if err := v.passBy(server+address, who); err != nil {
			return "", err
		}
	}
	token := v.jar[sessionCookie]
	if token == "" {
		return "", errNoPersonas
	}
	return token, nil
}

// passBy goes to the identity provider, chooses who one is, and comes back.
func (v visit) passBy(address string, who Persona) error {
	provider, err := v.step(http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	form := provider.Query()
	form.Set("desk", string(who.Desk))
	form.Set("roles", string(who.Role))
	form.Set("account", who.Account)
	form.Set("agency", string(who.Agency))
	provider.RawQuery = ""
	back, err := v.step(http.MethodPost, provider.String(), form)
	if err != nil {
		return err
	}
	_, err = v.step(http.MethodGet, back.String(), nil)
	return err
}

// stepwise is an HTTP client that follows nothing by itself.
func stepwise(carrier *http.Client) *http.Client {
	own := &http.Client{Timeout: time.Minute}
	if carrier != nil {
		*own = *carrier
	}
	own.Jar = nil
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return own
}

// visit is a browser's visit, reduced to what signing in needs: cookies, and where one is sent.
type visit struct {
	ctx  context.Context //nolint:containedctx // it lives as long as one sign-in
	http *http.Client
	jar  map[string]string
	host string
}

// step sends one request and gives where it sends one on.
func (v visit) step(method, address string, form url.Values) (*url.URL, error) {
	request, err := http.NewRequestWithContext(v.ctx, method, address, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, errNoPersonas
	}
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range v.jar {
		request.AddCookie(&http.Cookie{Name: name, Value: value}) //nolint:gosec // it is sent, not set
	}
	response, err := v.http.Do(request)
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "the server cannot be reached; is it running?")
	}
	defer response.Body.Close()
	content, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "the answer broke off")
	}
	if response.StatusCode == http.StatusTooManyRequests {
		return nil, problem(response, content)
	}
	to, err := response.Location()
	if err != nil || to.Hostname() != v.host {
		return nil, errNoPersonas
	}
	for _, c := range response.Cookies() {
		v.jar[c.Name] = c.Value
	}
	return to, nil
}

// Doorkeeper signs personas in on one development server, each of them once, and keeps their
// tokens. It can be used by many at once.
type Doorkeeper struct {
	Server string
	HTTP   *http.Client

	mu     sync.Mutex
	tokens map[Persona]string
	at     singleflight.Group
}

// As gives what signs the requests of a persona.
func (d *Doorkeeper) As(who Persona) Sign {
	return func(ctx context.Context, stale string) (string, error) {
		if token := d.kept(who); token != "" && token != stale {
			return token, nil
		}
		key := strings.Join([]string{string(who.Desk), string(who.Role), who.Account, string(who.Agency)}, " ")
		_, err, _ := d.at.Do(key, func() (any, error) {
			if token := d.kept(who); token != "" && token != stale {
				return nil, nil
			}
			in := SignInAs
			if stale != "" { // it may be the proof that is missing
				in = ProveAs
			}
			token, err := in(ctx, d.Server, who, d.HTTP)
			if err == nil {
				d.keep(who, token)
			}
			return nil, err
		})
		return d.kept(who), err
	}
}

func (d *Doorkeeper) kept(who Persona) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.tokens[who]
}

func (d *Doorkeeper) keep(who Persona, token string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.tokens == nil {
		d.tokens = map[Persona]string{}
	}
	d.tokens[who] = token
}
