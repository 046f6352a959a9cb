package encode

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/wire"
)

// PreviewTask is a request that would be opened or recalled.
func PreviewTask(t casework.PreviewTask) wire.PreviewTask {
	return wire.PreviewTask{Task: TaskName(t.Task), Step: t.Step, Desk: string(t.Desk)}
}

// PreviewUndo is an act that would be undone.
func PreviewUndo(u casework.PreviewUndo) wire.PreviewUndo {
	return wire.PreviewUndo{Kind: string(u.Kind), Way: wire.PreviewUndoWay(u.Method), Desk: string(u.Desk), Leftover: u.Leftover}
}
