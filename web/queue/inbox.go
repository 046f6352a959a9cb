package queue

import (
	"net/url"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// InboxPath is the path of the inbox.
const InboxPath = "/inbox"

// Inbox is a queue of tasks as its address asks for it.
type Inbox struct {
	Query   tasks.Query
	Address url.Values
	Queue   Name
	Desk    casework.DeskID    // another desk than the reader's own; "" for none
	Handler casework.AccountID // a colleague; "" for none
	Begins  string             // how the reference begins; "" for any
	Chips   []view.Chip        // of the filters beside the queue
	// Dropped is true if the address has a text that cannot be the beginning of a reference. The address is
	// then to be left for the one without it.
	Dropped bool
}

// OfOwnDesk reports whether the queue is of the reader's own desk.
func (i Inbox) OfOwnDesk() bool { return i.Desk == "" && i.Queue != Others }

// InInbox reads the address of an inbox.
func InInbox(s *site.Site, query url.Values, user identity.Caller) Inbox {
	out := Inbox{Queue: Name(query.Get("queue")), Address: url.Values{}, Begins: beginning(query.Get("ref"))}
	if out.Queue != Others && !slices.Contains(Own(), out.Queue) {
		out.Queue = All
	}
	out.Query = Query(s, out.Queue, user)
	out.Dropped = out.Begins == "" && query.Get("ref") != ""
	desk := casework.DeskID(query.Get("desk"))
	switch {
	case desk != "" && desk != user.Actor.Desk && codeOnly.MatchString(string(desk)):
		out.Query, out.Queue, out.Desk = tasks.Query{}, All, desk
		out.Query.Filter.Desk = desk
		out.Address.Set("desk", string(desk))
	case out.Queue != All:
		out.Address.Set("queue", string(out.Queue))
	}
	if by := query.Get("handler"); by != "" && out.OfOwnDesk() && codeOnly.MatchString(by) {
		out.Handler, out.Query.Handler = casework.AccountID(by), casework.AccountID(by)
		out.Address.Set("handler", by)
	}
	if out.Begins != "" {
		out.Query.Filter.RefBegins = out.Begins
		out.Address.Set("ref", out.Begins)
	}
	if out.Handler != "" {
		out.Chips = append(out.Chips, view.Chip{Text: view.Say("inbox.by", string(out.Handler)), Path: without(InboxPath, out.Address, "handler")})
	}
	if out.Begins != "" {
		out.Chips = append(out.Chips, view.Chip{Text: view.Say("filter.ref_begins", out.Begins), Path: without(InboxPath, out.Address, "ref")})
	}
	return out
}

// Find is the field that searches within a list by the beginning of a reference.
func Find(begins string) view.Question {
	return view.Question{
		ID: "filter-ref", Name: "ref", Kind: view.AskText, Label: view.Say("filter.ref"), Value: begins, Limit: longestBeginning, Code: true,
	}
}

// without is the address of a list without one of its filters.
func without(path string, address url.Values, key string) string {
	others := url.Values{}
	for name := range address {
		if name != key {
			others.Set(name, address.Get(name))
		}
	}
	return site.WithQuery(path, others)
}
