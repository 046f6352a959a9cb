package say

import (
	"strconv"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// TaskPath is the path of a task's page. In an address a task is named as in the API: a slash and a
// hash would have to be escaped.
func TaskPath(ref casework.Ref, id casework.TaskID) string {
	return CasePath(ref) + "/tasks/" + strings.NewReplacer("/", "~", "#", ".").Replace(string(id))
}

// TaskID reads a task's name from an address. For a name that cannot be one it returns
// fault.NotFound, in the words used of what does not exist.
func TaskID(name string) (casework.TaskID, error) {
	step, attempt, ok := strings.Cut(name, ".")
	if n, err := strconv.Atoi(attempt); !ok || err != nil || n < 1 || strings.ContainsAny(step, "/#") {
		return "", fault.New(fault.NotFound, "there is nothing here that you may see")
	}
	return casework.TaskID(strings.ReplaceAll(step, "~", "/") + "#" + attempt), nil
}
