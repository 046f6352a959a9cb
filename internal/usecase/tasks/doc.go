// Package tasks has the use-cases about the work of desks: the inbox, working on a task and answering it, many
// tasks at once, chosen rows of a list, and sheets of alike requests.
//
// Every answer goes through the use-case of a single task, with its rules; nothing here decides for an
// officer. The answers about plans and visits after the return are in package aftercare.
package tasks
