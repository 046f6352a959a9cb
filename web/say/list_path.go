package say

import "example.org/homeward/internal/casework"

// ListsPath is where the lists of people are.
const ListsPath = "/desk/lists"

// ListPath is the page of a list.
func ListPath(ref casework.Ref) string { return ListsPath + "/" + string(ref) }
