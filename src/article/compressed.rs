//! Layers of compression around an input.

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;
use std::io::{self, BufRead, BufReader, Read};

/// A compression that is taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Codec {
    Gzip,
    Zstd,
}

impl Codec {
    /// Tells the codec by the first bytes.
    pub(super) fn of(head: &[u8]) -> Option<Codec> {
        match head {
            [0x1f, 0x8b, ..] => Some(Codec::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Codec::Zstd),
            _ => None,
        }
    }

    /// Takes the codec's ending off a name.
    pub(super) fn strip(self, name: &str) -> &str {
        let endings: &[&str] = match self {
            Codec::Gzip => &[".gz", ".gzip"],
            Codec::Zstd => &[".zst", ".zstd"],
        };
        endings.iter().find_map(|e| name.strip_suffix(e)).unwrap_or(name)
    }

    /// Unpacks an input, up to a limit.
    pub(super) fn unpack<'a>(self, input: Box<dyn Read + 'a>, limit: u64) -> Box<dyn Read + 'a> {
        match self {
            Codec::Gzip => Box::new(Limited { inner: MultiGzDecoder::new(BufReader::new(input)), left: limit }),
            Codec::Zstd => {
                Box::new(Limited { inner: Frames { input: Some(BufReader::new(input)), frame: None }, left: limit })
            }
        }
    }
}

/// Reads no more than a limit, and says so in an error, where `take` would say that all was read.
struct Limited<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => return Err(io::Error::other("unpacks to more than the limit (--max-unpacked)")),
        }
        Ok(read)
    }
}

/// One frame, and the input behind it.
type Frame<R> = StreamingDecoder<BufReader<R>, ruzstd::decoding::FrameDecoder>;

/// Reads frame after frame.
struct Frames<R: Read> {
    input: Option<BufReader<R>>,
    frame: Option<Box<Frame<R>>>,
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let read = frame.read(buffer)?;
                if read > 0 || buffer.is_empty() {
                    return Ok(read);
                }
            }
            let input = self.input.take().or_else(|| self.frame.take().map(|f| f.into_inner()));
            let Some(mut input) = input else { return Ok(0) };
            if input.fill_buf()?.is_empty() {
                return Ok(0);
            }
            let frame =
                StreamingDecoder::new(input).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e.to_string()))?;
            self.frame = Some(Box::new(frame));
        }
    }
}
