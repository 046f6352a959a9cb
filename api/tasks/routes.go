package tasks

import (
	"example.org/homeward/api/encode"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/usecase/tasks"
)

// handlers are the handlers of this package.
type handlers struct{ do *usecase.Service }

// Routes are the operations that this package answers.
func Routes(do *usecase.Service) []respond.Route {
	h := handlers{do}
	return []respond.Route{
		respond.Read("listTasks", h.list),
		respond.Post("decideTasks", h.decideBatch),
		respond.Read("listBatches", h.listBatches),
		respond.Read("showBatch", h.showBatch),
		respond.Post("agreeBatch", h.agreeBatch),
		respond.Read("refuseBatch", h.refuseBatch),
		respond.Read("withdrawBatch", h.withdrawBatch),
		respond.Read("showTask", h.show),
		respond.Act("claimTask", h.claim),
		respond.Act("releaseTask", h.release),
		respond.Write("giveTask", h.give),
		respond.Write("decideTask", h.decide),
		respond.Write("pauseTask", h.pause),
		respond.Act("resumeTask", h.resume),
		respond.Write("askAtTask", h.ask),
		respond.Write("answerTask", h.answer),
		respond.Write("reassignTask", h.reassign),
		respond.Write("recallTask", h.recall),
	}
}

// ofTask are the parameters of an operation on a task.
type ofTask struct {
	Case casework.Ref `path:"case"`
	Task string       `path:"task"`
}

// onTask are the parameters of a write to a task.
type onTask struct {
	ofTask

	Key     string `header:"Idempotency-Key"`
	IfMatch string `header:"If-Match"`
}

// write returns a fault of code NotFound if the name is not one of a task.
func (p onTask) write() (tasks.Write, error) {
	id, err := encode.TaskID(p.Task)
	return tasks.Write{Case: p.Case, Task: id, Version: encode.Version(p.IfMatch), Key: p.Key}, err
}
