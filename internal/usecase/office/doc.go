// Package office has the use-cases of an officer's own work: the account, the settings, drafts, saved views,
// proposed wordings, the notices to the desk and the results of the officer's writes, and the public lists of
// desks, corridors and questionnaires.
//
// No right depends on what it keeps, and it changes no case.
package office
