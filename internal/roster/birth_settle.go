package roster

import (
	"slices"

	"example.org/homeward/internal/civil"
)

// proof counts the cells that allow one calendar, or one order, only.
type proof struct {
	calendars map[Calendar]int
	orders    map[order]int
}

func newProof() proof { return proof{make(map[Calendar]int), make(map[order]int)} }

// add counts a cell.
func (p proof) add(w written) {
	if c := w.calendars(); len(c) == 1 {
		p.calendars[c[0]]++
	}
	o := w.orders()
	for _, x := range o {
		p.orders["all"+x]++
	}
	switch {
	case len(o) == 1:
		p.orders[o[0]]++
		p.orders[yearAt(o[0])]++
	case len(o) == 2 && yearAt(o[0]) == yearAt(o[1]):
		p.orders[yearAt(o[0])]++
	}
}

// The places of the year, as far as orders are counted by them.
const (
	yearsFirst order = "y.."
	yearsLast  order = "..y"
)

func yearAt(o order) order {
	if o == yearFirst || o == yearFirstDay {
		return yearsFirst
	}
	return yearsLast
}

// only returns the one calendar that is proven; "" if there are several or none.
func (p proof) only() Calendar {
	if len(p.calendars) != 1 {
		return ""
	}
	for c := range p.calendars {
		return c
	}
	return ""
}

// column is what the cells of one column of birth dates prove: all together, and by the form in which
// they are written.
type column struct {
	all   proof
	forms map[string]proof
	hint  order // the order that the heading names
}

func newColumn(hint order) *column { return &column{newProof(), make(map[string]proof), hint} }

func (c *column) add(w written) {
	if len(w.options) == 0 || w.precision == PrecisionAge || w.form == "" {
		return
	}
	c.all.add(w)
	if _, ok := c.forms[w.form]; !ok {
		c.forms[w.form] = newProof()
	}
	c.forms[w.form].add(w)
}

// settle leaves the options of the calendar that the column, or else the file, proves. Without a proof all options stay.
func (c *column) settle(w *written, file proof, asOf civil.Date) {
	if len(w.options) < 2 || w.form == "" {
		return
	}
	form := c.forms[w.form]
	if len(w.calendars()) < 2 {
		return
	}
	of := func(calendar Calendar) { w.keep(func(o option) bool { return o.Calendar == calendar }) }
	switch proven := form.only(); {
	case proven == Gregorian && w.short && hidesChild(w, asOf):
		return // one author may count in two calendars: a possible child stays one
	case proven != "":
		of(proven)
		return
	case len(form.calendars) > 1 || !w.short:
		return
	}
	switch proven := c.all.only(); {
	case proven == Buddhist, proven == Minguo:
		of(proven)
	case w.thaiMonth && c.all.calendars[Gregorian] == 0:
		of(Buddhist)
	case proven == "" && len(c.all.calendars) == 0:
		if proven := file.only(); proven == Buddhist || proven == Minguo {
			of(proven)
		}
	}
}

// provenBy is the number of cells that must prove the usual order. One cell proves the unusual one.
const provenBy = 2

// settleOrder leaves one order of day, month and year if the heading names it, or cells of the same form
// prove it and none contradicts.
func (c *column) settleOrder(w *written) {
	if len(w.options) < 2 || w.form == "" {
		return
	}
	form := c.forms[w.form]
	only := func(o order) { w.keep(func(x option) bool { return x.order == o }) }
	n := form.orders
	switch {
	case n[yearsLast] > 0 && n[yearsFirst] == 0:
		w.keep(func(x option) bool { return yearAt(x.order) == yearsLast })
	case n[yearsFirst] > 0 && n[yearsLast] == 0:
		w.keep(func(x option) bool { return yearAt(x.order) == yearsFirst })
	}
	switch {
	case c.hint != noOrder && n[opposite(c.hint)] > 0: // the heading and the cells disagree
	case c.hint != noOrder:
		only(c.hint)
	case n[monthFirst] > 0 && n[dayFirst] == 0:
		only(monthFirst)
	case n[dayFirst] >= provenBy && n[monthFirst] == 0:
		only(dayFirst)
	}
	if n[yearFirst] >= provenBy && n[yearFirstDay] == 0 {
		w.keep(func(x option) bool { return x.order != yearFirstDay })
	}
}

func opposite(o order) order {
	switch o {
	case dayFirst:
		return monthFirst
	case monthFirst:
		return dayFirst
	case yearFirst:
		return yearFirstDay
	default:
		return noOrder
	}
}

// hidesChild reports whether some options make a child and others an adult.
func hidesChild(w *written, asOf civil.Date) bool {
	var child, grown bool
	for _, o := range w.options {
		child = child || o.Calendar != Gregorian && underage(o.To, asOf)
		grown = grown || o.Calendar == Gregorian && !underage(o.From, asOf)
	}
	return child && grown
}

// useAge leaves the options that agree with an age to a year. It reports false if none does.
func (w *written) useAge(age written) bool {
	agrees := func(o option) bool {
		for _, a := range age.options {
			if !o.To.IsZero() && o.To.Compare(yearsBefore(a.From, 1)) >= 0 && o.From.Compare(yearsBefore(a.To, -1)) <= 0 {
				return true
			}
		}
		return false
	}
	w.keep(agrees)
	return slices.ContainsFunc(w.options, agrees)
}

// settleBirths reads the birth dates of the rows of a table together.
func settleBirths(rows []Row, drafts []draft, hint order, file proof, asOf civil.Date) {
	c := newColumn(hint)
	for i := range drafts {
		d := &drafts[i]
		if len(d.age.options) > 0 && len(d.date.options) > 0 && !d.stored && d.date.precision != PrecisionAge {
			d.date.useAge(d.age)
		}
		c.add(d.date)
	}
	ordered := newColumn(hint)
	for i := range drafts {
		c.settleOrder(&drafts[i].date)
		ordered.add(drafts[i].date)
	}
	for i := range drafts {
		ordered.settle(&drafts[i].date, file, asOf)
		drafts[i].finish(&rows[i])
	}
}

// finish writes the birth date of a row, and its problems.
func (d *draft) finish(row *Row) {
	row.BirthDate = BirthDate{AsWritten: d.text, Precision: PrecisionNone}
	row.BirthPlace = display(d.place)
	problem := d.problem
	switch {
	case len(d.date.options) > 0 && len(d.age.options) > 0 && !d.date.useAge(d.age):
		problem = AgeContradictsBirthDate
		d.date.options = append(d.date.options, d.age.options...)
		row.BirthDate = d.date.birthDate(d.text)
	case len(d.date.options) > 0:
		row.BirthDate = d.date.birthDate(d.text)
		if d.ageProblem != "" {
			row.note(d.ageProblem)
		}
	case len(d.age.options) > 0:
		row.BirthDate = d.age.birthDate(d.ageText)
	case problem == "":
		problem = d.ageProblem
		if problem != "" {
			row.BirthDate.AsWritten = d.ageText
		}
	}
	row.note(problem)
}

// note adds a problem once.
func (r *Row) note(p Problem) {
	if p == "" {
		return
	}
	if !slices.Contains(r.Problems, p) {
		r.Problems = append(r.Problems, p)
	}
}
