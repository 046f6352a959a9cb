package view

import "strconv"

// The size of a chart, in its own units. It is as wide as a phone, so that its text can be read there.
const (
	chartWidth  = 340
	chartHeight = 168
	chartStart  = 30  // of the first column's space
	chartEnd    = 336 // of the last column's space
	chartTop    = 34
	chartBottom = 128
)

// Chart shows one mark over time. Its values are also in a table; it needs no colour and no pointer.
type Chart struct {
	ID            string
	Name          Text // what is measured
	Shape         string
	Width, Height int
	Columns       []ChartColumn
	Lines         []ChartLine
	Base          []ChartBase
	Axis          int // the place of the numbers of the scale
	NameX         int
	Anchor        string // of the numbers of the scale, by the direction of reading
	NameAnchor    string
}

// ChartColumn is one visit.
type ChartColumn struct {
	X, Y   int // of the mark
	LabelY int // of its number
	Number string
	Label  Text
	Gap    bool // there is no mark
	Points string
}

// ChartLine joins two marks that can be compared.
type ChartLine struct{ X1, Y1, X2, Y2 int }

// ChartBase is one line of the scale.
type ChartBase struct {
	Y, From, To int
	Number      string
}

// Mark is one value that is to be drawn. Form says which values can be compared: those of the same form.
type Mark struct {
	Label Text
	Value *float64 // from 0 to 1; nil for a gap
	Form  string
}

// Shapes lists the shapes of marks, one for each chart of a page.
func Shapes() []string { return []string{"circle", "square", "diamond", "triangle"} }

// Plot draws marks in their order: from left to right, or from right to left for a reader of such a
// language. A line joins two neighbours of the same form; a gap ends it.
func Plot(id, shape string, name Text, marks []Mark, rightToLeft bool) Chart {
	out := Chart{ID: id, Name: name, Shape: shape, Width: chartWidth, Height: chartHeight, Axis: chartStart - 6, Anchor: "end", NameAnchor: "start"}
	from, to := chartStart, chartEnd
	if rightToLeft {
		from, to, out.Axis, out.NameX = chartWidth-chartEnd, chartWidth-chartStart, chartWidth-chartStart+6, chartWidth
	}
	for _, v := range []int{0, 50, 100} {
		out.Base = append(out.Base, ChartBase{Y: chartBottom - v*(chartBottom-chartTop)/100, From: from, To: to, Number: strconv.Itoa(v)})
	}
	var before Mark      // the neighbour of a mark
	var last ChartColumn // and its column
	for i, mark := range marks {
		place := i
		if rightToLeft {
			place = len(marks) - 1 - i
		}
		one := ChartColumn{X: from + (2*place+1)*(to-from)/(2*len(marks)), Y: chartBottom, Label: mark.Label, Gap: mark.Value == nil}
		if mark.Value != nil {
			n := Hundred(*mark.Value)
			one.Y, one.Number = chartBottom-n*(chartBottom-chartTop)/100, strconv.Itoa(n)
			one.Points = pointsOf(shape, one.X, one.Y)
		}
		one.LabelY = one.Y - 11
		out.Columns = append(out.Columns, one)
		if before.Value != nil && mark.Value != nil && mark.Form == before.Form {
			out.Lines = append(out.Lines, ChartLine{last.X, last.Y, one.X, one.Y})
		}
		before, last = mark, one
	}
	return out
}

// Hundred writes a mark from 0 to 1 as a whole number from 0 to 100.
func Hundred(v float64) int { return int(v*100 + 0.5) }

// pointsOf returns the corners of a shape around a place; "" for a circle.
func pointsOf(shape string, x, y int) string {
	const r = 5
	at := func(dx, dy int) string { return strconv.Itoa(x+dx) + "," + strconv.Itoa(y+dy) }
	switch shape {
	case "square":
		return at(-r, -r) + " " + at(r, -r) + " " + at(r, r) + " " + at(-r, r)
	case "diamond":
		return at(0, -r-2) + " " + at(r+2, 0) + " " + at(0, r+2) + " " + at(-r-2, 0)
	case "triangle":
		return at(0, -r-1) + " " + at(r+1, r) + " " + at(-r-1, r)
	default:
		return ""
	}
}
