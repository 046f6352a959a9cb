// Package operationdb keeps operations and their lists: the lists as their authors wrote them, line by
// line, what was read from each line, and how a confirmed list becomes cases. It writes no case, and it
// never changes a line of a list but its state and its key.
package operationdb
