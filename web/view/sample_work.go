package view

// sampleWork adds the parts that the pages of work share: who is waited for, what is on record, what waits for
// approval, what ends soon, notices, legs, how to reach a person, and a chart.
func sampleWork(page *Components, at Moment) {
	age, desk := Say("tasks.age", Count("age.working_days", 11)), "Embassy of Kenya, Bangkok"
	page.Waits = []Wait{
		{Text: Say("step.verify_nationality.wait"), Path: "#1", Desk: desk, Since: at, Age: age, Clock: sampleClocks()[0], Next: Say("tasks.next", Say("level_next.reminder"), at)},
		{Text: Say("step.travel_document.wait"), Desk: desk, Since: at, Age: age, Clock: sampleClocks()[2], Mine: true},
	}
	value := Say("components.sentence")
	page.Stated = []Stated{{Name: Say("components.label"), Value: value, By: desk, At: at, Earlier: []Stated{{Value: value, By: desk, At: at}}}}
	page.Approvals = Approvals{Rows: []Approval{{What: Say("approval.list"), About: Count("approval.people", 214), Ref: "c7m2k9x4pq", Path: "#1", By: desk, Since: at, Age: age}}}
	page.Endings = []Ending{{Person: page.Persons[0], What: Say("components.label"), Path: "#1", At: at, In: Count("age.days", 5), Desk: desk}}
	page.Told = []ToldLine{
		{Text: value, Do: Say("components.hint"), From: Say("told.from", desk), Urgent: true, At: at, Ref: "c7m2k9x4pq", Path: "#1", State: Say("told.due", at), Read: &Reading{Action: "#1", Key: "sample", IDs: "1", Back: "#1"}},
		{Text: value, At: at, State: Say("told.read_at", at)},
	}
	page.Legs = []Leg{{Text: Say("components.label"), Times: []Text{Say("components.hint")}}, {Text: Say("components.label")}}
	page.Contacts = []ContactShort{{Texts: []Text{value}, Path: "#1"}, {Note: Say("components.hint")}}
	half, more := 0.5, 0.75
	for _, shape := range Shapes() {
		page.Charts = append(page.Charts, Plot("chart-"+shape, shape, Say("components.label"), []Mark{
			{Label: Count("age.days", 7), Value: &half}, {Label: Count("age.days", 28)}, {Label: Count("age.days", 91), Value: &more}, {Label: Count("age.days", 182), Value: &half},
		}, page.Language.Dir == "rtl"))
	}
}
