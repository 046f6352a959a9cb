package rules_test

import (
	"regexp"
	"slices"
	"sync"
)

// hard is a word or a form that makes English hard to read for those who learnt it as engineers do.
type hard struct {
	name   string // in the table of counts
	what   *regexp.Regexp
	reason string // what to write instead
}

// hardProse returns the rules for comments, texts of the program, documents and descriptions. Each reason
// has what to write instead. Go's expressions have no lookbehind, so allowed is cut out first.
func hardProse() []hard {
	word := func(name, words, reason string) hard {
		return hard{name, regexp.MustCompile(`(?i)\b(` + words + `)\b`), reason}
	}
	return []hard{
		word("whoever", `whoever|whomever|whosoever|whose?ever`, `name the role: the caller, the user, the officer; or turn the sentence: "if the user ..."`),
		word("whatever", `whatever|whichever|whatsoever`, `say "any", "every" or "all": "for any outcome"`),
		word("anew", `anew|afresh`, `say "again", "new", "a new run", "a fresh proof"`),
		word("somebody", `somebody`, `name the role: a user, an officer, another person; "someone" where no role is meant`),
		word("nobody", `nobody`, `name the role: no user, no caller, no process; or say what is not done`),
		word("is told", `(is|are|was|were|be|been|being) told`, `say who gets what: "the desk receives a notice", "the caller gets the error"`),
		word("hears", `hears|hear of|heard of`, `say "receives", "gets", "is notified"`),
		word("is no", `(is|are|was|were) no`, `say "is not a"; "there is no" is fine`),
		word("is none", `(is|are|was|were) none`, `say "is not one", "does not exist"; "there is none" is fine`),
		word("no more", `no more|not any more`, `say "no longer", "does not ... again"`),
		word("old words", `hence|thence|whence|thereof|therein|thereupon|hereby|herein|wherein|whereby|thereby|hitherto|forthwith|albeit|lest|nought|ere|yonder|in vain|betimes`, `use the word of today`),
		word("figures", `by now|anyhow|without a word|such a one|askers?|used by many at once|grow(?:s|n)? old|to be had|all the same|turn(?:s|ed)? away`, `say "already", "anyway", "silently", "such a thing", "caller", "safe for concurrent use", "expire", "available", "still", "refuse"`),
		word("wall", `walls?|walled`, `say "row-level security"`),
		word("glass", `(?:broken?|breaks?|breaking|broke) (?:the )?glass|broken glass`, `say "break-glass access", "uses break-glass access"`),
		word("house", `house|houses|housekeeping|lodger|lodgers`, `say what is meant: the installation, the process, the test site, the rules of the project`),
		word("glance", `glance|glances|wallet|lockbox|lifeline|voyage`, `a figure of speech as a name: say visibility, session file, keyring, case run, movement run`),
		{
			"what ...", regexp.MustCompile(`(?:^|[.!?:] )(?:What|Who|Whom|Whose)\b[^.!?:]*\.`),
			`the subject of a sentence is a noun: not "What is no number has none" but "A value that is not a number has no ..."`,
		},
	}
}

// hardComment returns the rules for the beginning of a comment in Go code.
func hardComment() []hard {
	return []hard{
		{"gives", regexp.MustCompile(`^(?:[A-Z]\w*|[a-z]\w*) gives (?:a|an|the|all|every|each|one|what|who|whose|her|its|their|those|it|back)\b`), `"Foo returns X, or an error wrapping Y if Z."`},
		{"says whether", regexp.MustCompile(`^\w+ says (?:whether|if|that)\b`), `"Foo reports whether ..."`},
	}
}

// allowed are uses that are right: a sentence of the field or of plain English.
func allowed() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\bthere (is|are|was|were) (no|none)\b` +
		`|\bWhose returns\b` + // a function of package engine
		`|\bno more than\b|\b(is|are|was|were) no (longer|more than|later|earlier|less)\b` +
		`|\btold of (the |its |her )?purpose\b|\bthe survivor (is|was) told\b|\bsafe ?houses?\b|\bin-house\b|\bnobody yet\b`) // "nobody yet" is a value in released corridor files
}

// hardNames returns words that no name of an identifier, package or file may contain, with what to write
// instead: figures of speech whose meaning must be guessed. A word is a part of a name between capitals.
func hardNames() map[string]string {
	return map[string]string{
		"house": "installation, site, process, app", "houses": "installations, sites", "door": "SignIn, Authenticator, API", "doors": "SignIn, Authenticator, API",
		"doorway": "sign-in options", "doorkeeper": "PersonaSignIn", "glance": "shownClasses", "sight": "visibility", "sights": "visibility", "wallet": "sessionFile",
		"lockbox": "keyring", "voyage": "movementRun", "lifeline": "caseRun", "world": "env", "worlds": "env", "rite": "ceremony", "hush": "dropPending",
		"farewell": "drain", "fading": "redaction", "fade": "redact", "bury": "destroy", "strays": "orphans", "attic": "store in memory", "anew": "again",
		"whoever": "the role", "somebody": "the role", "nobody": "the role, or none", "anywhere": "any store", "handwritten": "inputFile",
		"practice": "dev", "alongside": "supervise", "riddle": "what it is", "valve": "what it stops",
	}
}

// english holds the rules, compiled once.
var english = sync.OnceValue(func() (rules struct {
	prose, comment []hard
	allowed        *regexp.Regexp
	names          map[string]string
},
) {
	rules.prose, rules.allowed, rules.names = hardProse(), allowed(), hardNames()
	rules.comment = slices.Concat(rules.prose, hardComment())
	return rules
})
