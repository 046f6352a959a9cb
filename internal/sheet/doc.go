// Package sheet has the rules of the sheet on which an officer answers many alike requests at once: which
// requests are alike, which answers may be given to all of them, which requests leave the sheet and by
// which rule, and what exactly one confirmation covers. The rules are pure. They judge only what the
// officer may see, they open nothing that the rules of a case would refuse, and they send nothing.
package sheet
