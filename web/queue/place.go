package queue

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// Place is the queue from which a task was opened. It stands in the address of the task, in codes.
type Place struct {
	Queue Name
	Desk  casework.DeskID // whose queue it is; "" for the queues of the reader's own desk
	At    int             // where in the queue the task was, from 1; 0 if that is not known
}

// PlaceOf reads the place from an address, and reports whether it has one. An unknown queue is all of them.
func PlaceOf(query url.Values) (Place, bool) {
	place := Place{Queue: Name(query.Get("queue")), Desk: casework.DeskID(query.Get("desk"))}
	if place.Queue == "" && place.Desk == "" {
		return Place{}, false
	}
	if place.Queue != Others && !slices.Contains(Own(), place.Queue) {
		place.Queue = All
	}
	if at, err := strconv.Atoi(query.Get("at")); err == nil && at > 0 {
		place.At = at
	}
	return place, true
}

// Query is the query of the queue, whole.
func (p Place) Query(s *site.Site, user identity.Caller) tasks.Query {
	if p.Desk == "" || p.Desk == user.Actor.Desk {
		return Query(s, p.Queue, user)
	}
	query := tasks.Query{}
	query.Filter.Desk = p.Desk
	return query
}

// Path is the path of the queue.
func (p Place) Path() string { return Path(p.Queue, p.Desk) }

// Answered is the path of the queue with the row of the request that was just answered; key is that of the answer.
func (p Place) Answered(key string) string {
	path, query := p.Path(), url.Values{"sent": {key}}.Encode()
	if strings.Contains(path, "?") {
		return path + "&" + query
	}
	return path + "?" + query
}

// Lead makes rows of a queue lead to their tasks with the place.
func (p Place) Lead(rows []view.Task) {
	for i := range rows {
		rows[i].Path = p.In(rows[i].Path)
	}
}

// In puts the place into the address of a task or of one of its forms.
func (p Place) In(path string) string {
	query := url.Values{}
	switch {
	case p.Desk != "":
		query.Set("desk", string(p.Desk))
	case p.Queue != "":
		query.Set("queue", string(p.Queue))
	default:
		return path
	}
	if p.At > 0 {
		query.Set("at", strconv.Itoa(p.At))
	}
	if strings.Contains(path, "?") {
		return path + "&" + query.Encode()
	}
	return path + "?" + query.Encode()
}
