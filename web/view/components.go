package view

// Components is the page that shows each part in each of its states. It exists in development only.
type Components struct {
	Frame

	Clocks   []Clock
	Badges   []Badge
	Persons  []Person
	Banners  []Banner
	Problems []Problem
	Form     []Question
	Facts    []Fact
	Stages   []Stage
	Events   []Event
	Tiles    []Tile
	Chips    []Chip
	Tasks    Tasks
	Compare  Compare
	Paging   Paging
	Place    QueuePlace
	Empties  []Empty

	Waits     []Wait
	Stated    []Stated
	Approvals Approvals
	Endings   []Ending
	Told      []ToldLine
	Legs      []Leg
	Contacts  []ContactShort
	Charts    []Chart
}

func (Components) name() string { return "components" }
