package civil

// ethiopicEpoch is the Julian Day Number from which Ethiopic years are counted in groups of four: the
// first day of the year 0 of the Era of Mercy.
const ethiopicEpoch = 1723856

// ethiopic returns the day in the Ethiopic calendar: twelve months of 30 days and one of 5, or of 6 in
// each fourth year.
func (d Date) ethiopic() OtherDate {
	const year, fourYears, month = 365, 1461, 30
	since := d.dayNumber() - ethiopicEpoch
	in := since % fourYears
	of := in % year
	if in == fourYears-1 { // the sixth day of the thirteenth month
		of = year
	}
	return OtherDate{Year: 4*(since/fourYears) + (in-of)/year, Month: of/month + 1, Day: of%month + 1}
}
