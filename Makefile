# Two commands matter: `make run` and `make test`. Both work in a fresh checkout: .ci/setup.py makes .venv, installs what
# is missing, and has nothing to do the second time. `make help` lists the others.

PYTHON ?= python3
# Arguments for the program or for pytest: make run ARGS="seeds", make test ARGS="-k search"
ARGS ?=
# Where `make install` puts the program; DESTDIR goes before it for those who pack it.
PREFIX ?= $(HOME)/.local
DESTDIR ?=

BIN := .venv/bin
QT := PySide6-Essentials

.PHONY: help run test install uninstall bundle lint types format bench soak commands strings test-qt test-oldest test-newest clean setup setup-dev

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

run: setup ## start Hexapla; without a display, print and draw the sample instead
	@$(BIN)/python -m viewer $(ARGS)

test: setup-dev ## run the tests, on all cores
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

install: ## install Hexapla for yourself, or below PREFIX: menu entry, file types, icons, manual page
	@$(PYTHON) .ci/install.py --prefix "$(PREFIX)" --destdir "$(DESTDIR)"

uninstall: ## take away what `make install` brought
	@$(PYTHON) .ci/install.py --prefix "$(PREFIX)" --destdir "$(DESTDIR)" --uninstall

bundle: ## build dist/hexapla, a folder with the program and all that it needs, Python included
	@$(PYTHON) .ci/setup.py --venv .venv-bundle --pin 'pyinstaller>=6.10'
	@.venv-bundle/bin/pyinstaller --noconfirm --log-level WARN --distpath dist --workpath build/bundle .ci/bundle.spec

lint: setup-dev ## check style and layout of the code
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: setup-dev ## check the types
	@$(BIN)/mypy

format: setup-dev ## lay out the code as `make lint` wants it
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: setup-dev ## measure, and print the figures
	@$(BIN)/python -m pytest -m bench -s $(ARGS)

soak: setup-dev ## run the tests that take minutes
	@$(BIN)/python -m pytest -m soak $(ARGS)

commands: setup ## write the table of commands into README.md
	@$(BIN)/python -m viewer.ui.commands.written README.md

strings: setup ## gather the words of the window for translators: make strings ARGS=de
	@$(BIN)/python .ci/strings.py $(ARGS)

test-qt: test-oldest test-newest ## run the tests on the oldest and on the newest Qt that are allowed

test-oldest: ## run the tests on the oldest Qt that is allowed
	@$(PYTHON) .ci/setup.py --venv .venv-oldest --dev --pin '$(QT)==6.8.*'
	@.venv-oldest/bin/python -m pytest -n auto --dist worksteal $(ARGS)

test-newest: ## run the tests on the newest Qt that is allowed
	@$(PYTHON) .ci/setup.py --venv .venv-newest --dev --newest $(QT)
	@.venv-newest/bin/python -m pytest -n auto --dist worksteal $(ARGS)

clean: ## remove environments, caches and builds
	rm -rf .venv .venv-oldest .venv-newest .venv-bundle .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks build dist
	find viewer tests -name __pycache__ -type d -prune -exec rm -rf {} +

setup:
	@$(PYTHON) .ci/setup.py

setup-dev:
	@$(PYTHON) .ci/setup.py --dev
