package client

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// Change is what an event stream reports: something has reached a sequence number. The zero
// Change says that changes may have been missed. It holds no contents; fetch what you show.
type Change struct {
	Kind string `json:"kind"` // case, operation, movement or desk
	Ref  string `json:"ref"`
	Seq  int64  `json:"seq"`
}

const (
	// maxSilence is how long a stream may send nothing: the server sends a sign of life every 15 seconds.
	maxSilence = 50 * time.Second
	// firstPause and lastPause limit how long Follow waits before it opens a broken stream again.
	firstPause, lastPause = 3 * time.Second, time.Minute
)

var (
	errSessionOver = fault.New(fault.Unsigned, "the session has ended, and the stream with it")
	errStreamBroke = fault.New(fault.Unavailable, "the stream broke off")
)

// Follow calls tell for every change of the given cases, or with no cases of all that the caller
// may see, until ctx ends. It opens a broken stream again, and then reports a zero Change first.
// It returns an error when the server refuses for good, and fault.Unsigned when the session or
// the account has ended and Sign has no other token.
func (c *Client) Follow(ctx context.Context, cases []wire.Ref, tell func(Change)) error {
	unlimited := *c.http
	unlimited.Timeout = 0 // it would end the stream; Follow watches for silence itself
	reader := &Client{base: c.base, sign: c.sign, http: &unlimited}
	pause, stale := firstPause, ""
	for {
		token, received, err := reader.follow(ctx, cases, stale, tell)
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case errors.Is(err, errSessionOver) && token != stale: // with another token the stream goes on at once
			stale = token
			continue
		case lasting(err):
			return err
		}
		if stale = ""; received {
			pause = firstPause
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return context.Cause(ctx)
		case <-timer.C:
		}
		pause = min(2*pause, lastPause)
	}
}

// lasting reports whether another attempt would fail as well.
func lasting(err error) bool {
	if p, ok := errors.AsType[*ProblemError](err); ok {
		err = fault.New(p.Code, p.Title)
	}
	return fault.Lasting(err)
}

// follow reads one stream to its end. It returns the token that the stream was opened with, and
// whether anything was received.
func (c *Client) follow(ctx context.Context, cases []wire.Ref, stale string, tell func(Change)) (token string, received bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	silence := time.AfterFunc(maxSilence, cancel)
	defer silence.Stop()
	response, err := c.send(ctx, call{
		method: http.MethodGet, path: "/events", params: wire.FollowEventsParams{Case: cases}, accept: "text/event-stream",
	}, stale)
	if err != nil {
		return stale, false, err
	}
	defer response.Body.Close()
	token = strings.TrimPrefix(response.Request.Header.Get("Authorization"), "Bearer ")
	if response.StatusCode != http.StatusOK {
		content, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
		if err != nil {
			return token, false, errStreamBroke
		}
		return token, false, problem(response, content)
	}
	lines := bufio.NewScanner(response.Body)
	event, data := "", ""
	for lines.Scan() {
		silence.Reset(maxSilence)
		received = true
		name, value, _ := strings.Cut(lines.Text(), ":")
		value = strings.TrimPrefix(value, " ")
		switch {
		case lines.Text() == "":
			if err := dispatch(event, data, tell); err != nil {
				return token, received, err
			}
			event, data = "", ""
		case name == "event":
			event = value
		case name == "data":
			data = value
		}
	}
	return token, received, errStreamBroke
}

// dispatch reports one event. It returns an error if the event ends the stream.
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
		var reason struct {
			Code fault.Code `json:"code"`
		}
		if json.Unmarshal([]byte(data), &reason) == nil && reason.Code == fault.Unsigned {
			return errSessionOver
		}
		return errStreamBroke
	}
	return nil
}
