package birth

import (
	"slices"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/spelling"
)

// column is what the cells of one column of birth dates prove: all together, and by the form in which
// they are written.
type column struct {
	all   Proof
	forms map[string]Proof
	hint  Order // the order that the heading names
}

func newColumn(hint Order) *column { return &column{NewProof(), make(map[string]Proof), hint} }

func (c *column) add(w written) {
	if len(w.options) == 0 || w.precision == PrecisionAge || w.form == "" {
		return
	}
	c.all.add(w)
	if _, ok := c.forms[w.form]; !ok {
		c.forms[w.form] = NewProof()
	}
	c.forms[w.form].add(w)
}

// settle leaves the options of the calendar that the column, or else the file, proves. Without a proof all options stay.
func (c *column) settle(w *written, file Proof, asOf civil.Date) {
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
	only := func(o Order) { w.keep(func(x option) bool { return x.order == o }) }
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

func opposite(o Order) Order {
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

// Settle reads the birth dates of the rows of a table together. hint is the order that the heading names,
// file is what the rest of the file proves.
func Settle(drafts []Draft, hint Order, file Proof, asOf civil.Date) {
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
	}
}

// Date returns the birth date of a row, the place if the cell names one, and the problems of the cells.
func (d *Draft) Date() (b Date, place string, problems []flaw.Code) {
	b = Date{AsWritten: d.text, Precision: PrecisionNone}
	problem := d.problem
	switch {
	case len(d.date.options) > 0 && len(d.age.options) > 0 && !d.date.useAge(d.age):
		problem = flaw.AgeContradictsBirthDate
		d.date.options = append(d.date.options, d.age.options...)
		b = d.date.date(d.text)
	case len(d.date.options) > 0:
		b = d.date.date(d.text)
		if d.ageProblem != "" {
			problems = append(problems, d.ageProblem)
		}
	case len(d.age.options) > 0:
		b = d.age.date(d.ageText)
	case problem == "":
		problem = d.ageProblem
		if problem != "" {
			b.AsWritten = d.ageText
		}
	}
	if problem != "" {
		problems = append(problems, problem)
	}
	return b, spelling.Display(d.place), problems
}
