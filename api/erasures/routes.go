package erasures

import (
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase"
)

// handlers are the handlers of this package.
type handlers struct{ do *usecase.Service }

// Routes are the operations that this package answers.
func Routes(do *usecase.Service) []respond.Route {
	h := handlers{do}
	return []respond.Route{
		respond.Read("previewErasure", h.preview),
		respond.Write("requestErasure", h.request),
		respond.Read("listErasures", h.list),
		respond.Read("showErasure", h.show),
		respond.Act("approveErasure", h.approve),
		respond.Act("refuseErasure", h.refuse),
		respond.Write("stopErasure", h.stop),
		respond.Read("listDeletions", h.listDeletions),
		respond.Read("showDeletion", h.showDeletion),
		respond.Write("answerDeletion", h.answerDeletion),
		respond.Read("showRetention", h.showRetention),
	}
}

// ofErasure are the parameters of an operation on a request for erasure.
type ofErasure struct {
	Erasure casework.Ref `path:"erasure"`
}

// onErasure are the parameters of a write to a request for erasure.
type onErasure struct {
	ofErasure

	Key string `header:"Idempotency-Key"`
}
