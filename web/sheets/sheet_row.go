package sheets

import (
	"strconv"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

func number(n int) string { return strconv.Itoa(n) }

// row is one request of a sheet.
func (r reader) row(s tasks.SheetRow) view.SheetRow {
	t := s.Task
	out := view.SheetRow{
		ID: say.SheetRow(s.Case), Value: named(s.Case, s.SheetItem.Task), Ticked: s.Ticked, Gone: t.ID == "",
		Person: r.person(s),
	}
	if s.LookedAt != nil {
		out.Looked = r.At(*s.LookedAt)
	}
	for _, rule := range s.Leaves {
		out.Rules = append(out.Rules, view.Say("sheet.rule."+string(rule)))
	}
	if !out.Gone {
		since := say.WaitsSince(t)
		out.Since, out.Age, out.Clock = r.At(since), r.Ago(t.Desk, since), r.TaskClock(t)
	}
	return out
}

// person is whom a request is about, as far as the user sees her.
func (r reader) person(s tasks.SheetRow) view.SheetPerson {
	out := view.SheetPerson{Person: view.Person{Ref: string(s.Case), Name: s.Person.Name, Badges: say.PersonBadges(s.Task.Minor, s.Task.Deceased)}}
	about, _ := r.About(s.Person, nil)
	for _, f := range about {
		switch f.Name.Key {
		case "person.birth":
			out.Birth = f.Plain
		case "person.document":
			out.Document = f.Plain
		}
	}
	return out
}

// named is how a form names a request: never by its place, which another one can take.
func named(ref casework.Ref, task casework.TaskID) string { return string(ref) + " " + string(task) }

// requestIn reads the name of a request. A text that is not one is fault.Malformed.
func requestIn(text string) (tasks.SheetRequest, error) {
	ref, task, ok := strings.Cut(text, " ")
	if !ok || ref == "" || task == "" {
		return tasks.SheetRequest{}, fault.New(fault.Malformed, "the form names a request in a way that cannot be read")
	}
	return tasks.SheetRequest{Case: casework.Ref(ref), Task: casework.TaskID(task)}, nil
}
