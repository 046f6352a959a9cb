package persona

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"time"
)

// remember keeps a sign-in until its code is redeemed or expires.
func (p *Provider) remember(asked authRequest, who Persona, now time.Time) (code string) {
	code = rand.Text()
	p.mu.Lock()
	defer p.mu.Unlock()
	for old, g := range p.grants {
		if now.After(g.expiry) || len(p.grants) >= maxGrants {
			delete(p.grants, old)
		}
	}
	p.grants[code] = grant{authRequest: asked, who: who, at: now, expiry: now.Add(codeTime)}
	return code
}

// redeem returns the sign-in of a code. A code can be used once, also with a wrong verifier.
func (p *Provider) redeem(code, verifier string, now time.Time) (grant, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	g, known := p.grants[code]
	delete(p.grants, code)
	if !known || now.After(g.expiry) {
		return grant{}, false
	}
	sum := sha256.Sum256([]byte(verifier))
	made := base64.RawURLEncoding.EncodeToString(sum[:])
	return g, subtle.ConstantTimeCompare([]byte(made), []byte(g.Challenge)) == 1
}

// once reports whether a machine's assertion is used for the first time.
func (p *Provider) once(id string, until, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for old, end := range p.used {
		if now.After(end) {
			delete(p.used, old)
		}
	}
	if _, again := p.used[id]; again || len(p.used) >= maxGrants {
		return false
	}
	p.used[id] = until
	return true
}
