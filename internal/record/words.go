package record

import (
	"encoding/json"
	"fmt"

	"example.org/homeward/internal/casework"
)

// Words is everything that came with a command and must not go into a workflow: what a user wrote,
// and personal data. It is stored sealed with the command. The change that the command becomes
// finds it by the command's key.
type Words struct {
	// Text is free text: reasons, a note, a question, an answer. Its class is that of the
	// step it was written for (D, or E for a medical step, H for the fear of return). It is
	// shown on the timeline with the entry of the command.
	Text string `json:"text,omitempty"`
	// Opening comes with casework.KindOpen.
	Opening *Opening `json:"opening,omitempty"`
	// Person comes with a registration or a correction of a person. Its empty fields change nothing.
	Person *Person `json:"person,omitempty"`
	// Document comes with the decision that issues a travel document.
	Document *Document `json:"document,omitempty"`
	// Plan comes with the decision that agrees a reintegration plan.
	Plan *Plan `json:"plan,omitempty"`
	// Score comes with the decision on a follow-up.
	Score *Score `json:"score,omitempty"`
	// Try comes with the decision on a follow-up or on the first call.
	Try *ContactTry `json:"try,omitempty"`
	// Contact comes with casework.KindContact.
	Contact *Contact `json:"contact,omitempty"`
	// Order comes with casework.KindOrder.
	Order *OrderText `json:"order,omitempty"`
}

// Opening is what a case is opened with beside its codes.
type Opening struct {
	Operation casework.Ref `json:"operation"` // "" for a person who came on their own
	Person    Person       `json:"person"`
}

// JSON is what command.Request.Words takes.
func (w Words) JSON() (json.RawMessage, error) {
	raw, err := json.Marshal(w)
	if err != nil {
		return nil, fmt.Errorf("encode words: %w", err)
	}
	return raw, nil
}
