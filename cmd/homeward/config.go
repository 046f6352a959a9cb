package main

import (
	"context"
	"errors"
	"log/slog"
	"strings"

	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/logline"
)

// readConfig reads the configuration of a process. It reports all mistakes at once.
func readConfig(lookup config.Lookup, needs config.Needs) (config.Config, error) {
	c, err := config.FromEnv(lookup, needs)
	var mistakes config.MistakeErrors
	if !errors.As(err, &mistakes) {
		return c, err
	}
	var text strings.Builder
	text.WriteString("homeward: the configuration is not valid.")
	for _, mistake := range mistakes {
		text.WriteString("\n  - " + mistake.Error())
	}
	return c, &cli.ExitError{Code: cli.ExitMisuse, Text: text.String()}
}

// over looks a variable up in the flags that stand for it, and else in the environment.
func over(env cli.Env, flags map[string]string) config.Lookup {
	return func(name string) (string, bool) {
		if value := flags[name]; value != "" {
			return value, true
		}
		return env.Lookup(name)
	}
}

// newLogger returns a logger that writes lines of JSON to Err, without personal data.
func newLogger(env cli.Env, level slog.Level) *slog.Logger {
	return slog.New(logline.New(env.Err, level))
}

// logStart logs which program starts, and its configuration without secrets.
func logStart(ctx context.Context, logger *slog.Logger, process string, c config.Config) {
	attrs := append([]slog.Attr{slog.String("process", process), slog.String("version", release())}, c.Redacted()...)
	logger.LogAttrs(ctx, slog.LevelInfo, "homeward begins", attrs...)
}
