package movements

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
		respond.Read("listMovements", h.list),
		respond.Write("planMovement", h.plan),
		respond.Read("showMovement", h.show),
		respond.Read("showManifest", h.showManifest),
		respond.Write("holdSeats", h.holdSeats),
		respond.Write("queueStandby", h.queueStandby),
		respond.Write("releaseSeats", h.releaseSeats),
		respond.Write("issueTickets", h.issueTickets),
		respond.Write("keepApart", h.keepApart),
		respond.Write("lockManifest", h.lockManifest),
		respond.Act("unlockManifest", h.unlockManifest),
		respond.Write("swapVehicle", h.swapVehicle),
		respond.Write("slipMovement", h.slip),
		respond.Write("boardPassengers", h.board),
		respond.Write("departMovement", h.depart),
		respond.Write("confirmArrivals", h.confirmArrivals),
		respond.Write("cancelMovement", h.cancel),
		respond.Read("previewCancel", h.previewCancel),
		respond.Write("agreeCancel", h.agreeCancel),
		respond.Act("refuseCancel", h.refuseCancel),
	}
}

// ofMovement are the parameters of an operation on a movement.
type ofMovement struct {
	Movement casework.Ref `path:"movement"`
}

// onMovement are the parameters of a write to a movement.
type onMovement struct {
	ofMovement

	Key string `header:"Idempotency-Key"`
}
