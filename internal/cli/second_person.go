package cli

// twoPeople is an act that takes two people, as a preview of it shows it.
type twoPeople struct {
	mine, changed  bool   // of the proposal: by the caller; and what it would do has changed since
	propose, agree string // the commands of the first and of the second person, without the name of the program
}

// proposed prints which command comes next when an act is proposed.
func (env Env) proposed(t twoPeople) {
	switch {
	case t.changed:
		env.Printf("It has changed since it was proposed, and cannot be approved. To propose it again: homeward %s\n", t.propose)
	case t.mine:
		env.Printf("You have proposed it. Another person approves it: homeward %s\n", t.agree)
	default:
		env.Printf("To approve it: homeward %s\n", t.agree)
	}
}
