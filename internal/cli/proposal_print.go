package cli

import "example.org/homeward/internal/wire"

// proposal prints a proposal with what would follow if a second person agreed now.
func (env Env) proposal(v wire.ProposalView) {
	p := v.Proposal
	env.Printf("Proposal %d of case %s: %s, %s\n", p.Number, p.Case, p.Action, p.State)
	env.Printf("Proposed %s by %s; waits for %s\n", Instant(p.At), p.By.Desk, p.Desk)
	if p.Freezes {
		env.Printf("The case stands still until it is answered.\n")
	}
	if p.Corridor != "" {
		env.Printf("To the corridor %s, version %d\n", p.Corridor, p.CorridorVersion)
	}
	if p.Moves != "" {
		env.Printf("The request %s moves to %s\n", p.Moves, p.To)
	}
	if p.Exclusion > 0 {
		env.Printf("The officer of exclusion %d is kept out until you answer; see homeward access. No other officer of that desk is left\n", p.Exclusion)
	}
	if o := v.Order; o.Kind != "" {
		env.Printf("Order of %s, number %s of %s: %s. Opens %s to %s until %s\nPurpose: %s\n", o.Authority, o.Number, o.Date, o.Kind, words(o.Classes), o.Desk, Instant(o.Until), o.Purpose)
	}
	if v.Reasons != "" {
		env.Printf("Reasons: %s\n", v.Reasons)
	}
	env.proposalPerson(v.Person)
	env.proposalCorrection(v.Correction)
	env.proposalPreview(v.Preview)
	switch {
	case v.Preview.Impossible:
		env.Printf("The case has changed: this is not possible any more. Refuse it, or withdraw it.\n")
	case v.Digest != "":
		env.Printf("Digest: %s\n", v.Digest)
	case p.Mine && p.MayWithdraw:
		env.Printf("You have proposed it: another person must answer.\n")
	}
}

// proposalPerson prints whom a report of a death is about.
func (env Env) proposalPerson(v wire.ProposalPerson) {
	if v.Person.Name+v.Person.Place == "" && len(v.Facts)+len(v.Steps) == 0 {
		return
	}
	env.Printf("About %s, born %s; was last at %s\n", v.Person.Name, v.Person.Birth.Date, v.Person.Place)
	t := NewTable(env.Out, "LAST KNOWN", "IS", "AT", "DESK")
	for _, f := range v.Facts {
		t.Row(f.Name, f.Value, Instant(f.At), f.Desk)
	}
	for _, s := range v.Steps {
		t.Row(s.Step, s.Outcome, Instant(s.At), s.Desk)
	}
	t.Flush()
}

// proposalCorrection prints the old and the new values of a correction of her identity.
func (env Env) proposalCorrection(v wire.ProposalCorrection) {
	if len(v.Fields) == 0 {
		return
	}
	t := NewTable(env.Out, "CORRECTED", "ON RECORD", "PROPOSED")
	for _, one := range [][3]string{
		{"name", v.Before.Name, v.After.Name},
		{"native name", v.Before.NativeName, v.After.NativeName},
		{"born", v.Before.Birth.Date, v.After.Birth.Date},
		{"sex", v.Before.Sex, v.After.Sex},
		{"nationality", v.Before.Nationality, v.After.Nationality},
		{"document", v.Before.DocumentNumber, v.After.DocumentNumber},
	} {
		if one[2] != "" {
			t.Row(one[0], one[1], one[2])
		}
	}
	t.Flush()
}

// proposalPreview prints what would follow.
func (env Env) proposalPreview(v wire.ProposalPreview) {
	if v.Stage == "" {
		return
	}
	t := NewTable(env.Out, "WHAT WOULD HAPPEN", "TO", "HOW", "DESK", "WHAT STAYS")
	if v.Stage != v.StageAfter {
		t.Row("stage", v.Stage, v.StageAfter, "", "")
	}
	if v.Modality != v.ModalityAfter {
		t.Row("way of return", v.Modality, v.ModalityAfter, "", "")
	}
	previewRows(t, v.Recalls, v.Undoes)
	for _, desk := range v.AskedBack {
		t.Row("asked to delete", "", "", desk, "")
	}
	for _, k := range v.Asks {
		t.Row("asked", k.Step, "", k.Desk, "")
	}
	for _, gate := range v.GatesOpened {
		t.Row("gate opens", gate, "", "", "")
	}
	for _, gate := range v.GatesClosed {
		t.Row("gate closes", gate, "", "", "")
	}
	for _, d := range v.Desks {
		t.Row("sees more", words(d.More), "", d.Desk, "")
		t.Row("sees less", words(d.Less), "", d.Desk, "")
	}
	t.Flush()
}
