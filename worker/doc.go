// Package worker is where workflows and activities meet Temporal: it registers them under
// the names that stand in histories, says how much of each runs at once, keeps the sweep
// going, and proves that old histories still replay. It holds no rule, opens no
// connection of its own and knows no database.
package worker
