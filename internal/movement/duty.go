package movement

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Duty is one of the four parts of a movement that four different people do, so that no one person can
// put a survivor on the way and report that she has arrived.
type Duty string

// The duties, in the order of the procedure.
const (
	DutyBook    Duty = "book"    // seats and tickets
	DutyApprove Duty = "approve" // the manifest
	DutyBoard   Duty = "board"   // the roll call and the departure
	DutyConfirm Duty = "confirm" // the arrival
)

// DutyOf returns the duty that a kind of command belongs to, or false for a kind that any of the four may send.
func DutyOf(kind Kind) (Duty, bool) {
	switch kind {
	case KindHold, KindTicket:
		return DutyBook, true
	case KindLock:
		return DutyApprove, true
	case KindBoard, KindDepart:
		return DutyBoard, true
	case KindArrive:
		return DutyConfirm, true
	default:
		return "", false
	}
}

// Act is which kind of command an account has sent that was carried out.
type Act struct {
	Kind    Kind
	Account casework.AccountID
}

// CheckDuty returns nil if an account may send a command of a kind to the movement with these acts. Otherwise
// it returns fault.Denied, which names what the account has done already. Accounts count, not roles or
// desks, because one person may work at two desks. No lawyer has checked it.
func CheckDuty(kind Kind, account casework.AccountID, acts []Act) error {
	wanted, divided := DutyOf(kind)
	if !divided {
		return nil
	}
	for _, one := range acts {
		if done, is := DutyOf(one.Kind); is && done != wanted && one.Account == account {
			return fault.New(fault.Denied, done.sentence()+"; another officer must do this")
		}
	}
	return nil
}

// sentence tells an officer that the duty was theirs.
func (d Duty) sentence() string {
	switch d {
	case DutyBook:
		return "you held seats or issued tickets of this movement"
	case DutyApprove:
		return "you locked the manifest of this movement"
	case DutyBoard:
		return "you reported the boarding or the departure of this movement"
	default:
		return "you confirmed an arrival of this movement"
	}
}
