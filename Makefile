.PHONY: build test check lint

build:
	cargo build --release

test:
	cargo test --all-targets
	cargo test --doc

lint:
	cargo fmt --check
	cargo clippy --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

check: lint test
