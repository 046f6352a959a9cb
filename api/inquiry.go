package api

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/wire"
)

// inquiry is one request: who asks for what, and whether policy was heard.
type inquiry struct {
	caller identity.Caller
	actor  policy.Actor // the caller's
	action policy.Action
	id     string // of the request
	route  string
	ref    string // the case it is about, once it was found to be there; for the log
	path   string
	tag    string // If-Match
	body   []byte // checked JSON, in one way of writing: sent twice it is the same
	code   string // of the problem it was answered with
	asked  bool
	// still says whether the caller of a request that goes on is still signed in.
	still func(ctx context.Context) error
	// purpose is why what is personal is looked at, said whether the asker has said so, and
	// trail what was shown and refused.
	purpose policy.Purpose
	said    bool
	trail   trail
}

// principal is who the record is told to answer. Whoever has not signed in is nobody in particular.
func (q *inquiry) principal() principal.Principal {
	a := q.actor
	if a.Account == "" {
		return principal.Principal{Kind: principal.Door}
	}
	return principal.Principal{Kind: principal.Officer, Account: a.Account, Desk: a.Desk, Agency: a.Agency, Role: a.Role, Country: a.Country}
}

type inquiryKey struct{}

func withInquiry(ctx context.Context, q *inquiry) context.Context {
	return context.WithValue(ctx, inquiryKey{}, q)
}

// asking finds the inquiry of a request. Without one nothing is allowed.
func asking(ctx context.Context) *inquiry {
	if q, ok := ctx.Value(inquiryKey{}).(*inquiry); ok {
		return q
	}
	return &inquiry{}
}

// may asks policy whether the actor may do what the request is for, to a subject that it
// may look at by the action look.
func (q *inquiry) may(look policy.Action, subject policy.Subject) error {
	return q.mayAs(q.action, look, subject)
}

// mayAs asks policy about another action than the request's own.
func (q *inquiry) mayAs(action, look policy.Action, subject policy.Subject) error {
	q.asked = true
	return policy.Check(q.actor, action, look, subject.RelationsOf(q.actor))
}

// mayAtAll asks policy about something that is not about anything in particular.
func (q *inquiry) mayAtAll() error {
	q.asked = true
	if policy.May(q.actor, q.action, policy.In(policy.Unrelated)) {
		return nil
	}
	return policy.Refusal()
}

// sight is what an actor sees of one case.
type sight struct {
	actor policy.Actor
	of    policy.Subject
	to    policy.Relations
	whole bool
	look  *look // where it is noted what is shown
}

// sight is what the asker of a request sees of a case. Everything that it lets through is
// noted for the audit log, so that it MUST be asked only about what is there to be shown.
func (q *inquiry) sight(ref casework.Ref, subject policy.Subject) sight {
	to := subject.RelationsOf(q.actor)
	return sight{
		actor: q.actor, of: subject, to: to, whole: policy.May(q.actor, policy.SeeWholeCase, to),
		look: q.trail.at(audit.Subject{Kind: audit.OfCase, Ref: string(ref)}),
	}
}

// sees says whether the actor sees fields of a class, which are then taken for shown.
func (g sight) sees(c policy.Class) bool {
	if !policy.Sees(g.actor, c, g.to) {
		return false
	}
	g.look.showsFor(g.of.PurposeOfAccess(g.actor, c), c)
	return true
}

// own says whether something is the own desk's, which is then taken for shown: what a desk did
// or is asked it may see. Where all that it had was taken back, it sees that it was asked, and
// none of what was written to it.
func (g sight) own(class policy.Class, desk casework.DeskID) bool {
	if desk == "" || desk != g.actor.Desk || class != policy.Operational && g.over() {
		return false
	}
	g.look.shows(class)
	return true
}

// over says whether the actor's desk had a part in the case, or a grant, and has none any more.
func (g sight) over() bool {
	had := g.to.Has(policy.OwesDeletion) || g.to.Has(policy.ExpiredGrant)
	return had && !g.to.Has(policy.OwnDesk) && !g.to.Has(policy.Involved) && !g.to.Has(policy.Granted)
}

// part says whether something of a case is for the actor: what the own desk did or is asked,
// what a field class opens, and, for those who see the whole case, everything operational.
func (g sight) part(class policy.Class, desk casework.DeskID) bool {
	if g.own(class, desk) {
		return true
	}
	return g.sees(class) && (g.whole || class != policy.Operational)
}

// cause says whether it is for the actor why a clock stands still, as a desk has said.
func (g sight) cause(cause casework.Cause, by casework.DeskID) bool {
	class := policy.CauseClass(cause)
	if g.own(class, by) || g.sees(class) {
		return true
	}
	if g.whole {
		g.look.shows(class)
	}
	return g.whole
}

// classes lists what the actor sees.
func (g sight) classes() []policy.Class {
	out := []policy.Class{}
	for _, c := range policy.Classes() {
		if policy.Sees(g.actor, c, g.to) {
			out = append(out, c)
		}
	}
	return out
}

var errNotAsked = errors.New("a handler answered without asking policy")

// mustAsk turns an answer into an error that nobody has asked policy about. It is the last
// line: a forgotten question is a failure and never an answer.
func mustAsk(next wire.StrictHandlerFunc, _ string) wire.StrictHandlerFunc {
	return func(c echo.Context, request any) (any, error) {
		response, err := next(c, request)
		if err != nil {
			return nil, err
		}
		if !asking(c.Request().Context()).asked {
			return nil, errNotAsked
		}
		return response, nil
	}
}

// hash tells a request from others under the same key. It is made of what was sent and not
// of what was made of it: that may depend on the hour.
func (q *inquiry) hash() []byte {
	h := sha256.New()
	for _, part := range [][]byte{[]byte(q.path), []byte(q.tag), q.body} {
		_, _ = fmt.Fprintf(h, "%d:", len(part)) // a hash takes everything
		_, _ = h.Write(part)
	}
	return h.Sum(nil)
}

// limitBody stops a body that is longer than it may be.
func limitBody(w http.ResponseWriter, r *http.Request, limit int64) {
	r.Body = http.MaxBytesReader(w, r.Body, limit)
}
