package logline

import (
	"maps"
	"slices"
)

// keys is the list. To log a new key, add it here with the narrowest shape that fits; there is no shape
// for free text.
//
//nolint:gochecknoglobals // a constant table
var keys = map[string]shape{
	// One request, one command, one notice.
	"request":  hexadecimal,
	"method":   word,
	"route":    route,
	"status":   number,
	"code":     empty(word),
	"took":     duration,
	"case":     empty(reference),
	"account":  empty(account),
	"cause":    cause,
	"action":   word,
	"reason":   word,
	"type":     typeName,
	"stack":    stack,
	"command":  key,
	"target":   word,
	"ref":      reference,
	"attempts": number,
	"kind":     word,
	"desk":     empty(desk),
	"rung":     empty(word),
	"task":     empty(task),
	"movement": empty(reference),
	"corridor": empty(word),

	"corridor_version": number,
	"erasure":          empty(reference),

	// The configuration of a process.
	"process":      word,
	"version":      version,
	"database":     empty(place),
	"temporal":     empty(place),
	"namespace":    word,
	"temporal_tls": yesNo,
	"listen":       place,
	"origin":       empty(place),
	"address":      place,
	"corridors":    path,
	"kek":          empty(word),
	"key_log":      empty(path),
	"row":          number, // of the audit log: only its number, nothing of its content
	"subjects":     number,
	"indexed":      number,
	"unindexed":    number,
	"script":       word,
	"file":         path, // a font
	"bytes":        number,
	"ended":        yesNo, // a work in the background
	"waits_for":    word,  // a server that does not answer yet

	// Attributes of the Temporal client.
	"Namespace":    word,
	"TaskQueue":    word,
	"WorkerID":     word,
	"WorkerType":   typeName,
	"BuildID":      version,
	"WorkflowType": typeName,
	"WorkflowID":   workflowID,
	"RunID":        uuid,
	"ActivityType": typeName,
	"ActivityID":   reference,
	"UpdateID":     key,
	"UpdateName":   typeName,
	"EventID":      number,
	"EventType":    typeName,
	"Attempt":      number,
	"Error":        cause,
	"error":        cause,
	"PanicError":   cause,
	"PanicStack":   stack,
	"StackTrace":   stack,
}

// Keys lists the keys that a line may have, besides time, level, msg and withheld.
func Keys() []string { return slices.Sorted(maps.Keys(keys)) }
