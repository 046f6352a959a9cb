package access

import (
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/words"
)

// handlers are the handlers of this package.
type handlers struct {
	do    *usecase.Service
	words *words.Catalogue // for the sentences about readers
}

// Routes are the operations that this package answers.
func Routes(do *usecase.Service, catalogue *words.Catalogue) []respond.Route {
	h := handlers{do, catalogue}
	return []respond.Route{
		respond.Read("listGrants", h.listGrants),
		respond.Read("listAccess", h.list),
		respond.Write("giveAccess", h.give),
		respond.Act("endAccess", h.end),
		respond.Write("excludeOfficer", h.exclude),
		respond.Write("readmitOfficer", h.readmit),
		respond.Write("breakGlass", h.breakGlass),
		respond.Read("showReaders", h.showReaders),
	}
}

// ofCase are the parameters of an operation on a case.
type ofCase struct {
	Case casework.Ref `path:"case"`
}

// onCase are the parameters of a write to a case.
type onCase struct {
	ofCase

	Key string `header:"Idempotency-Key"`
}
