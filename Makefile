# Folder of articles with gold, for `make acceptance`.
CORPUS ?= ../shared/corpus
BIN := target/release/rapporteur
CARGO ?= cargo

.PHONY: build test check lint demo acceptance golden bless

build:
	$(CARGO) build --release

test:
	$(CARGO) test --all-targets
	$(CARGO) test --doc

lint:
	$(CARGO) fmt --check
	$(CARGO) clippy --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --no-deps

check: lint test

# The meetings of seeds/ as a table.
demo: build
	$(BIN) extract seeds --columns date_start,place_city,status,participants,agreed

# One line of figures for each set of the corpus. With `BIN=target/debug/rapporteur`, the debug build is measured.
acceptance:
	@test -x $(BIN) || $(MAKE) build
	@python3 tests/acceptance.py $(CORPUS) $(BIN)

# Compares the golden cases of fixtures/ with what the program does.
golden:
	$(CARGO) run --quiet -- golden fixtures

# Writes what the program does into the golden cases; read the difference before you commit it.
bless:
	$(CARGO) run --quiet -- golden fixtures --bless
