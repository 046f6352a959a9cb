package corridor_test

import (
	"strconv"
	"time"

	"pgregory.net/rapid"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/corridor"
)

// zones lists the zones of our desks, and some with daylight saving time, two of which change at midnight.
func zones() []string {
	return []string{
		"Asia/Bangkok", "Asia/Yangon", "Asia/Kolkata", "Asia/Shanghai", "Africa/Nairobi", "UTC",
		"Europe/Berlin", "America/Havana", "Africa/Cairo",
	}
}

func anyZone() *rapid.Generator[*time.Location] {
	return rapid.Custom(func(t *rapid.T) *time.Location {
		zone, err := time.LoadLocation(rapid.SampledFrom(zones()).Draw(t, "zone"))
		if err != nil {
			t.Fatalf("the zone is not known: %v", err)
		}
		return zone
	})
}

// anyInstant draws an instant in the years of our tables or a little outside.
func anyInstant() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		from := time.Date(2024, 11, 1, 0, 0, 0, 0, time.UTC)
		return from.Add(time.Duration(rapid.Int64Range(0, int64(1200*24*time.Hour)).Draw(t, "nanoseconds")))
	})
}

func anyBudget() *rapid.Generator[corridor.Budget] {
	return rapid.Custom(func(t *rapid.T) corridor.Budget {
		n := strconv.Itoa(rapid.IntRange(1, 60).Draw(t, "n"))
		text := rapid.SampledFrom([]string{n + "s", n + "h", n + "d", n + "wd", "same_day"}).Draw(t, "unit")
		b, err := corridor.ParseBudget(text)
		if err != nil {
			t.Fatalf("the budget %s is refused: %v", text, err)
		}
		return b
	})
}

func anyDate() *rapid.Generator[civil.Date] {
	return rapid.Custom(func(t *rapid.T) civil.Date {
		return civil.Date{Year: 2025, Month: 1, Day: 1}.AddDays(rapid.IntRange(0, 3*365-1).Draw(t, "day"))
	})
}

func anyCountry(code string) *rapid.Generator[*corridor.Country] {
	return rapid.Custom(func(t *rapid.T) *corridor.Country {
		c := &corridor.Country{
			Code: code, Name: code, Zone: anyZone().Draw(t, "zone"), From: 2025, Until: 2027,
			Weekend: rapid.SampledFrom([][]time.Weekday{
				{time.Saturday, time.Sunday}, {time.Friday, time.Saturday}, {time.Friday, time.Sunday}, {time.Saturday},
			}).Draw(t, "weekend"),
		}
		for _, d := range rapid.SliceOfN(anyDate(), 0, 40).Draw(t, "holidays") {
			c.Holidays = append(c.Holidays, corridor.Holiday{Date: d, Name: "a holiday"})
		}
		return c
	})
}

// anyCalendar draws a calendar of one or two countries, in any zone.
func anyCalendar() *rapid.Generator[corridor.Calendar] {
	return rapid.Custom(func(t *rapid.T) corridor.Calendar {
		countries := []*corridor.Country{anyCountry("AAA").Draw(t, "host")}
		if rapid.Bool().Draw(t, "two states") {
			countries = append(countries, anyCountry("BBB").Draw(t, "origin"))
		}
		c, err := corridor.Join(anyZone().Draw(t, "zone of the desk"), countries...)
		if err != nil {
			t.Fatalf("the calendar is refused: %v", err)
		}
		return c
	})
}
