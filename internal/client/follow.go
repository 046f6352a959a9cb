package client

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"example.org/homeward/internal/fault"
)

// Change is what an event stream says: something has come so far. The zero Change says that
// anything may have been missed. It holds no contents; fetch what you show.
type Change struct {
	Kind string `json:"kind"` // case, operation, movement or desk
	Ref  string `json:"ref"`
	Seq  int64  `json:"seq"`
}

// How a stream is followed.
const (
	// quiet is how long a stream may say nothing at all: the server says every 15 seconds that it is there.
	quiet = 50 * time.Second
	// againFirst and againLast are how long it is waited before a stream that broke off is opened again.
	againFirst, againLast = 3 * time.Second, time.Minute
)

var (
	errOver  = fault.New(fault.Unsigned, "the session has ended, and the stream with it")
	errBroke = fault.New(fault.Unavailable, "the stream has broken off")
)

// Follow tells of what changes, in these cases or, with none, in all that the caller may know
// of, until ctx ends. A stream that breaks off is opened again, and then a zero Change comes
// first. It gives up, and says why, when the server refuses for good, and with fault.Unsigned
// when the session or the account has ended and Sign has no other token.
func (c *Client) Follow(ctx context.Context, cases []string, tell func(Change)) error {
	patient := *c.http
	patient.Timeout = 0 // of a whole answer; Follow looks after silence itself
	reader := &Client{base: c.base, sign: c.sign, http: &patient}
	wait, stale := againFirst, ""
	for {
		token, heard, err := reader.follow(ctx, cases, stale, tell)
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case errors.Is(err, errOver) && token != stale: // who can sign anew comes back at once
			stale = token
			continue
		case lasting(err):
			return err
		}
		if stale = ""; heard {
			wait = againFirst
		}
		again := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			again.Stop()
			return context.Cause(ctx)
		case <-again.C:
		}
		wait = min(2*wait, againLast)
	}
}

// lasting says whether it is of no use to come back.
func lasting(err error) bool {
	if p, ok := errors.AsType[*ProblemError](err); ok {
		err = fault.New(p.Code, p.Title)
	}
	return fault.Lasting(err)
}

// follow reads one stream to its end, and says with which token it was opened, and whether
// anything was heard on it.
func (c *Client) follow(ctx context.Context, cases []string, stale string, tell func(Change)) (token string, heard bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	silence := time.AfterFunc(quiet, cancel)
	defer silence.Stop()
	query := url.Values{}
	if len(cases) > 0 {
		query["case"] = cases
	}
	response, err := c.send(ctx, call{method: http.MethodGet, path: path("events"), query: query, accept: "text/event-stream"}, stale)
	if err != nil {
		return stale, false, err
	}
	defer response.Body.Close()
	token = strings.TrimPrefix(response.Request.Header.Get("Authorization"), "Bearer ")
	if response.StatusCode != http.StatusOK {
		content, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
		if err != nil {
			return token, false, errBroke
		}
		return token, false, problem(response, content)
	}
	lines := bufio.NewScanner(response.Body)
	event, data := "", ""
	for lines.Scan() {
		silence.Reset(quiet)
		heard = true
		name, value, _ := strings.Cut(lines.Text(), ":")
		value = strings.TrimPrefix(value, " ")
		switch {
		case lines.Text() == "":
			if err := dispatch(event, data, tell); err != nil {
				return token, heard, err
			}
			event, data = "", ""
		case name == "event":
			event = value
		case name == "data":
			data = value
		}
	}
	return token, heard, errBroke
}

// dispatch tells of an event, or says why there will be no more.
func dispatch(event, data string, tell func(Change)) error {
	switch event {
	case "changed":
		var change Change
		if json.Unmarshal([]byte(data), &change) != nil {
			change = Change{}
		}
		tell(change)
	case "look":
		tell(Change{})
	case "end":
		var why struct {
			Code fault.Code `json:"code"`
		}
		if json.Unmarshal([]byte(data), &why) == nil && why.Code == fault.Unsigned {
			return errOver
		}
		return errBroke
	}
	return nil
}
