package policy

import "example.org/homeward/internal/casework"

// CauseIsPersonal reports whether the cause of a pause tells something of the survivor rather
// than of the procedure. Everyone who takes part in her case may know what it waits for. A
// person who gets a copy of the database may not: such a cause is kept sealed.
func CauseIsPersonal(cause casework.Cause) bool {
	switch cause {
	case casework.CauseReflection, casework.CauseInformation, casework.CauseBorderClosed, casework.CauseCustodian,
		casework.CauseSecurity, casework.CauseMission, casework.CauseOperation:
		return false
	case casework.CauseMedical, casework.CauseCourt, casework.CauseSurvivorChoice:
		return true
	default:
		return true // a cause that this table does not have yet
	}
}
