package auditlog

import (
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/usecase"
)

// handlers are the handlers of this package.
type handlers struct{ do *usecase.Service }

// Routes are the operations that this package answers.
func Routes(do *usecase.Service) []respond.Route {
	h := handlers{do}
	return []respond.Route{
		respond.Read("listAuditEvents", h.list),
		respond.Read("showAuditKey", h.showKey),
		respond.Read("showNewestHead", h.showNewestHead),
		respond.Read("showHead", h.showHead),
		respond.Read("proveContinues", h.proveContinues),
		respond.Read("proveLeaf", h.proveLeaf),
		respond.Post("countersignHead", h.countersign),
	}
}

// ofTree are the parameters of an operation on the tree of a size.
type ofTree struct {
	Size int64 `path:"size"`
}
