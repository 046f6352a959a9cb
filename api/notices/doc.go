// Package notices has the operations on notices to a desk: listing, and reading one. It decodes, calls a use-case, and
// encodes; it loads nothing and decides nothing.
package notices
