package record

// OrderText is what an order of an authority says about itself: class G. Its kind, its end and what it opens are in
// the state of the case, as codes.
type OrderText struct {
	Authority string `json:"authority"`
	Number    string `json:"number"`  // as the authority has written it
	Date      string `json:"date"`    // of the order, ISO 8601 (2026-11-03)
	Purpose   string `json:"purpose"` // for which the authority asks
}
