package encode

import (
	"strconv"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// A task is called "follow_up/3m#1" by the rules and "follow_up~3m.1" in addresses, where a
// slash and a hash would have to be escaped.

// TaskName is how the API calls a task; "" for none.
func TaskName(id casework.TaskID) string {
	if id == "" {
		return ""
	}
	return strings.NewReplacer("/", "~", "#", ".").Replace(string(id))
}

// TaskID is how the rules call a task. A name that names none is fault.NotFound.
func TaskID(name string) (casework.TaskID, error) {
	step, attempt, ok := strings.Cut(name, ".")
	if n, err := strconv.Atoi(attempt); !ok || err != nil || n < 1 || strings.ContainsAny(step, "/#") {
		return "", policy.Missing()
	}
	return casework.TaskID(strings.ReplaceAll(step, "~", "/") + "#" + attempt), nil
}

// ETag is the version of a task as a header carries it.
func ETag(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

// Version reads an If-Match that the contract has let through; "" is 0, which asks for nothing.
func Version(ifMatch string) int64 {
	n, err := strconv.ParseInt(strings.Trim(ifMatch, `"`), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
