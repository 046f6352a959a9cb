// Package worker runs workflows and activities on Temporal: it registers them under their names in
// histories, limits how many run at the same time, and keeps the Schedules. Its tests prove that old
// histories still replay. It has no rules, opens no connection and knows no database.
package worker
