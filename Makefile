# The commands of the project. Each one works on a fresh clone.
SHELL   := /usr/bin/env bash
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X main.version=$(VERSION)
GO      := CGO_ENABLED=0 go
NODE    := $(shell command -v npm 2>/dev/null)

.PHONY: run build web deb sbom test check bench bench-web check-oracles

run: build ## from nothing to http://localhost:8080
	@if bin/vigie --help | grep -q '^  demo '; then exec bin/vigie demo; else exec bin/vigie serve; fi

build: web ## the program, with the browser application inside
	$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o bin/vigie .

web: ## the browser application; left out, with a word, without Node
	@.ci/web build

deb: build ## the Debian package, in bin
	@deploy/deb/build bin/vigie "$(VERSION)" "bin/vigie_$$(dpkg --print-architecture).deb"

sbom: ## the inventory of the parts (CycloneDX) and their licences, as the program carries them, and in bin
	go run ./.ci/parts write app/notices
	@mkdir -p bin && $(GO) run -ldflags '-X main.version=$(VERSION)' . sbom >bin/vigie.cdx.json && echo bin/vigie.cdx.json

test: ## everything: Go on both databases, the browser application, the browser itself
	@.ci/test

check: ## format, lint, types, generated files, parts and their licences, built twice
	@.ci/check

bench: ## the figures beside their budgets
	.ci/with-postgres go test -run '^$$' -bench . -benchtime 1x -timeout 30m ./...

bench-web: build ## the figures of the browser beside their budgets
	node web/bench/run.mjs

check-oracles: ## the long comparisons: the schedule beside Microsoft Project, Primavera, TaskJuggler and a simulator
	@.ci/oracles
