//! The command line: articles in, meetings out.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
