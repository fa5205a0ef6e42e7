# Run `make help` for the targets. Debian and its relatives: what is missing is installed by apt.

PREFIX ?= /usr/local
SWIFT ?= swift
export SWIFT
SCRIPT ?= scripts/buy_aapl.lua

.PHONY: help run build test fuzz load soak check format generate install dist dist-check deps test-deps clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

deps:
	@dev/install-packages.sh liblua5.4-dev libsqlite3-dev pkg-config

test-deps: deps
	@dev/install-packages.sh python3-venv lua5.4 lua-check strace iproute2 chromium tmux default-jdk-headless junit5

build: deps ## build the release binary
	@dev/release.sh ibscript

run: deps ## build and run SCRIPT on the embedded simulator
	@program=$$(dev/release.sh ibscript) && "$$program" $(SCRIPT)

test: test-deps ## run all tests
	dev/test.sh

fuzz: deps ## fuzz the coders, and the host with hostile scripts, for TIME seconds each (30)
	dev/fuzz/run.sh $(or $(TIME),30)
	dev/fuzz/run-scripts.sh $(or $(TIME),30)

load: deps ## many clients on one simulator for TIME seconds (10)
	dev/load/run.sh $(or $(TIME),10)

soak: test-deps ## the long runs: hours of fuzz, random orders and random frames; before a release
	dev/soak.sh

check: deps ## format, imports, generated code, forbidden words
	dev/check.sh

generate: ## rewrite Sources/TWSWire/Generated from Schema/
	$(SWIFT) run ibscript-gen

format: ## format all sources but the generated ones
	find Package.swift Sources Tests -name '*.swift' ! -path '*/Generated/*' -print0 | \
		xargs -0 $(SWIFT) format --in-place --configuration .swift-format

install: deps ## put one stripped binary, with the Swift runtime in it, into PREFIX/bin
	@dev/install-packages.sh binutils git
	install -d "$(DESTDIR)$(PREFIX)/bin"
	program=$$(dev/release.sh ibscript) && install -s -m 755 "$$program" "$(DESTDIR)$(PREFIX)/bin/ibscript"
	dev/dist/stamp.sh "$(DESTDIR)$(PREFIX)/bin/ibscript"

dist: deps ## build dist/: a tarball and a Debian package, for machines without a toolchain
	@dev/install-packages.sh binutils dpkg-dev git python3
	program=$$(dev/release.sh ibscript) && dev/dist/make.sh "$$program"

dist-check: dist ## install both into clean systems, and run a script there; as root
	@dev/install-packages.sh debootstrap
	dev/dist/check.sh

clean: ## remove what was built
	rm -rf .build dist
