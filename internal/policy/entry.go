package policy

import (
	"strings"

	"example.org/homeward/internal/casework"
)

// EntryClass returns the class of the information that a timeline entry exists.
func EntryClass(e casework.Entry) Class {
	switch e.Code {
	case casework.EntryFact:
		name, _, _ := strings.Cut(e.Detail, "=")
		return FactClass(casework.FactName(name))
	case casework.EntryEvent:
		return EventClass(casework.Event(e.Detail))
	case casework.EntryHoldSet, casework.EntryHoldLifted, casework.EntryOrder, casework.EntryOrderEnded, casework.EntryOrderMissing:
		return Legal
	case casework.EntryExcluded, casework.EntryReadmitted: // reveals whom she is afraid of, or who hurt her
		return Narrative
	default:
	}
	if e.Step != "" && e.Outcome != "" {
		return OutcomeClass(e.Step)
	}
	return StepClass(e.Step)
}

// EntryTextClass returns the class of the text that was written with a timeline entry: the class of its
// step's text or, without a step, of the entry itself. It is never Operational.
func EntryTextClass(e casework.Entry) Class {
	if e.Step != "" {
		return TextClass(e.Step)
	}
	if class := EntryClass(e); class != Operational {
		return class
	}
	return Narrative
}

// StoredTextClass is EntryTextClass for text that may be years old: it returns "" if the step of
// the entry is in no procedure any more, so that the class of the text is not known.
func StoredTextClass(e casework.Entry) Class {
	if _, known := casework.SpecOf(e.Step); e.Step != "" && !known {
		return ""
	}
	return EntryTextClass(e)
}

// EntryForAll reports whether every desk with a part in a case sees such a line: where the case stands.
func EntryForAll(code casework.EntryCode) bool {
	switch code {
	case casework.EntryOpened, casework.EntryStage, casework.EntryClosed, casework.EntryReopened, casework.EntryMoved:
		return true
	default:
		return false
	}
}

// EntryTakesBack reports whether a timeline entry says that a desk loses what it was asked or has received. By whom
// and by which command it does would tell a desk outside her team the reason: a claim of asylum, or what she fears.
func EntryTakesBack(e casework.Entry) bool {
	switch e.Code {
	case casework.EntryTaskRecalled, casework.EntryStepRecalled, casework.EntryUndoOrdered, casework.EntryUndone:
		return true
	default:
		return e.Step.Base() == casework.StepAttest
	}
}

// EntryTextForTeam reports whether the text that was written with a timeline entry is for her team and for the
// desk that wrote it, also where others see fields of its class: the reasons of a recall and of a move, and what two
// desks ask and answer.
func EntryTextForTeam(code casework.EntryCode) bool {
	return code == casework.EntryStepRecalled || code == casework.EntryTaskMoved || EntryTextAddressed(code)
}

// EntryTextAddressed reports whether the text is also for the desk that the entry names: a question is for the
// desk that is asked, and an answer for the desk that asked. No other text that another desk wrote is.
func EntryTextAddressed(code casework.EntryCode) bool {
	return code == casework.EntryTaskAsked || code == casework.EntryTaskAnswered
}
