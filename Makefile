# A newcomer needs two commands: `make run` and `make test`. Each installs missing packages, builds
# and starts. `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := $(CURDIR)/.bin
GOLANGCI_LINT_VERSION := v2.15.0
WORKFLOWCHECK_VERSION := v0.6.0

# Only the race detector needs C, and sets CGO_ENABLED itself: building, vetting, linting and the other
# tests share one set of compiled packages.
export CGO_ENABLED := 0
export GOWORK := off
# The go command must not download another toolchain because a go.mod names it.
export GOTOOLCHAIN := local

# Packages that start the whole stack or a browser, and so do not belong to the fast tests.
SLOW := ./test/stories/... ./test/stack/... ./test/pages/... ./test/upgrade/...
FAST = go list ./... | grep -v -e '/test/stories' -e '/test/stack' -e '/test/pages' -e '/test/security' -e '/test/upgrade'
# Packages in which things run side by side: these are tested with the race detector. The others
# are pure rules and readers, where it would only cost time.
SIDE_BY_SIDE := -e '/api$$' -e '/web$$' -e /internal/httpserver -e /internal/command -e /internal/devstack -e /internal/engine -e /internal/live \
	-e /internal/pgtest -e /internal/postgres -e '/worker$$' -e '/workflows$$'

# How many random lives the tests of rights lead.
LIVES := 10000

# How many minutes a drill lasts.
MINUTES := 10

# `make lint` runs every analyzer of go vet, on the same files, so that tests need not repeat them:
# without the race detector and with it, each time for all dependencies.
TEST := go test -vet=off

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-14s %s\n", $$1, $$2 }'

##### For everybody

.PHONY: run
run: deps-run build ## Start everything on this machine and say where to look; ARGS="--help" for more
	@exec $(BIN)/homeward dev $(ARGS)

.PHONY: test
test: deps tools temporal tidy-check lint workflowcheck test-temporal test-units security stories ## Check everything: what .ci/run runs
	@echo "ok  everything that make test checks has passed"

##### For those who change the code

.PHONY: check-fast
check-fast: deps tools tidy-check lint workflowcheck test-fast ## Most of make test: no stories, no race detector

.PHONY: build
build: deps-run ## Build .bin/homeward
	@test -x $(BIN)/homeward || echo "Building homeward. The first time this takes a minute or two."
	@go build -o $(BIN)/homeward ./cmd/homeward

.PHONY: temporal
temporal: deps-run ## Build the Temporal server that runs beside Homeward
	@go run ./internal/devstack/build

.PHONY: test-fast
test-fast: deps temporal ## Unit tests on a real PostgreSQL, for while you work: without the race detector
	@echo "== unit tests"
	@packages="$$($(FAST))"; $(TEST) -shuffle=on $$packages

.PHONY: test-units
test-units: deps temporal ## Unit tests on a real PostgreSQL, with the race detector where things run side by side
	@echo "== unit tests"
	@packages="$$($(FAST) | grep -v $(SIDE_BY_SIDE))"; $(TEST) -shuffle=on $$packages
	@packages="$$($(FAST) | grep $(SIDE_BY_SIDE))"; CGO_ENABLED=1 $(TEST) -race -shuffle=on $$packages

.PHONY: stories
stories: deps build temporal ## Whole journeys through HTTP, on a real Temporal server and PostgreSQL; the pages in a browser; upgrades
	@echo "== stories and pages"
	@$(TEST) -timeout 12m $(SLOW)

.PHONY: screenshots
screenshots: deps ## Pictures of the pages, on phones and desktops, light and dark, in three languages: into .homeward/screenshots
	@mkdir -p $(CURDIR)/.homeward/screenshots
	@HOMEWARD_SCREENSHOTS=$(CURDIR)/.homeward/screenshots go test -count=1 -timeout 12m -run '^TestEvery' ./test/pages
	@echo "The pictures are in .homeward/screenshots"

.PHONY: security
security: deps build temporal ## Attack a running installation: visibility, hostile input, secrets; for a reviewer to run alone
	@echo "== security"
	@$(TEST) -timeout 12m ./test/security
	@$(TEST) -timeout 12m ./test/security/rights -rapid.checks=$(LIVES)

.PHONY: drill
drill: deps build temporal ## Kill PostgreSQL, Temporal, worker and API at random for ten minutes, and prove that nothing was lost; MINUTES=, SEED=
	@HOMEWARD_DRILL=$(MINUTES)m HOMEWARD_DRILL_SEED=$(SEED) go test -tags drill -count=1 -timeout 60m -v ./test/drill

.PHONY: clients
clients: deps build temporal ## Generate and compile clients as agencies would, and drive one; downloads packages, needs Node.js
	@go test -tags clients -count=1 -timeout 20m -v ./test/clients

.PHONY: record-histories
record-histories: deps build temporal ## Record the histories of the stories, for later releases to replay
	@HOMEWARD_RECORD_HISTORIES=$(CURDIR)/workflows/testdata/histories go test -count=1 -timeout 12m ./test/stories/...

.PHONY: record-examples
record-examples: deps build temporal ## Record the examples of answers in the contract from the stories
	@HOMEWARD_RECORD_EXAMPLES=$(CURDIR)/api/examples go test -count=1 -timeout 12m ./test/stories/...

.PHONY: record-upgrade
record-upgrade: deps build ## Record an installation of this release for test/upgrade; RELEASE=name, and FROM=checkout of another release
	@test -n "$(RELEASE)" || { echo "name the release: make record-upgrade RELEASE=0.2"; exit 2; }
	@HOMEWARD_UPGRADE_RECORD=$(RELEASE) HOMEWARD_UPGRADE_FROM=$(FROM) go test -count=1 -timeout 20m -v ./test/upgrade

.PHONY: test-temporal
test-temporal: deps $(BIN)/golangci-lint ## Vet and test the module of the Temporal server
	@echo "== the Temporal server's module"
	@cd tools/temporal && go mod verify >/dev/null && go mod tidy -diff
# The analyzers of go vet, without its pass over each of the server's 1,700 packages.
	@cd tools/temporal && $(BIN)/golangci-lint run -c ../../.golangci.yml --enable-only govet ./... && $(TEST) ./...

.PHONY: lint
lint: $(BIN)/golangci-lint ## Formatting, lint, and imports that go one way only
	@echo "== lint"
	@$(BIN)/golangci-lint run ./...

.PHONY: lint-temporal
lint-temporal: $(BIN)/golangci-lint ## Lint the module of the Temporal server (slow the first time)
	@cd tools/temporal && $(BIN)/golangci-lint run -c ../../.golangci.yml ./...

.PHONY: fmt
fmt: $(BIN)/golangci-lint ## Format the code
	@$(BIN)/golangci-lint fmt ./...

.PHONY: workflowcheck
workflowcheck: $(BIN)/workflowcheck ## Find code in workflows that would break their replay
	@echo "== workflowcheck"
	@go vet -vettool=$(BIN)/workflowcheck -config=$(CURDIR)/workflowcheck.config.yaml ./workflows/...

.PHONY: words
words: ## Show each word that makes the English hard, and what to write instead
	@go test -count=1 -run '^TestEnglishIsPlain$$' ./test/rules

.PHONY: vet
vet: ## go vet, whose analyzers are also part of make lint
	@echo "== vet"
	@go vet ./...

.PHONY: tidy-check
tidy-check: ## Check that go.mod and go.sum are tidy and match the downloaded modules
	@echo "== modules"
	@go mod tidy -diff
	@go mod verify >/dev/null

.PHONY: generate
generate: ## Generate code from api/openapi.yaml
	@go generate ./...

.PHONY: fonts
fonts: ## Fetch smaller fonts for the pages than those of Debian into .homeward/fonts; needs npm
	@tools/fonts $(CURDIR)/.homeward/fonts

.PHONY: bench
bench: build temporal ## Compare with bare Temporal on this machine; a table, and JSON with ARGS="--json FILE"
	@$(BIN)/homeward bench $(ARGS)

.PHONY: bench-pages
bench-pages: deps build temporal ## Compare the server's time for the main pages with that of the API: a ratio each
	@$(TEST) -run '^$$' -bench PagesBesideTheAPI -benchtime 30x ./test/security | grep -E '^(Benchmark|ok|FAIL|---)'

.PHONY: bench-lists
bench-lists: deps ## Time each list with 2,000 and with 20,000 open cases beside its own SQL; CASES="few many"
	@BENCH_CASES="$(CASES)" $(TEST) -run '^$$' -bench Lists -benchtime 1x -timeout 60m ./test/bench

##### Used by the other targets

.PHONY: deps
deps: ## Install the packages that running and testing needs and that are missing
	@tools/deps test

.PHONY: deps-run
deps-run: ## Install the packages that running needs and that are missing
	@tools/deps run

.PHONY: tools
tools: $(BIN)/golangci-lint $(BIN)/workflowcheck ## Build the linters into .bin

.PHONY: clean
clean: ## Remove the built programs; data in .homeward stay
	@rm -rf $(BIN)

# A tool is built again when its version changes: the version is part of a file's name.
$(BIN)/golangci-lint: $(BIN)/.golangci-lint-$(GOLANGCI_LINT_VERSION)
	@test -x $@ || { rm -f $<; $(MAKE) $<; }

$(BIN)/.golangci-lint-$(GOLANGCI_LINT_VERSION):
	@echo "== building golangci-lint $(GOLANGCI_LINT_VERSION), once"
	@mkdir -p $(BIN)
	@GOBIN=$(BIN) go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_LINT_VERSION)
	@touch $@

$(BIN)/workflowcheck: $(BIN)/.workflowcheck-$(WORKFLOWCHECK_VERSION)
	@test -x $@ || { rm -f $<; $(MAKE) $<; }

$(BIN)/.workflowcheck-$(WORKFLOWCHECK_VERSION):
	@echo "== building workflowcheck $(WORKFLOWCHECK_VERSION), once"
	@mkdir -p $(BIN)
	@GOBIN=$(BIN) go install go.temporal.io/sdk/contrib/tools/workflowcheck@$(WORKFLOWCHECK_VERSION)
	@touch $@
