# `make` alone lists what there is to do. Everything happens in .venv, which the first call creates.
.DEFAULT_GOAL := targets
.NOTPARALLEL:
.PHONY: targets setup web demo test check format screenshots docs-pictures torture bench docs clean

python := .venv/bin/python

targets:
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-12s%s\n", $$1, $$2 }' Makefile

# The stamps live inside .venv: removing it removes them. Installing for development covers running too.
.venv/.installed: pyproject.toml scripts/setup
	@scripts/setup
	@touch $@

.venv/.installed-dev: pyproject.toml scripts/setup
	@scripts/setup dev
	@touch .venv/.installed $@

setup: .venv/.installed-dev web ## Create .venv and install Postil with the tools to work on it
	@echo "Ready: .venv/bin/postil"

# Installing builds the pages; afterwards they are built again when their sources have changed.
web: .venv/.installed ## Build the pages of the browser, if they are not what web/ says
	@scripts/web

# Four photographs in the public domain that scikit-image comes with; nothing of it is run.
.venv/.sample-images: .venv/.installed
	@echo "Fetching sample photographs (once, 14 MB) ..."
	@PIP_USER=0 $(python) -m pip install --quiet --disable-pip-version-check --no-deps --upgrade \
		--target .venv/sample-images scikit-image
	@touch $@

demo: .venv/.sample-images web ## Set up what Postil needs to run, then import and export a worked example
	@$(python) scripts/sizes.py
	@.venv/bin/postil demo --images .venv/sample-images/skimage/data

test: check web ## Run the gates, then the whole test suite
	@scripts/test

check: .venv/.installed-dev ## Run the gates: format, lint, types, import direction, spelling, names and sizes
	@scripts/check

format: .venv/.installed-dev ## Format the code and apply the safe lint fixes
	@$(python) -m ruff format
	@$(python) -m ruff check --fix

screenshots: .venv/.installed-dev web ## Render every page and state into build/screenshots
	@$(python) -m scripts.screenshots

docs-pictures: .venv/.installed-dev web ## Render the pictures of the documentation into docs/pictures
	@$(python) -m scripts.docs_pictures

torture: .venv/.installed-dev ## Run the long crash and fuzz tests
	@scripts/test -m torture

bench: .venv/.installed-dev ## Run every benchmark; each prints a ratio to a baseline of the same run
	@for question in bench/bench_*.py; do echo "== $$question"; $(python) "$$question" || exit 1; done

docs: .venv/.installed-dev ## Write the generated documentation pages again
	@$(python) scripts/docs.py
	@$(python) scripts/generate_issue_pages.py --write
	@$(python) scripts/generate_openapi.py --write

clean: ## Remove .venv, caches and build output
	@rm -rf .venv build dist src/postil/web web/node_modules .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
