package main

import (
	"context"
	"fmt"
	"log/slog"

	"example.org/homeward/web/fonts"
)

// findFonts returns the fonts that the pages are served with, and logs where each comes from. Without
// one, a page is shown in the fonts of the reader's device.
func (a *app) findFonts() ([]fonts.Font, error) {
	var folders []string
	if a.config.Fonts != "" {
		folders = append(folders, a.config.Fonts)
	}
	found, err := fonts.Find(append(folders, fonts.Debian)...)
	if err != nil {
		return nil, fmt.Errorf("find the fonts of the pages: %w", err)
	}
	for _, f := range found {
		a.logger.LogAttrs(context.Background(), slog.LevelInfo, "a font is served",
			slog.String("script", f.Name), slog.String("file", f.Source), slog.Int("bytes", len(f.Content)))
	}
	return found, nil
}
