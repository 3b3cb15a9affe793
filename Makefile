# The two commands to know are `make run` and `make test`; `make help` lists the others.

DATABASE ?= sqlite:demo.db
LISTEN ?= 127.0.0.1:8080
CACHE ?= $(if $(BAREME_CI_CACHE),$(BAREME_CI_CACHE),$(HOME)/.cache/bareme-ci)
# `--locked` where a changed Cargo.lock is a mistake; .ci/run says so.
LOCKED ?=

DENY_VERSION := 0.20.2
DENY_HOME := $(CACHE)/tools/cargo-deny-$(DENY_VERSION)
DENY := $(DENY_HOME)/bin/cargo-deny

# One set of features and flags for every step: nothing is built twice.
CARGO := cargo

.DEFAULT_GOAL := help
.PHONY: help run test check fuzz bench fmt format clippy tidy deny docs packages

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build Bareme, fill its database with the demo company and serve it on this machine
	@scripts/ensure-packages build
	$(CARGO) build $(LOCKED) --bin bareme
	$(CARGO) run $(LOCKED) --quiet --bin bareme -- --database $(DATABASE) demo --if-empty
	$(CARGO) run $(LOCKED) --quiet --bin bareme -- --database $(DATABASE) serve --listen $(LISTEN)

test: ## run every test, on both databases and in headless Chromium
	@scripts/ensure-packages test
	$(CARGO) test $(LOCKED) --workspace

check: format clippy tidy deny docs ## check format, lints, layout, dependencies and docs

# Seconds of each target, and the number from which chance is drawn.
SECONDS ?= 60
SEED ?= 1

fuzz: ## feed every parser with nonsense for SECONDS each (60)
	@scripts/ensure-packages build
	BAREME_FUZZ_SECONDS=$(SECONDS) BAREME_FUZZ_SEED=$(SEED) $(CARGO) test $(LOCKED) --workspace fuzz:: -- --nocapture

bench: ## measure speed (release build)
	@scripts/ensure-packages build
	$(CARGO) bench $(LOCKED) --workspace

fmt: ## format the sources
	$(CARGO) fmt --all

format:
	$(CARGO) fmt --all --check

clippy: packages
	$(CARGO) clippy $(LOCKED) --workspace --all-targets -- -D warnings

tidy: packages
	$(CARGO) test $(LOCKED) --workspace --test it tidy::

# A wrapper that is not met yet is a door that stays shut, and no mistake.
deny: $(DENY)
	PATH="$(DENY_HOME)/bin:$$PATH" $(CARGO) deny $(LOCKED) check -A unused-wrapper bans licenses sources

docs: packages
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc $(LOCKED) --no-deps --workspace

packages:
	@scripts/ensure-packages build

# Not optimised: it takes a third of the time to build, and runs for seconds.
$(DENY):
	env -u CARGO_TARGET_DIR nice $(CARGO) install --locked --debug cargo-deny --version $(DENY_VERSION) --root $(DENY_HOME)
