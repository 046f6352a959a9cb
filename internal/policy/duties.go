package policy

// Duty is one separation of duties, with the part of the program that enforces it.
type Duty struct {
	Rule       string
	EnforcedBy string
}

// Duties lists the separations of duties that hold in every corridor.
func Duties() []Duty {
	const (
		table = "the table of rights"
		rules = "the rules of casework"
	)
	return []Duty{
		{"An officer who books a movement does not approve its manifest.", table},
		{"An officer who approves a manifest does not board the passengers; an officer who boards them does not confirm the arrival.", table},
		{"The receiving desk confirms an arrival, never the sender.", table + ", and gate G27 in " + rules},
		{"Only the desk that receives a request answers it; an officer who oversees a desk moves its work and does not answer it.", table},
		{"The chair of a panel has not screened the same person; a negative finding needs reasons and a quorum of several agencies.", rules},
		{"A consulate never sees the story, the fear of return, a medical finding, an address or a legal hold, and sees a person only after her case was sent to it.", table + ", and the table of field classes"},
		{"The coordinator and the operation lead see what a case waits for, and no identity; the coordinator needs break-glass access to see one.", "the table of field classes"},
		{"No officer at a desk outside the care of the host state sees the whole of a case, in any role.", "the table of desk restrictions"},
		{"Her story, her choices and her case as a whole are for her team: desks of care in the host state with a part in her case, and its supervisor desk. An officer who oversees a desk outside that care sees what is operational of its requests, takes no consent, waives, excludes and erases nothing.", table + ", and the table of field classes"},
		{"No officer changes what they may not look at.", table + ", and the database"},
		{"Officers of a state that she may fear see nothing but a request to delete what they have.", "the relations, and the database"},
		{"A question to a desk opens that question only; a request moves to a desk of the same kind and state; access goes to no authority of a third state.", table},
		{"An agency sees only what it was granted of a case, for the granted purpose, within the rights of its officers' roles, and until the grant ends.", table + ", and the table of field classes"},
		{"The data protection officer reads cases and never writes to them.", table + ", except for the waivers that gates G23 and G25 give to that role, and for erasures"},
		{"An officer who approves a movement does not approve its costs, and a data protection officer or auditor has no other role: no account holds both.", "the table of incompatible roles, when an account is made or changes roles"},
		{"An officer who proposes a list of more people than one officer may act on alone does not approve it (G30).", table + ", the rules of operations, and the database"},
		{"An officer who requests an erasure does not approve it, and neither does a colleague of the same agency; her team can stop it for a day.", "the rules of erasure, and the database"},
		{"An answer on fear that was yes, or was superseded, becomes no by two officers of two desks of her care, a day after it was superseded.", rules},
		{"The desk that received data, or its agency, says what it did with them; another office records that no officer there answers.", "the rules of erasure"},
		{"Where the corridor says that the mission is large enough, the officer who verified her nationality does not issue her document.", rules},
		{"Her consent is taken by those who counsel her; any officer near her can record that she withdraws it.", table},
		{"A waiver that needs two people takes two, and an officer who waived a gate does not perform the action that it blocked.", rules},
		{"An officer who used break-glass access does not judge whether it was justified.", rules},
		{"Her identity on record is corrected by two officers of her team, with written reasons, and what rested on it lapses.", table + ", and the rules of casework"},
		{"An order of an authority is put on record by two officers in two roles: one of her supervisor desk, or for a disclosure the prosecutor, proposes it, and a lawyer or a supervisor of that desk agrees. It opens one gate for one desk and the classes that it names, until its end; one officer of her team takes it back.", table + ", and the rules of casework"},
		{"Two people must say that two records are of one person.", rules},
		{"No officer grants what they may not see themselves, and no grant gives the story to a mission.", "the table of field classes, and the table of desk restrictions"},
	}
}
