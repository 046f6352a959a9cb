package casework

// Preview is the effect of withdrawing consents, or of a correction of her identity: the tasks that are recalled, the acts that are undone
// and in which order, and what cannot be undone.
type Preview struct {
	Recalls []PreviewTask `json:"recalls"`
	Undoes  []PreviewUndo `json:"undoes"`
	Asks    []PreviewTask `json:"asks"` // tasks that are opened instead
	Ends    []Grant       `json:"ends"` // grants that end
	// Lapses are the steps whose answers do not hold any longer.
	Lapses []Step `json:"lapses,omitempty"`
}

// PreviewTask is a task that would be recalled or opened.
type PreviewTask struct {
	Task TaskID `json:"task"`
	Step Step   `json:"step"`
	Desk DeskID `json:"desk"`
}

// PreviewUndo is an act that would be undone, or recorded as one that cannot be.
type PreviewUndo struct {
	Kind     UndoKind   `json:"kind"`
	Method   UndoMethod `json:"way"`
	Desk     DeskID     `json:"desk,omitempty"`
	Leftover string     `json:"leftover,omitempty"`
}
