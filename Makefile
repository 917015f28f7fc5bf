# `make help` lists the targets. All that they install goes into .venv; delete it to start anew.

VENV ?= .venv
PORT ?= 8000
# Test workers: "auto" is one for each core.
WORKERS ?= auto
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

export PORT
export PYTHONUNBUFFERED := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

comma := ,
python := $(VENV)/bin/python
manage := $(python) example_site/manage.py

# What the demo needs beside the package: the client of the database and of the cache that it was given, if any.
demo_extras := example
ifneq (,$(filter postgres%,$(DATABASE_URL)))
demo_extras := $(demo_extras)-postgres
endif
ifneq (,$(filter mysql%,$(DATABASE_URL)))
demo_extras := $(demo_extras)-mysql
endif
ifneq (,$(CACHE_URL))
demo_extras := $(demo_extras)-redis
endif

.PHONY: help demo test test-all lint lint-code lint-types lint-templates lint-messages messages

help: ## List the targets.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 22

demo: $(VENV)/.has-$(demo_extras) ## Serve the example site on 127.0.0.1, port 8000 or PORT. Honors DATABASE_URL and CACHE_URL.
	@mkdir -p example_site/var
	@echo "== Preparing the database"
	@$(manage) migrate --verbosity 1
	@echo "== Loading the example content"
	@$(manage) load_example
	@echo "== Serving; end it with Ctrl-C"
	@exec $(manage) runserver --noreload 127.0.0.1:$(PORT)

test: $(VENV)/.has-test ## Run the suite on SQLite. Needs no service and no browser. ARGS="-k word" goes to pytest.
	@DATABASE_URL= CACHE_URL= $(python) -m pytest -n $(WORKERS) --dist worksteal --cov --cov-report=term $(ARGS)

test-all: $(VENV)/.has-test-services-browser-pdf tests/browser/node_modules/.package-lock.json ## Run it on PostgreSQL and MariaDB with Redis, and the browser tests. Honors POSTGRES_URL, MARIADB_URL, REDIS_URL, CHROMIUM.
	@$(python) tests/run_everywhere.py -n $(WORKERS) --dist worksteal $(ARGS)

lint: lint-code lint-types lint-templates lint-messages ## Check style, types, templates and translations.

lint-code: $(VENV)/.has-test-lint ## Check style with Ruff.
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .

lint-types: $(VENV)/.has-test-lint ## Check types with mypy.
	@$(python) -m mypy

lint-templates: $(VENV)/.has-test-lint ## Check templates with djLint.
	@$(VENV)/bin/djlint wagtail_pmi/templates --lint --quiet

lint-messages: $(VENV)/.has-test ## Check that the translations are complete and current. Needs GNU gettext.
	@$(python) tools/check_messages.py

messages: $(VENV)/.has-test ## Gather the texts to translate, and compile the translations.
	@$(python) tools/check_messages.py --update

# One stamp for each set of extras: .has-test-lint says that [test,lint] is installed.
$(VENV)/.has-%: pyproject.toml | $(python)
	@echo "== Installing the package and its requirements (first start only, about a minute)"
	@$(python) -m pip install --progress-bar off -e ".[$(subst -,$(comma),$*)]"
	@touch $@

$(python):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed. Name one with: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is older than Python 3.11. Name another with: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "== Creating $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "On Debian and Ubuntu, install the package python3-venv first." >&2; exit 1; }

tests/browser/node_modules/.package-lock.json: tests/browser/package-lock.json
	@command -v npm >/dev/null || { echo "The browser tests need Node.js with npm (apt-get install npm)." >&2; exit 1; }
	@npm ci --prefix tests/browser --no-audit --no-fund
	@touch $@
