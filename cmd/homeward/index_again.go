package main

import (
	"context"
	"log/slog"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/logline"
)

// indexAgain makes the tokens by which people are found again, of all cases whose tokens were made by an earlier release.
// It runs beside the worker, a case at a time, and continues after a stop where it was. A case that fails is tried again
// at the next start; until then it is found as before.
func (a *app) indexAgain(ctx context.Context) {
	const page = 200
	done, failed := 0, 0
	tell := func(ended bool) {
		a.logger.LogAttrs(ctx, slog.LevelInfo, "the index of people is made again", slog.Int("indexed", done), slog.Int("unindexed", failed), slog.Bool("ended", ended))
	}
	for after := casework.Ref(""); ; {
		refs, err := a.worker.store.PeopleMadeEarlier(ctx, after, page)
		if err != nil {
			a.logger.LogAttrs(ctx, slog.LevelWarn, "the index of people is not made again", logline.Cause(err))
			return
		}
		if len(refs) == 0 {
			break
		}
		for _, ref := range refs {
			if err := a.worker.store.IndexAgain(ctx, ref); err != nil {
				failed++
			} else {
				done++
			}
			if ctx.Err() != nil {
				return
			}
			after = ref
		}
		tell(false)
	}
	if done+failed > 0 {
		tell(true)
	}
}
