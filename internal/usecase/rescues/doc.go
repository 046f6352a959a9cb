// Package rescues has the use-cases about operations and about the lists of people that are uploaded to them:
// reading a list, previewing it, confirming it, and approving it as the second person.
//
// It opens no case: an operation opens those of a confirmed list.
package rescues
