package demo

import (
	"context"
	"fmt"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

// byHand are people who are on no list: their cases are opened by hand.
type byHand struct {
	name, sex string
	origin    casework.Country
	language  wire.Language
	born      string // as YYYY; with age, for a child
	age       wire.CaseOpeningAge
}

// returnees are people from Kenya who are home when the demonstration begins to be looked at.
func returnees() []byHand {
	return []byHand{
		kenyan("Wanjiku Achieng", "F", "1997"), kenyan("Otieno Barasa", "M", "1999"), kenyan("Naliaka Cherono", "F", "2001"),
		kenyan("Kiptoo Mwangi", "M", "1994"), kenyan("Halima Odhiambo", "F", "2000"),
	}
}

// newcomers are people from Kenya on their way to the panel, with how far each has come.
func newcomers() []newcomer {
	waiting := through("waits for the embassy", casework.StepRegister, casework.StepFearOfReturn)
	return []newcomer{
		{kenyan("Chebet Njoroge", "F", "1998"), waiting},
		{kenyan("Juma Kariuki", "M", "1996"), waiting},
		{kenyan("Akinyi Wafula", "F", "2002"), crossed()},
		{kenyan("Mutua Kilonzo", "M", "1995"), crossed()},
		{kenyan("Zawadi Mumbi", "F", "2000"), judged()},
		{kenyan("Ochieng Were", "M", "1993"), judged()},
	}
}

type newcomer struct {
	byHand
	way way
}

func kenyan(name, sex, born string) byHand { return byHand{name, sex, "KEN", "sw", born, "adult"} }

// family is a mother and her daughter, who travel as one.
func family() []byHand {
	return []byHand{
		{"Lin Xiaomei", "F", "CHN", "zh", "1990", "adult"},
		{"Lin Yutong", "F", "CHN", "zh", "2017", "minor"},
	}
}

// openByHand opens the case of one person. A start that has been interrupted finds it again.
func (d *driver) openByHand(ctx context.Context, h byHand, n int) (person, error) {
	receipt, err := d.send(ctx, officer(deskRegistrar, casework.DeskRegistrar), func(c *client.Client) (wire.Receipt, error) {
		return c.OpenCase(ctx, intent("", "open/"+h.name), wire.CaseOpening{
			Host: "THA", Origin: h.origin, Custodian: "bgf", Age: h.age, ToldOfPurpose: wire.CaseOpeningToldOfPurposeYes,
			Despite: "She is not on the custodian's list.",
			Person: wire.PersonInput{
				Name: h.name, Sex: wire.PersonInputSex(h.sex), Nationality: h.origin, Languages: []wire.Language{h.language},
				Birth: wire.BirthInput{Date: h.born, Precision: "year"},
			},
		})
	})
	if err != nil {
		return person{}, fmt.Errorf("open a case by hand: %w", err)
	}
	corridor := map[casework.Country]string{"KEN": "tha-ken", "CHN": "tha-chn"}[h.origin]
	return person{ref: receipt.Target.Ref, corridor: corridor, minor: h.age == "minor", row: n}, nil
}
