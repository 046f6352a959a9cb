// Package request holds one request while it is answered: the caller, the action, the purpose, what
// policy has decided, what was shown, and what was refused. The API and the pages both make one.
//
// Sees and SeesPart report whether something may be seen, without a side effect. Reveal and RevealPart
// also note that it is shown, and WriteAudit writes these notes before the answer is sent.
//
// The package never reads the record, and knows neither HTTP nor the types of the contract.
package request
