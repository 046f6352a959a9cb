package encode

import (
	"strconv"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// A task is called "follow_up/3m#1" by the rules and "follow_up~3m.1" in addresses, where a
// slash and a hash would have to be escaped.

// TaskName returns the name of a task in the API; "" for none.
func TaskName(id casework.TaskID) string {
	if id == "" {
		return ""
	}
	return strings.NewReplacer("/", "~", "#", ".").Replace(string(id))
}

// TaskID returns the name of a task in the rules, or a fault of code NotFound if the name is not one of
// a task.
func TaskID(name string) (casework.TaskID, error) {
	step, attempt, ok := strings.Cut(name, ".")
	if n, err := strconv.Atoi(attempt); !ok || err != nil || n < 1 || strings.ContainsAny(step, "/#") {
		return "", policy.Missing()
	}
	return casework.TaskID(strings.ReplaceAll(step, "~", "/") + "#" + attempt), nil
}

// Tag returns an If-Match that the contract has accepted as this server writes it; "" stays "".
func Tag(ifMatch string) string {
	if ifMatch == "" {
		return ""
	}
	return ETag(Version(ifMatch))
}

// ETag returns the version of a task as the value of a header.
func ETag(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

// Version parses an If-Match that the contract has accepted; "" is 0, which means any version. A proxy that compresses
// an answer marks its tag as weak, or adds the name of the coding to it.
func Version(ifMatch string) int64 {
	version, _, _ := strings.Cut(strings.Trim(strings.TrimPrefix(ifMatch, "W/"), `"`), "-")
	n, err := strconv.ParseInt(version, 10, 64)
	if err != nil {
		return 0
	}
	return n
}
