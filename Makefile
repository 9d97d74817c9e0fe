# Folder of articles with gold, for `make acceptance`.
CORPUS ?= ../shared/corpus
BIN ?= target/release/rapporteur
CARGO ?= cargo

# Cases of single dates, for `make dates`, and how long `make fuzz` runs.
CASES ?= ../shared/data/dates
FUZZ_SECONDS ?= 60
FUZZ_SEED ?= 0
SIZE ?= 2

.PHONY: build test check lint demo acceptance dates fuzz faked-day hostile soak golden bless bench bench-count

# With every format.
build:
	$(CARGO) build --release --features full

test:
	$(CARGO) test --all-targets
	$(CARGO) test --doc

lint:
	$(CARGO) fmt --check
	$(CARGO) clippy --all-targets -- -D warnings
	$(CARGO) clippy --features full -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --no-deps

check: lint test

# The meetings of seeds/ as a table.
demo: build
	@$(BIN) extract seeds --format table --columns date_start,place_city,status,participants,outcomes

# One line of figures for each set of the corpus; BIN=target/debug/rapporteur measures the debug build.
acceptance:
	@test -x $(BIN) || $(MAKE) build
	@python3 tests/acceptance.py $(CORPUS) $(BIN)

# How many single dates of a suite of cases are right, and the misses by kind.
dates:
	@test -x $(BIN) || $(MAKE) build
	@python3 tests/dates.py $(CASES) $(BIN)

# Random texts through all stages and random bytes through every decoder, for FUZZ_SECONDS each.
fuzz:
	FUZZ_SECONDS=$(FUZZ_SECONDS) FUZZ_SEED=$(FUZZ_SEED) $(CARGO) test --test fuzz -- --nocapture

# The test suite on a day ten years back and on one ten years ahead: no output depends on the day
# of the run. Needs faketime (https://github.com/wolfcw/libfaketime).
FAKETIME ?= faketime
faked-day:
	$(CARGO) test --all-targets --no-run
	$(CARGO) test --all-targets --config 'target."cfg(all())".runner = ["$(FAKETIME)", "-f", "-10y"]'
	$(CARGO) test --all-targets --config 'target."cfg(all())".runner = ["$(FAKETIME)", "-f", "+10y"]'

# One article in every form, every output read back, hostile inputs, a killed run; needs Python with openpyxl and pyarrow.
hostile: build
	@python3 tests/archives.py $(BIN)

# Gigabytes of made articles in little memory, and the same killed at three points and resumed to the same bytes.
soak: build
	@python3 tests/archives.py $(BIN) --only long --gigabytes $(SIZE)

# Compares the golden cases of fixtures/ with what the program does.
golden:
	$(CARGO) run --quiet -- golden fixtures

# Writes what the program does into the golden cases; read the difference before you commit it.
bless:
	$(CARGO) run --quiet -- golden fixtures --bless

# Each stage by itself, then the whole program over corpora of 200 MB and 1 GB that are made in target/bench, beside
# `wc -w` and a plain read; needs Python. BENCH takes options of benches/run.py.
bench:
	$(CARGO) bench --bench stages
	$(CARGO) build --release
	@python3 benches/run.py target/release/rapporteur $(BENCH)

# Instructions of each stage on a small corpus, compared with benches/counts.csv; needs valgrind. RECORD=--record
# writes that file.
bench-count:
	$(CARGO) build --release
	@python3 benches/count.py target/release/rapporteur $(RECORD)
