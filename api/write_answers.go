package api

import "net/http"

// Every write is answered by a receipt: these say so of each operation that the contract
// answers with one.

// VisitOpenOperationResponse writes the receipt.
func (r receipt) VisitOpenOperationResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitPauseOperationResponse writes the receipt.
func (r receipt) VisitPauseOperationResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitResumeOperationResponse writes the receipt.
func (r receipt) VisitResumeOperationResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitCloseOperationResponse writes the receipt.
func (r receipt) VisitCloseOperationResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitConfirmListResponse writes the receipt.
func (r receipt) VisitConfirmListResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitApproveListResponse writes the receipt.
func (r receipt) VisitApproveListResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitRefuseListResponse writes the receipt.
func (r receipt) VisitRefuseListResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitOpenCaseResponse writes the receipt.
func (r receipt) VisitOpenCaseResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitWaiveGateResponse writes the receipt.
func (r receipt) VisitWaiveGateResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitStateFactsResponse writes the receipt.
func (r receipt) VisitStateFactsResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitAskAgainResponse writes the receipt.
func (r receipt) VisitAskAgainResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitReportEventResponse writes the receipt.
func (r receipt) VisitReportEventResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitGiveConsentsResponse writes the receipt.
func (r receipt) VisitGiveConsentsResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitWithdrawConsentsResponse writes the receipt.
func (r receipt) VisitWithdrawConsentsResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitClaimTaskResponse writes the receipt.
func (r receipt) VisitClaimTaskResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitReleaseTaskResponse writes the receipt.
func (r receipt) VisitReleaseTaskResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitDecideTaskResponse writes the receipt.
func (r receipt) VisitDecideTaskResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitPauseTaskResponse writes the receipt.
func (r receipt) VisitPauseTaskResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitResumeTaskResponse writes the receipt.
func (r receipt) VisitResumeTaskResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitAskAtTaskResponse writes the receipt.
func (r receipt) VisitAskAtTaskResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitAnswerTaskResponse writes the receipt.
func (r receipt) VisitAnswerTaskResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitReassignTaskResponse writes the receipt.
func (r receipt) VisitReassignTaskResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitRecallTaskResponse writes the receipt.
func (r receipt) VisitRecallTaskResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitPlanMovementResponse writes the receipt.
func (r receipt) VisitPlanMovementResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitHoldSeatsResponse writes the receipt.
func (r receipt) VisitHoldSeatsResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitQueueStandbyResponse writes the receipt.
func (r receipt) VisitQueueStandbyResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitReleaseSeatsResponse writes the receipt.
func (r receipt) VisitReleaseSeatsResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitIssueTicketsResponse writes the receipt.
func (r receipt) VisitIssueTicketsResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitKeepApartResponse writes the receipt.
func (r receipt) VisitKeepApartResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitLockManifestResponse writes the receipt.
func (r receipt) VisitLockManifestResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitUnlockManifestResponse writes the receipt.
func (r receipt) VisitUnlockManifestResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitSwapVehicleResponse writes the receipt.
func (r receipt) VisitSwapVehicleResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitSlipMovementResponse writes the receipt.
func (r receipt) VisitSlipMovementResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitBoardPassengersResponse writes the receipt.
func (r receipt) VisitBoardPassengersResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitDepartMovementResponse writes the receipt.
func (r receipt) VisitDepartMovementResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitConfirmArrivalsResponse writes the receipt.
func (r receipt) VisitConfirmArrivalsResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitCancelMovementResponse writes the receipt.
func (r receipt) VisitCancelMovementResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitSettlePlanResponse writes the receipt.
func (r receipt) VisitSettlePlanResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitSettleFollowUpResponse writes the receipt.
func (r receipt) VisitSettleFollowUpResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitRequestErasureResponse writes the receipt.
func (r receipt) VisitRequestErasureResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitApproveErasureResponse writes the receipt.
func (r receipt) VisitApproveErasureResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitRefuseErasureResponse writes the receipt.
func (r receipt) VisitRefuseErasureResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitAnswerDeletionResponse writes the receipt.
func (r receipt) VisitAnswerDeletionResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitGiveAccessResponse writes the receipt.
func (r receipt) VisitGiveAccessResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitEndAccessResponse writes the receipt.
func (r receipt) VisitEndAccessResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitExcludeOfficerResponse writes the receipt.
func (r receipt) VisitExcludeOfficerResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitReadmitOfficerResponse writes the receipt.
func (r receipt) VisitReadmitOfficerResponse(w http.ResponseWriter) error { return r.put(w) }

// VisitBreakGlassResponse writes the receipt.
func (r receipt) VisitBreakGlassResponse(w http.ResponseWriter) error { return r.put(w) }
