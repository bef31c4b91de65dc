# Gương Sáng. "make run" and "make test" set up everything by themselves; "make help" lists the rest.
# Only relative paths stand here, because GNU make cannot hold a path with spaces.

SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
# scripts import desktop from here; alembic's hook calls ruff by name
PYTHON := PYTHONPATH=. PATH=".venv/bin:$$PATH" .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup run test test-long test-postgres fix lint types imports unit coverage bench screenshots kill-test every-bit lock migration \
  licences fresh-clone clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

setup: ## .venv, pinned libraries, system libraries; instant when nothing changed
	@sh scripts/setup.sh

run: ## set up, make the demo offices and the whole first job in demo/, open the window
	@sh scripts/setup.sh --screen
	@sh scripts/run.sh

test-long: setup ## whole offices at work by window and by command, killed, and the demo
	@$(PYTHON) scripts/check.py long

test-postgres: setup ## the tests of services, database and commands on a real PostgreSQL server
	@$(PYTHON) scripts/check.py postgresql

test: setup ## set up and run the daily checks: lint, format, types, import contracts, tests but the long ones
	@$(PYTHON) scripts/check.py

fix: setup ## let ruff mend and format what it can
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

lint: setup ## ruff's rules and format, without changing a file
	@$(PYTHON) scripts/check.py lint format

types: setup ## mypy, strict, over desktop/
	@$(PYTHON) scripts/check.py types

imports: setup ## the contracts of who may import whom (pyproject.toml)
	@$(PYTHON) scripts/check.py imports

unit: setup ## the tests only; T="tests/law -k bonus" narrows them
	@$(PYTHON) -m pytest $(T)

coverage: setup ## the tests with branch coverage, against the floors in scripts/coverage_floors.py
	@$(PYTHON) scripts/coverage_floors.py

bench: setup ## measured figures beside their bounds and peers; B=certificates narrows them
	@$(PYTHON) tests/benchmarks/run.py $(B)

screenshots: setup ## PNGs of every page of both seats at 1366x768
	@$(PYTHON) scripts/screenshots.py

kill-test: setup ## kill the program at random points of all its work; nothing may be lost; A="--kills 100" sets how often
	@$(PYTHON) scripts/kill_test.py $(A)

every-bit: setup ## change every bit of a package of every kind; each must be refused. K=recall narrows them
	@$(PYTHON) scripts/every_bit.py $(K)

exchange-faults: setup ## break, cut and kill both ends of real lines; nothing may be lost or doubled; A="--sends 1000"
	@$(PYTHON) scripts/exchange_faults.py $(A)

lock: setup ## work out requirements.txt anew from pyproject.toml, every file with its hash
	@$(PYTHON) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --extra dev \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	  --system-certs --output-file requirements.txt pyproject.toml
	@sh scripts/setup.sh

migration: setup ## write the migration for changed mapped classes; M="add the hamlet's code" names it
	@$(PYTHON) scripts/new_migration.py "$(M)"

licences: setup ## collect the licence texts of the libraries into licences/ and THIRD_PARTY_LICENSES.md
	@$(PYTHON) scripts/collect_licences.py

fresh-clone: ## prove set-up from a fresh clone: odd folder name, empty home, root and ordinary user, twice
	@sh scripts/fresh_clone.sh

clean: ## remove .venv, caches and the demo
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache demo
