# Two commands are all that a newcomer needs: `make run` and `make test`. Each installs what is
# missing, builds, and goes. `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := $(CURDIR)/.bin
GOLANGCI_LINT_VERSION := v2.15.0
WORKFLOWCHECK_VERSION := v0.6.0

# Nothing here needs C but the race detector, which asks for it below: one set of compiled
# packages serves building, vetting and linting.
export CGO_ENABLED := 0
export GOWORK := off
# No go.mod may send the toolchain off to fetch another one.
export GOTOOLCHAIN := local

# Packages that start the whole stack or a browser, and so do not belong to the fast tests.
SLOW := ./test/stories/... ./test/stack/... ./test/pages/... ./test/upgrade/...
FAST = go list ./... | grep -v -e '/test/stories' -e '/test/stack' -e '/test/pages' -e '/test/security' -e '/test/upgrade'
# Packages in which things run side by side: these are tested with the race detector. The others
# are pure rules and readers, where it would only cost time.
SIDE_BY_SIDE := -e '/api$$' -e '/web$$' -e /internal/httpserver -e /internal/command -e /internal/devstack -e /internal/engine -e /internal/live \
	-e /internal/pgtest -e /internal/postgres -e '/worker$$' -e '/workflows$$'

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-14s %s\n", $$1, $$2 }'

##### For everybody

.PHONY: run
run: deps-run build ## Start everything on this machine and say where to look; ARGS="--help" for more
	@exec $(BIN)/homeward dev $(ARGS)

.PHONY: test
test: deps tools temporal tidy-check lint workflowcheck vet test-temporal test-units security stories ## Check everything: what .ci/run runs
	@echo "ok  everything that make test checks has passed"

##### For those who change the code

.PHONY: check-fast
check-fast: deps tools tidy-check lint workflowcheck vet test-fast ## Most of make test: no stories, no race detector

.PHONY: build
build: deps-run ## Build .bin/homeward
	@go build -o $(BIN)/homeward ./cmd/homeward

.PHONY: temporal
temporal: deps-run ## Build the Temporal server that runs beside Homeward
	@go run ./internal/devstack/build

.PHONY: test-fast
test-fast: deps temporal ## Unit tests on a real PostgreSQL, for while you work: without the race detector
	@echo "== unit tests"
	@packages="$$($(FAST))"; go test -shuffle=on $$packages

.PHONY: test-units
test-units: deps temporal ## Unit tests on a real PostgreSQL, with the race detector where things run side by side
	@echo "== unit tests"
	@packages="$$($(FAST) | grep -v $(SIDE_BY_SIDE))"; go test -shuffle=on $$packages
	@packages="$$($(FAST) | grep $(SIDE_BY_SIDE))"; CGO_ENABLED=1 go test -race -shuffle=on $$packages

.PHONY: stories
stories: deps build temporal ## Whole journeys through HTTP, on a real Temporal server and PostgreSQL; the pages in a browser; upgrades
	@echo "== stories and pages"
	@go test -timeout 12m $(SLOW)

.PHONY: security
security: deps build temporal ## Attack a running installation: visibility, hostile input, secrets; for a reviewer to run alone
	@echo "== security"
	@go test -timeout 12m ./test/security/...

.PHONY: record-histories
record-histories: deps build temporal ## Write down what the workflows of the stories did, for later releases to replay
	@HOMEWARD_RECORD_HISTORIES=$(CURDIR)/workflows/testdata/histories go test -count=1 -timeout 12m ./test/stories/...

.PHONY: record-upgrade
record-upgrade: deps build ## Record an installation of this release for test/upgrade; RELEASE=name, and FROM=checkout of another release
	@test -n "$(RELEASE)" || { echo "name the release: make record-upgrade RELEASE=0.2"; exit 2; }
	@HOMEWARD_UPGRADE_RECORD=$(RELEASE) HOMEWARD_UPGRADE_FROM=$(FROM) go test -count=1 -timeout 20m -v ./test/upgrade

.PHONY: test-temporal
test-temporal: deps ## Vet and test the module of the Temporal server
	@echo "== the Temporal server's module"
	@cd tools/temporal && go mod verify >/dev/null && go mod tidy -diff && go vet ./... && go test ./...

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
workflowcheck: $(BIN)/workflowcheck ## Look for what would keep a workflow from replaying
	@echo "== workflowcheck"
	@go vet -vettool=$(BIN)/workflowcheck -config=$(CURDIR)/workflowcheck.config.yaml ./workflows/...

.PHONY: words
words: ## Show the words that make the English hard, and what to write instead; WORDS=folder shows each place
	@WORDS=$(or $(WORDS),all) go test -count=1 -v -run '^TestShowHardWords$$' ./test/rules

.PHONY: vet
vet: ## go vet
	@echo "== vet"
	@go vet ./...

.PHONY: tidy-check
tidy-check: ## See that go.mod and go.sum are tidy and the modules are what they were
	@echo "== modules"
	@go mod tidy -diff
	@go mod verify >/dev/null

.PHONY: generate
generate: ## Generate code from api/openapi.yaml
	@go generate ./...

.PHONY: bench
bench: build temporal ## Compare with bare Temporal on this machine; a table, and JSON with ARGS="--json FILE"
	@$(BIN)/homeward bench $(ARGS)

##### Used by the other targets

.PHONY: deps
deps: ## Install what running and testing needs and this machine lacks
	@tools/deps test

.PHONY: deps-run
deps-run: ## Install what running needs and this machine lacks
	@tools/deps run

.PHONY: tools
tools: $(BIN)/golangci-lint $(BIN)/workflowcheck ## Build the linters into .bin

.PHONY: clean
clean: ## Remove what was built; data in .homeward stays
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
