package record

import (
	"time"

	"example.org/homeward/internal/casework"
)

// Grant is an agency's access to a case: class B, with nothing of the person that it is about.
type Grant struct {
	Case    casework.Ref
	ID      int // counts from 1 within the case
	Agency  casework.AgencyID
	Told    casework.DeskID // the agency's desk that receives the notices
	GivenBy casework.DeskID
	Classes []casework.Class
	Purpose casework.Purpose
	Consent casework.Consent
	Since   time.Time
	Until   time.Time
	EndedAt *time.Time // when an officer, or a withdrawal, ended it before its time
	// Erased reports that its terms are gone with the key of its case: Classes, Purpose and Consent
	// are empty, and it opens nothing, even before Until.
	Erased bool
}

// GrantFilter narrows the list of grants; zero fields do not.
type GrantFilter struct {
	To   casework.AgencyID // given to this agency
	From []casework.DeskID // given by one of these desks, when it is not nil
	Runs *bool             // has not expired or been ended, and its case was not erased; or not so; nil for both
	Page Page
}

// Grants is one page of grants, newest first.
type Grants struct {
	Rows []Grant
	Next *Cursor
}

// Outside is what a user may know of a case before using break-glass access.
type Outside struct {
	Host  casework.Country
	Desks []casework.DeskID // that take part in it
}
