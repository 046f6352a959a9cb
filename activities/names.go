package activities

// The names, in histories, of activities whose method has another name now. Every other activity has
// the name of its method. A workflow MUST use the constant: a name in a history is never changed.
const (
	NotifyPassengers = "Tell"    // Passengers.Notify
	PreviewDaily     = "Foresee" // Retention.PreviewRetention
	SaveDueFiles     = "NoteDue" // Retention.SaveDue
)
