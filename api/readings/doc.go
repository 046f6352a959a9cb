// Package readings has the operations on reviews of what accounts have read beyond the work of their desks. It decodes,
// calls a use-case, and encodes; it loads nothing and decides nothing.
package readings
