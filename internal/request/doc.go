// Package request holds one request while it is answered: who asks, for which action and purpose,
// what policy says of it, what was shown, and what was refused. API and pages both make one.
//
// Asking whether something may be seen (Sees, SeesPart) has no side effect. Showing it (Reveal,
// RevealPart) is noted, and WriteAudit writes what was noted before the answer goes out.
//
// The package never reads the record and knows neither HTTP nor the types of the contract.
package request
