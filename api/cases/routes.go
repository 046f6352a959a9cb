package cases

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
		respond.Read("listCases", h.list),
		respond.Write("openCase", h.open),
		respond.Post("searchPeople", h.search),
		respond.Read("showCase", h.show),
		respond.Read("showTimeline", h.showTimeline),
		respond.Read("showWaiting", h.showWaiting),
		respond.Read("listGates", h.listGates),
		respond.Write("waiveGate", h.waiveGate),
		respond.Write("stateFacts", h.stateFacts),
		respond.Write("askAgain", h.askAgain),
		respond.Write("correctIdentity", h.correctIdentity),
		respond.Post("previewCorrection", h.previewCorrection),
		respond.Read("showIdentity", h.showIdentity),
		respond.Read("listOrders", h.listOrders),
		respond.Write("recordOrder", h.recordOrder),
		respond.Write("endOrder", h.endOrder),
		respond.Write("reportEvent", h.reportEvent),
		respond.Read("listConsents", h.listConsents),
		respond.Write("giveConsents", h.giveConsents),
		respond.Read("previewWithdrawal", h.previewWithdrawal),
		respond.Write("withdrawConsents", h.withdrawConsents),
		respond.Read("showReintegration", h.showReintegration),
		respond.Write("settlePlan", h.settlePlan),
		respond.Write("settleFollowUp", h.settleFollowUp),
		respond.Read("showContact", h.showContact),
		respond.Write("agreeContact", h.agreeContact),
		respond.Post("revealNumber", h.revealNumber),
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
