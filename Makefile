# Everything a contributor runs. `make` alone lists the targets.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
# The stamps carry the folder's name: a .venv that was copied or moved is not taken.
PLACE := $(shell pwd | cksum | cut -d ' ' -f 1)
RUNTIME := $(VENV)/.runtime-$(PLACE)
DEVELOPMENT := $(VENV)/.development-$(PLACE)
NODE_TOOLS := tests/node/node_modules/.package-lock.json

WORKERS ?= 2
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

.PHONY: help
help: ## List the targets
	@awk 'BEGIN { FS = ":.*## " } \
		/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: $(RUNTIME) system-build ## Set up, check the SOPs, build site, cards and dialer scripts
	@$(BIN)/sop build

.PHONY: serve
serve: $(RUNTIME) system-build ## Show the site and rebuild it with every change
	@$(BIN)/sop serve

.PHONY: check
check: $(DEVELOPMENT) ## Lint, types, and the SOPs with --strict
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/codespell
	$(BIN)/sop check --strict --as-of $$(git log -1 --format=%cs)

.PHONY: fast
fast: check $(DEVELOPMENT) system-test ## What to run before a commit: check, and the fast tests
	$(PYTEST) -m "not slow and not long"

.PHONY: test
test: $(DEVELOPMENT) system-test ## Every test but the long matrices
	$(PYTEST) -m "not long"

.PHONY: verify
verify: $(DEVELOPMENT) system-test ## The long matrices, and the packages built and tried
	$(PYTEST) -m long

.PHONY: screenshots
screenshots: build $(DEVELOPMENT) system-test ## Take pictures of every type of page and every card
	@$(BIN)/python -m tests.screenshots

.PHONY: bench
bench: $(DEVELOPMENT) ## Measure ours beside the peers (half an hour); see bench/results.md
	$(BIN)/python -m bench.run

.PHONY: bench-search
bench-search: $(DEVELOPMENT) ## Measure the search beside Material's, on the golden set
	$(BIN)/python -m bench.search

.PHONY: bench-cards
bench-cards: $(DEVELOPMENT) ## Measure the printing of cards beside a plain loop, and typst
	$(BIN)/python -m bench.cards

.PHONY: docs
docs: $(DEVELOPMENT) ## Write the generated pages of contributing/ anew
	$(BIN)/python scripts/write-docs

.PHONY: golden
golden: $(DEVELOPMENT) ## Write the golden files anew (read the diff before you commit)
	$(BIN)/python -m pytest -q --update-golden tests/test_golden.py tests/test_card_pictures.py

.PHONY: lock
lock: $(DEVELOPMENT) ## Write the lock files anew from pyproject.toml
	scripts/lock --upgrade

.PHONY: release
release: $(DEVELOPMENT) ## Build the packages and tag the version (refuses when not ready)
	$(BIN)/python scripts/release

.PHONY: clean
clean: ## Remove everything that was built or set up
	rm -rf build dist $(VENV) tests/node/node_modules .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: system-build system-test
system-build: $(RUNTIME)
	@$(BIN)/python scripts/system-packages build

system-test: $(DEVELOPMENT) $(NODE_TOOLS)
	@$(BIN)/python scripts/system-packages test

$(RUNTIME): requirements/runtime.lock pyproject.toml
	@scripts/set-up requirements/runtime.lock $@

$(DEVELOPMENT): requirements/dev.lock pyproject.toml
	@scripts/set-up requirements/dev.lock $@

$(NODE_TOOLS): tests/node/package-lock.json $(DEVELOPMENT)
	@echo "Installing $<"
	@$(BIN)/python scripts/node-tools
	@touch $@
