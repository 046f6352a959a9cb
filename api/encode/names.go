package encode

import (
	"crypto/sha256"
	"encoding/hex"
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
	return `"` + strconv.FormatInt(Version(ifMatch), 10) + `"`
}

// ETag returns the tag of an answer with these bytes: a hash, after the version that the thing has if it has one. The
// hash changes with every byte, and the version only when a decision must be looked at again.
func ETag(version int64, body []byte) string {
	sum := sha256.Sum256(body)
	hash := hex.EncodeToString(sum[:8])
	if version == 0 {
		return `"` + hash + `"`
	}
	return `"` + strconv.FormatInt(version, 10) + "-" + hash + `"`
}

// NoneMatch reports whether an If-None-Match has none of the tag (RFC 9110, section 13.1.2). A proxy that compresses
// an answer marks its tag as weak, or adds the name of the coding to it.
func NoneMatch(ifNoneMatch, tag string) bool {
	for one := range strings.SplitSeq(ifNoneMatch, ",") {
		one = strings.Trim(strings.TrimPrefix(strings.TrimSpace(one), "W/"), `"`)
		for _, coding := range []string{"-gzip", "-br", "-deflate", "-zstd"} {
			one = strings.TrimSuffix(one, coding)
		}
		if one == "*" || one == strings.Trim(tag, `"`) {
			return false
		}
	}
	return true
}

// Version parses an If-Match that the contract has accepted: the version of a task, before the hash of its answer. "" is
// 0, which means any version. A proxy that compresses an answer marks its tag as weak, or adds the name of the coding.
func Version(ifMatch string) int64 {
	version, _, _ := strings.Cut(strings.Trim(strings.TrimPrefix(ifMatch, "W/"), `"`), "-")
	n, err := strconv.ParseInt(version, 10, 64)
	if err != nil {
		return 0
	}
	return n
}
