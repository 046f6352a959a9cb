// Package cases is the list of cases and the pages of one case: the case itself, its consents, who has
// access to it, its history. It never loads from the store: a use-case does, asks the policy, and writes
// the audit row.
package cases
