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
}

func (Components) name() string { return "components" }
