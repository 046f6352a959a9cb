package view

import "time"

// Sample returns the page of components with invented data.
func Sample(f Frame) Components {
	sentence, at := Say("components.sentence"), Moment{At: time.Date(2026, 11, 21, 7, 2, 0, 0, time.UTC), Zone: time.UTC}
	page := Components{
		Frame:   f,
		Clocks:  sampleClocks(),
		Badges:  []Badge{{Text: Say("tasks.claimed_me")}, {Text: Say("tasks.claimed"), Tone: Waits}, {Text: Say("clock.overdue_now"), Tone: Bad}, {Text: Say("tasks.child"), Tone: Quiet}},
		Persons: []Person{{Ref: "c7m2k9x4pq", Path: "#c7m2k9x4pq", Origin: "KEN", Badges: []Badge{{Text: Say("tasks.child"), Tone: Waits}}}, {Ref: "d8n3l0y5rs", Name: "Wanjiku"}},
		Tiles:   []Tile{{Number: 3, Text: Say("clock.overdue_now"), Path: "#1", Red: true}, {Number: 50, More: true, Text: Say("tasks.claimed"), Path: "#2"}, {Text: Say("clock.still"), Path: "#3"}},
		Chips:   []Chip{{Text: Say("clock.overdue_now"), Path: "#1", Now: true, Number: "12"}, {Text: Say("clock.still"), Path: "#2"}},
		Stages:  []Stage{{Text: Say("nav.inbox"), State: "past"}, {Text: Say("nav.cases"), State: "now", Hint: Count("age.working_days", 11)}, {Text: Say("nav.day"), State: "next"}},
		Events:  []Event{{Text: sentence, At: at, By: Say("role.caseworker"), ID: "event-2"}, {Text: sentence, At: at, Detail: Say("components.hint"), Path: "#event-2"}},
		Place:   QueuePlace{Text: Say("place.of", "4", "31"), Previous: "#1", Next: "#2", Back: "#3"},
		Paging:  Paging{Shown: Say("components.rows"), First: "#1", Next: "#2"},
	}
	for _, kind := range []string{"done", "note", "alert"} {
		page.Banners = append(page.Banners, Banner{Kind: kind, Title: Say("components.banners"), Texts: []Text{sentence}, Path: "#1", Label: Say("tasks.open")})
	}
	for _, why := range []EmptyKind{NothingYet, NothingLeft, NothingMatches, NotYours, NotLoaded} {
		page.Empties = append(page.Empties, Empty{Why: why, Text: sentence, Next: Say("tasks.open"), NextPath: "#1"})
	}
	for _, none := range []NoValue{NotAsked, NotKnown, Withheld} {
		page.Facts = append(page.Facts, Fact{Name: Say("components.label"), None: none})
	}
	page.Facts = append(page.Facts, Fact{Name: Say("components.label"), Value: sentence, At: at}, Fact{Name: Say("me.desk"), Plain: "Casework, Mae Sot", Lang: "en"})
	page.Problems = []Problem{{Text: Say("components.wrong"), To: "q-date"}}
	page.Form = sampleQuestions()
	page.Tasks = sampleTasks(at)
	sampleWork(&page, at)
	page.Compare = Compare{
		Since: page.Events[1:], Drop: "#1", To: "#2", Apply: &SmallForm{Action: "/components", Submit: Say("compare.apply")},
		Rows: []Compared{
			{Name: Say("components.label"), Mine: Fact{Value: Say("tasks.answer")}, Now: Fact{Value: Say("tasks.open"), At: at}},
			{Name: Say("components.label"), Mine: Fact{Plain: "c7m2k9x4pq"}, Now: Fact{None: NotAsked}},
		},
	}
	return page
}

func sampleClocks() []Clock {
	days := Count("age.working_days", 3)
	return []Clock{
		{State: ClockRed, Text: Say("clock.overdue", days)},
		{State: ClockAmber, Text: Say("clock.due", Count("age.hours", 5))},
		{State: ClockGreen, Text: Say("clock.due", days)},
		{State: ClockStill, Text: Say("clock.still")},
		{State: ClockNone, Text: Say("clock.none")},
	}
}

func sampleQuestions() []Question {
	label, hint := Say("components.label"), Say("components.hint")
	answers := []Answer{{Value: "a", Text: Say("tasks.answer"), Chosen: true}, {Value: "b", Text: Say("tasks.open"), Hint: hint}}
	return []Question{
		{ID: "q-text", Name: "text", Kind: AskText, Label: label, Hint: hint, Value: "c7m2k9x4pq", Code: true, Limit: 20},
		{ID: "q-date", Name: "date", Kind: AskDate, Label: label, Wrong: Say("components.wrong"), Date: DateParts{Day: "30", Month: "2", Year: "2026"}},
		{ID: "q-select", Name: "select", Kind: AskSelect, Label: label, Answers: answers, Optional: true},
		{ID: "q-one", Name: "one", Kind: AskOne, Label: label, Hint: hint, Answers: answers},
		{ID: "q-several", Name: "several", Kind: AskSeveral, Label: label, Answers: answers},
		{ID: "q-area", Name: "area", Kind: AskArea, Label: label, Readers: Say("components.readers"), Limit: 500},
	}
}

func sampleTasks(at Moment) Tasks {
	tasks := Tasks{Order: Say("components.hint"), Desks: true}
	for i, clock := range sampleClocks() {
		tasks.Rows = append(tasks.Rows, Task{
			Person: Person{Ref: "c7m2k9x4p" + string(rune('a'+i)), Path: "#1", Origin: "KEN"}, Step: Say("components.label"), Desk: "Embassy of Kenya, Bangkok", Since: at,
			Age: Say("tasks.age", Count("age.working_days", 11)), Clock: clock, Act: Say("tasks.answer"), Path: "#2", First: i == 0, Past: i == 4,
		})
	}
	return tasks
}
