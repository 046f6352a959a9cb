package policy

// Duty is one separation of duties, and what keeps it.
type Duty struct {
	Rule       string
	EnforcedBy string
}

// Duties lists the separations of duties that hold whatever a corridor says.
func Duties() []Duty {
	const (
		table = "the table of rights"
		rules = "the rules of casework"
	)
	return []Duty{
		{"Who books a movement does not approve its manifest.", table},
		{"Who approves a manifest does not board it; who boards it does not confirm the arrival.", table},
		{"An arrival is confirmed by the receiving desk and never by the sender.", table + ", and gate G27 in " + rules},
		{"A request is answered by the desk that it was put to; whoever oversees a desk moves its work and does not answer it.", table},
		{"Who chairs a panel has not screened the same person; a negative finding needs reasons and a quorum of several agencies.", rules},
		{"A consulate hears neither the story nor the fear of return, no medical finding, no address and no legal hold, and sees a person only once her case was put to it.", table + ", and the table of field classes"},
		{"The coordinator and the operation lead see who is waited for, and no identity; the coordinator breaks the glass for one.", "the table of field classes"},
		{"Nobody who sits at a desk outside the care of the host state sees the whole of a case, in whatever role.", "the table of desks"},
		{"A supervisor, a lawyer or a foreign data protection officer beside a desk outside that care sees what the desk is asked, and neither her consents nor whom she lets in; they take no consent and waive nothing.", "the table of desks"},
		{"An agency sees of a case what it was given, for what it was given, as far as its people's roles go, and until it ends.", table + ", and the table of field classes"},
		{"The data protection officer reads and never writes on a case.", table + ", but for the waivers that gates G23 and G25 give that office, and for erasures"},
		{"Who approves a movement does not approve what is spent on it, and who watches over data or examines the house does nothing else: no account holds both.", "the table of seats, when somebody comes in or changes roles"},
		{"Who proposes a list of more people than one officer acts for alone does not approve it (G30).", table + ", the rules of operations, and the database"},
		{"Who asks for an erasure does not approve it.", "the rules of erasure, and the database"},
		{"What became of what a desk was given, that desk or its agency says; that nobody there answers, somebody else.", "the rules of erasure"},
		{"Where the corridor says that the mission is large enough, who verified her nationality does not issue her document.", rules},
		{"Consent is taken by those who counsel her; it is withdrawn with anybody near her.", table},
		{"A waiver that takes two takes two people, and whoever has waived a gate leaves what it kept back to others.", rules},
		{"Whoever has broken the glass does not say whether that was justified.", rules},
		{"Two records are one person's when two people say so.", rules},
		{"Nobody gives others what they may not see themselves, and no grant gives a mission a story.", "the table of field classes, and the table of desks"},
	}
}
