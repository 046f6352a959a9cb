package security_test

import "strings"

// about is the kind of thing that an operation is about, and so determines who may see its answer.
type about string

// The subjects of requests.
const (
	ofNoOne     about = "no one in particular" // each line of its answer is asked about again
	ofCase      about = "her case"
	ofTask      about = "the consul's task in her case"
	ofOperation about = "the operation"
	ofList      about = "its list"
	ofMovement  about = "the flight that she is to take"
	ofProposal  about = "the corridor that her supervisor proposes"
	ofAnswer    about = "the answer to what her supervisor proposes"
	ofDrop      about = "the withdrawal of what her supervisor proposes"
	ofErasure   about = "a request for erasure"
	ofNothing   about = "what is not there" // it needs a state that she is not in; a caller without the right is still refused
)

// row is the row of the matrix for one operation of the contract.
type row struct {
	about about
	// shows are the marks that the answer can hold, by name; a name that ends in * stands for all
	// that begin so. Other marks must never be in it.
	shows []string
	// each is the subject of a line of a list: watchers who may read the subject get the line.
	each  about
	query string
	body  any // instead of the contract's example
}

// person are the fields of a person.
func person() []string {
	return []string{"name", "born", "number", "native", "born as written", "phone", "place", "remark", "passport", "zone"}
}

// rows has a row for each operation that is not public. To add an operation, add what it is about and the
// marks that its answer can hold; if it has a new personal input, send that with a new mark in
// life_test.go.
func rows() map[string]row {
	return map[string]row{
		"showAccount": {about: ofNoOne}, "listDesks": {about: ofNoOne}, "listCorridors": {about: ofNoOne}, "listQuestionnaires": {about: ofNoOne},
		"showCommand": {about: ofNothing}, "followEvents": {about: ofNoOne}, // a stream: TestAStreamTellsNothingOfWhatIsHidden

		"listOperations": {about: ofNoOne, each: ofOperation, shows: []string{"words of operation"}}, "openOperation": {about: ofNoOne},
		"showOperation": {about: ofOperation, shows: []string{"words of operation"}}, "showFunnel": {about: ofOperation},
		"pauseOperation": {about: ofOperation}, "resumeOperation": {about: ofOperation}, "previewResume": {about: ofOperation},
		"agreeResume": {about: ofOperation}, "refuseResume": {about: ofOperation}, "closeOperation": {about: ofOperation},
		"listLists": {about: ofOperation, shows: []string{"file"}}, "uploadList": {about: ofOperation, query: "?author=custodian", body: "Name;Nationality\nSomebody;Myanmar\n"},
		"showList": {about: ofList, shows: []string{"file"}}, "listRows": {about: ofList, shows: []string{"row"}}, "confirmList": {about: ofList, body: m{}},
		"listListAnswers": {about: ofList},
		"answerList":      {about: ofList, body: m{"preview": strings.Repeat("a", 64), "line": 2, "problem": "hidden_row", "choice": "as_read"}},
		"previewList":     {about: ofList}, "approveList": {about: ofList, body: m{"preview": strings.Repeat("a", 64)}}, "refuseList": {about: ofList},

		"previewErasure": {about: ofCase}, "requestErasure": {about: ofCase}, "listErasures": {about: ofNoOne, each: ofErasure}, "showErasure": {about: ofErasure},
		"approveErasure": {about: ofErasure}, "refuseErasure": {about: ofErasure}, "stopErasure": {about: ofErasure, body: m{"reasons": "Reasons."}}, "showRetention": {about: ofNoOne},
		"listDeletions": {about: ofNoOne}, "showDeletion": {about: ofNothing}, "answerDeletion": {about: ofNothing},

		"searchPeople": {about: ofNoOne, each: ofCase, body: m{"name": "Qvzname Xwkmark"}}, "listCases": {about: ofNoOne, each: ofCase}, "openCase": {about: ofNoOne},
		"showCase": {about: ofCase, shows: person()}, "showTimeline": {about: ofCase, query: "?limit=200", shows: []string{"words of *"}},
		"showWaiting": {about: ofCase}, "listGates": {about: ofCase}, "waiveGate": {about: ofCase}, "stateFacts": {about: ofCase}, "askAgain": {about: ofCase},
		"reportEvent": {about: ofCase}, "listConsents": {about: ofCase, shows: []string{"words of consent"}}, "giveConsents": {about: ofCase},
		"previewWithdrawal": {about: ofCase, query: "?consent=C9&consent=C10"}, "withdrawConsents": {about: ofCase},

		"listProposals": {about: ofCase}, "showProposal": {about: ofProposal, shows: []string{"words of proposal"}}, "answerProposal": {about: ofAnswer},
		"withdrawProposal": {about: ofDrop},

		"showReaders": {about: ofCase}, "listAuditEvents": {about: ofNoOne}, "showAuditKey": {about: ofNoOne}, "showNewestHead": {about: ofNoOne},
		"showHead": {about: ofNoOne}, "proveContinues": {about: ofNoOne}, "proveLeaf": {about: ofNoOne}, "countersignHead": {about: ofNoOne},

		"listGrants": {about: ofNoOne}, "listAccess": {about: ofCase, shows: []string{"words of access", "words of glass", "words of exclusion"}},
		"giveAccess": {about: ofCase}, "endAccess": {about: ofCase}, "excludeOfficer": {about: ofCase}, "readmitOfficer": {about: ofCase}, "breakGlass": {about: ofCase},

		"listTasks": {about: ofNoOne, each: ofCase, query: "?everywhere=true"}, "decideTasks": {about: ofNoOne},
		"listBatches": {about: ofNoOne}, "showBatch": {about: ofNothing}, "agreeBatch": {about: ofNothing}, "refuseBatch": {about: ofNothing}, "withdrawBatch": {about: ofNothing},
		"showTask": {about: ofTask}, "claimTask": {about: ofTask},
		"releaseTask": {about: ofTask}, "giveTask": {about: ofTask}, "decideTask": {about: ofTask}, "pauseTask": {about: ofTask}, "resumeTask": {about: ofTask}, "askAtTask": {about: ofTask},
		"answerTask": {about: ofTask}, "reassignTask": {about: ofTask}, "recallTask": {about: ofTask},
		// Each desk gets its own notices of her case and no others; the probes look for her in them.
		"listNotices": {about: ofNoOne, query: "?limit=200"}, "readNotice": {about: ofNothing},
		"listReadingReviews": {about: ofNoOne}, "explainReading": {about: ofNothing}, "acceptReading": {about: ofNothing}, "rejectReading": {about: ofNothing},

		"listMovements": {about: ofNoOne, each: ofMovement}, "planMovement": {about: ofNoOne}, "showMovement": {about: ofMovement},
		"showManifest": {about: ofMovement, shows: []string{"name", "born", "number", "passport", "zone"}},
		"holdSeats":    {about: ofMovement}, "queueStandby": {about: ofMovement}, "releaseSeats": {about: ofMovement}, "issueTickets": {about: ofMovement},
		"keepApart": {about: ofMovement}, "lockManifest": {about: ofMovement}, "unlockManifest": {about: ofMovement}, "swapVehicle": {about: ofMovement},
		"slipMovement": {about: ofMovement}, "boardPassengers": {about: ofMovement}, "departMovement": {about: ofMovement}, "confirmArrivals": {about: ofMovement},
		"cancelMovement": {about: ofMovement}, "previewCancel": {about: ofMovement}, "agreeCancel": {about: ofMovement}, "refuseCancel": {about: ofMovement},

		"showReintegration": {about: ofCase, shows: []string{"plan", "plan item"}}, "settlePlan": {about: ofCase}, "settleFollowUp": {about: ofCase},
		"correctIdentity": {about: ofCase}, "previewCorrection": {about: ofCase},
		"recordOrder": {about: ofCase}, "listOrders": {about: ofCase, shows: []string{"court", "order purpose"}}, "endOrder": {about: ofCase},
		"showIdentity": {about: ofCase, shows: []string{"name", "born", "number", "native", "born as written"}},
		"showContact":  {about: ofCase, shows: []string{"asked for", "said as"}}, "agreeContact": {about: ofCase},
		"revealNumber": {about: ofCase, shows: []string{"asked for", "said as", "new phone"}, body: m{"reason": "emergency"}},
	}
}
