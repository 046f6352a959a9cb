package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/config"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/web/words"
)

// wordsGroup is for better words that readers of the pages propose.
type wordsGroup struct {
	Proposals wordsProposals `cmd:"" help:"List better words for the pages that readers have proposed."`
	Take      wordsTake      `cmd:"" help:"Record that proposals are taken. It changes no page."`
	Decline   wordsDecline   `cmd:"" help:"Record that proposals are not taken."`
}

const wordsVariables = `It connects to the database as homeward_worker. Variables: as for homeward keys rotate.`

type wordsProposals struct {
	Language string `placeholder:"CODE" help:"Only those in this language, as my."`
	All      bool   `help:"Also those that are answered."`
	YAML     bool   `name:"yaml" help:"Print each text as it would be in its file of web/words/texts."`
}

// Help is shown under the usage.
func (c *wordsProposals) Help() string {
	return `Lists proposals by language and text, the newest of a text first. NOW says whether the text is still the one that the reader saw. With --yaml each text is printed in all its languages, to replace the one in its file; have it read by a second person who grew up with the language. A proposal has no name of a reader, but it is free text: look at it before you pass it on.

` + wordsVariables
}

func (c *wordsProposals) Run(ctx context.Context, env cli.Env) error {
	return withWordings(ctx, env, func(store *postgres.Store) error {
		texts, err := words.Load()
		if err != nil {
			return err
		}
		found, err := store.Wordings(ctx, record.WordingFilter{Language: c.Language, Open: !c.All})
		if err != nil {
			return err
		}
		if c.YAML {
			return pasteWordings(env, texts, found)
		}
		t := cli.NewTable(env.Out, "PROPOSAL", "LANGUAGE", "TEXT", "FORM", "PROPOSED", "STATE", "NOW", "WORDS", "NOTE")
		for _, p := range found {
			t.Row(p.ID, p.Language, p.Key, p.Form, cli.Instant(p.At), p.State, sinceProposed(texts, p), p.Text, p.Note)
		}
		t.Flush()
		if len(found) == record.MaxWordings {
			env.Statusf("There may be more than %d; answer some, or choose a language.\n", record.MaxWordings)
		}
		return nil
	})
}

// sinceProposed returns "same" if a text is still the one that was compared, and otherwise how it differs.
func sinceProposed(texts *words.Catalogue, p record.WordingProposal) string {
	now, there := compared(texts, p)
	switch {
	case !there:
		return "gone"
	case now.Text == p.Text:
		return "done"
	case now.Fingerprint() != p.Compared:
		return "changed"
	default:
		return "same"
	}
}

func compared(texts *words.Catalogue, p record.WordingProposal) (words.Compared, bool) {
	i := slices.IndexFunc(words.Languages(), func(l words.Language) bool { return l.Code == p.Language })
	if i < 0 {
		return words.Compared{}, false
	}
	return texts.Compare(words.Languages()[i], p.Key, p.Form)
}

// pasteWordings prints each proposal as YAML, with its reference before it.
func pasteWordings(env cli.Env, texts *words.Catalogue, found []record.WordingProposal) error {
	for _, p := range found {
		state := sinceProposed(texts, p)
		if state == "gone" || p.Text == "" {
			continue
		}
		text, err := texts.Paste(words.Wording{Key: p.Key, Language: p.Language, Form: p.Form, Text: p.Text})
		if err != nil {
			return err
		}
		env.Printf("# %s, compared with %s; the text now: %s\n%s\n", p.ID, orUnknown(p.Release), state, text)
	}
	return nil
}

type wordsTake struct {
	Proposal []string `arg:"" help:"References of proposals."`
}

// Help is shown under the usage.
func (c *wordsTake) Help() string { return wordsAnswered }

const wordsAnswered = `Its author sees the answer beside the text. It is written to the audit log.

` + wordsVariables

func (c *wordsTake) Run(ctx context.Context, env cli.Env) error {
	return answerWordings(ctx, env, c.Proposal, record.WordingTaken)
}

type wordsDecline struct {
	Proposal []string `arg:"" help:"References of proposals."`
}

// Help is shown under the usage.
func (c *wordsDecline) Help() string { return wordsAnswered }

func (c *wordsDecline) Run(ctx context.Context, env cli.Env) error {
	return answerWordings(ctx, env, c.Proposal, record.WordingDeclined)
}

func answerWordings(ctx context.Context, env cli.Env, proposals []string, state record.WordingState) error {
	return withWordings(ctx, env, func(store *postgres.Store) error {
		for _, id := range proposals {
			if err := store.AnswerWording(ctx, id, state); err != nil {
				return fmt.Errorf("answer the proposal %s: %w", id, err)
			}
			env.Printf("%s: %s\n", id, state)
		}
		return nil
	})
}

// withWordings calls do with the record as the worker reads it, with its keys.
func withWordings(ctx context.Context, env cli.Env, do func(*postgres.Store) error) (err error) {
	cfg, err := readConfig(env.Lookup, config.Needs{Database: true, Keys: true})
	if err != nil {
		return err
	}
	box, err := openKeyring(cfg, cfg.Database, env.Now, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, box.close()) }()
	store, err := postgres.Open(postgres.Options{
		DSN: cfg.Database, As: principal.Principal{Kind: principal.Worker}, Box: box, Index: box, Now: env.Now, NewRef: noRef, MaxOpen: 2,
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if err := store.CheckRowSecurity(ctx, postgres.RoleWorker); err != nil {
		return err
	}
	return do(store)
}

func orUnknown(release string) string { return cmp.Or(release, "an unknown release") }
