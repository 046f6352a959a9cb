package queue

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/web/site"
)

// Name is one part of an inbox. A number on any page and the list that it leads to come from the same
// query; see Query.
type Name string

// The queues, in their order.
const (
	All      Name = "all"
	Now      Name = "now"      // overdue, or due today
	Week     Name = "week"     // due in the seven days after that
	Returned Name = "returned" // come back to the desk
	New      Name = "new"      // not opened by the desk yet
	Still    Name = "still"    // the clock stands still
	Mine     Name = "mine"     // the reader is on it
	Others   Name = "others"   // at other desks
	Absent   Name = "absent"   // claimed by a colleague who is away, for whom the reader stands in
)

// Own lists the queues of the reader's own desk.
func Own() []Name {
	return []Name{All, Now, Week, Returned, New, Still, Mine, Absent}
}

// Query is the query of a queue. Days begin at midnight of the reader's desk.
func Query(p *site.Site, q Name, user identity.Caller) tasks.Query {
	local := p.Usecases.Now().In(p.ZoneOf(user))
	tomorrow := time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, local.Location())
	switch q {
	case Now:
		return tasks.Query{Filter: record.TaskFilter{Paused: new(false), DueBefore: tomorrow}}
	case Week:
		return tasks.Query{Filter: record.TaskFilter{Paused: new(false), DueFrom: tomorrow, DueBefore: tomorrow.AddDate(0, 0, 7)}}
	case Returned:
		return tasks.Query{Filter: record.TaskFilter{Returned: true}}
	case New:
		return tasks.Query{Filter: record.TaskFilter{Unseen: true}}
	case Still:
		return tasks.Query{Filter: record.TaskFilter{Paused: new(true)}}
	case Mine:
		return tasks.Query{Mine: true}
	case Absent:
		return tasks.Query{StandIn: true}
	case Others:
		return tasks.Query{Others: true}
	default:
		return tasks.Query{}
	}
}

// Path is the path of a queue: of the reader's own desk, or of another one.
func Path(q Name, desk casework.DeskID) string {
	if desk != "" {
		return "/inbox?desk=" + string(desk)
	}
	if q == All {
		return "/inbox"
	}
	return "/inbox?queue=" + string(q)
}
