package view

// Saved is the saved views of a list, with the forms that save, change and remove them.
type Saved struct {
	Views  []SavedView
	Action string // where the forms are sent
	List   string
	Query  string // the filters that are on, as the address has them
	Key    string
	Open   *SavedView // the view that is open; nil for none
	// Changed is true if the filters are not those of the open view any more.
	Changed bool
	Discard string // the path of the open view as it was saved
	Name    Question
	Shared  Question
}

// SavedView is one view to open.
type SavedView struct {
	ID     string
	Name   string // as its author wrote it
	Path   string
	Shared bool // it is the desk's
	Mine   bool
	Now    bool
}
