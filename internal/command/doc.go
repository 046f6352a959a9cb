// Package command carries out every write as a command: the command is stored first, then sent to the
// workflow of its target. The caller gets the answer when it is settled; otherwise it stays pending, and
// its key is where to look. A command that is sent twice with one key is carried out once. The package
// decides nothing: policy was asked before, and the workflow decides whether the command is accepted.
package command
