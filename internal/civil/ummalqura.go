package civil

// The civil Islamic calendar of Saudi Arabia begins its months by calculations that are published as
// tables. These are the years 1440 to 1500 of the Hijra as the Unicode Common Locale Data Repository
// has them (calendar islamic-umalqura).

// ummAlQuraBegins is the first day of the first year of the table.
func ummAlQuraBegins() Date { return Date{2018, 9, 11} }

const ummAlQuraYear = 1440

// ummAlQuraYears returns one number for each year: bit 0 is set if the first month has 30 days, and is
// not if it has 29.
func ummAlQuraYears() []uint16 {
	return []uint16{
		0x2ba, 0x5b5, 0x5aa, 0xd55, 0xa9a, 0x92e, 0x26e, 0x55d, 0xada, 0x6d4,
		0x6a5, 0xb27, 0xa4d, 0x4ad, 0x56d, 0xb5a, 0x754, 0xf49, 0xe92, 0xd26,
		0xa56, 0x356, 0x6b5, 0xbaa, 0xb92, 0xb25, 0x68b, 0xa9b, 0x55a, 0xada,
		0x5b4, 0xda9, 0xb52, 0xa9a, 0x536, 0x276, 0x575, 0xaf2, 0x6d4, 0x6a9,
		0x555, 0x2ad, 0x4bd, 0x9ba, 0x574, 0xb69, 0xb52, 0xa95, 0x52d, 0xa5d,
		0x4da, 0xad9, 0x6b2, 0xe95, 0xe2a, 0xc96, 0x92e, 0xaad, 0x56a, 0xd65,
		0xd4a,
	}
}

// ummAlQura returns the day in the calendar. ok is false for a day outside the table.
func (d Date) ummAlQura() (other OtherDate, ok bool) {
	rest := d.dayNumber() - ummAlQuraBegins().dayNumber()
	if rest < 0 {
		return OtherDate{}, false
	}
	for i, months := range ummAlQuraYears() {
		for month := range 12 {
			days := 29 + int(months>>month&1)
			if rest < days {
				return OtherDate{ummAlQuraYear + i, month + 1, rest + 1}, true
			}
			rest -= days
		}
	}
	return OtherDate{}, false
}
