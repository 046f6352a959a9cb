package bench_test

import (
	"fmt"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
)

// registrar is the officer who opens the cases.
func registrar() casework.Actor {
	return casework.Actor{Account: "acc-opens", Desk: "tha-registrar-maesot", Agency: "tha-social", Role: casework.RoleRegistrar}
}

// person is one of the people, with a name of their own.
func person(i int) record.Person {
	return record.Person{Name: fmt.Sprintf("Person %c%c%c%c", 'A'+i%26, 'a'+i/26%26, 'a'+i/676%26, 'a'+i/17576%26), Sex: "F", Nationality: "ETH"}
}

// first opens a case: it waits for its registration. One in nine is of a child, and one in forty follows lane C.
func (f *filled) first(ref casework.Ref, i int) (casework.Change, []casework.ClockSet) {
	c, clocks := dbtest.Opened(ref)
	at := dbtest.Day.Add(time.Duration(i%(55*24*60)) * time.Minute)
	rules := f.all[i%len(f.all)].Rules()
	if i%40 == 0 {
		rules.Lane = casework.LaneC
	}
	one := dbtest.Task(casework.StepRegister, 1, rules.Desks[casework.DeskRegistrar], at)
	one.Kind = casework.DeskRegistrar
	c.At, c.By, c.Opened, c.Clocks[0] = at, registrar(), []casework.Task{one}, casework.ClockOrder{Task: one.ID, Step: one.Step, Desk: one.Desk, Start: at}
	c.Facts[0].By, c.Facts[0].At = c.By, at
	if i%9 == 0 {
		c.Facts[0].Value = "minor"
	}
	c.Entries[1].Step, c.Entries[1].Task, c.Entries[1].Desk = one.Step, one.ID, one.Desk
	c.Notices = []casework.Notice{{Kind: casework.NoticeTaskOpened, Desk: one.Desk, Task: one.ID}}
	c.Next.Rules, c.Next.OpenedAt, c.Next.Facts, c.Next.Tasks = rules, at, c.Facts, c.Opened
	clocks[0] = casework.ClockSet{Task: one.ID, Escalations: dbtest.Ladder(at)}
	return c, clocks
}

// second has the case wait for a desk more, at a later step; its first task stays open for one in seven. One in
// thirty is paused, one in three claimed.
func (f *filled) second(after casework.Change, i int) (casework.Change, []casework.ClockSet) {
	at := steps[i%len(steps)]
	change := dbtest.Next(after, casework.KindDecide)
	change.At = after.At.Add(time.Hour)
	if at.step == casework.StepRegister {
		return f.claimed(change, i), nil
	}
	change = dbtest.Decided(after, after.Opened[0], casework.Registered)
	change.At, change.By, change.Next.Stage = after.At.Add(time.Hour), registrar(), at.stage
	change.Decisions[0].By, change.Decisions[0].At = change.By, change.At
	one := dbtest.Task(at.step, 1, after.Next.Rules.Desks[at.kind], change.At)
	one.Kind = at.kind
	if i%3 == 0 {
		one.ClaimedBy = &casework.Actor{Account: casework.AccountID(fmt.Sprintf("acc-%d", i%20)), Desk: one.Desk}
		one.ClaimedAt = change.At
	}
	if i%30 == 1 {
		one.Pause = &casework.Pause{Cause: "border_closed", Since: change.At, Until: change.At.AddDate(0, 3, 0)}
	}
	change.Opened, change.Next.Tasks = []casework.Task{one}, []casework.Task{one}
	change.Notices = []casework.Notice{{Kind: casework.NoticeTaskOpened, Desk: one.Desk, Task: one.ID}}
	change.Next.Attempts = map[casework.Step]int{casework.StepRegister: 1, at.step: 1}
	return change, []casework.ClockSet{{Task: one.ID, Escalations: dbtest.Ladder(at0(change.At, i))}}
}

// at0 spreads the clocks: some are long overdue, most are not.
func at0(opened time.Time, i int) time.Time { return opened.Add(time.Duration(i%60) * 24 * time.Hour) }

func (f *filled) claimed(change casework.Change, i int) casework.Change {
	one := change.Next.Tasks[0]
	one.ClaimedBy, one.ClaimedAt, one.Version = &casework.Actor{Account: casework.AccountID(fmt.Sprintf("acc-%d", i%20)), Desk: one.Desk}, change.At, 2
	change.Kind, change.Updated, change.Next.Tasks = casework.KindClaim, []casework.Task{one}, []casework.Task{one}
	return change
}
