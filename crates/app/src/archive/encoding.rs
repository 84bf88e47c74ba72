//! How the text of an archive file is encoded: found out from the whole file, and turned into UTF-8 as it is read.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_8};

/// Bytes read and decoded at a time.
const CHUNK: usize = 16 * 1024;

/// Tells the encoding: a byte order mark decides; else it is UTF-8 if more of the file is than is not, so that one
/// damaged row costs that row and not the file; else GB18030. Reads to the end, in constant memory.
pub(super) fn detect(file: &mut impl Read) -> io::Result<&'static Encoding> {
    let mut utf8 = Utf8Count::new();
    let mut chunk = [0; CHUNK];
    let mut first = true;
    loop {
        let read = file.read(&mut chunk)?;
        let bytes = chunk.get(..read).unwrap_or_default();
        if first && let Some((marked, _)) = Encoding::for_bom(bytes) {
            return Ok(marked);
        }
        first = false;
        utf8.count(bytes, read == 0);
        if read == 0 {
            let is_utf8 = utf8.faults == 0 || utf8.characters > utf8.faults;
            return Ok(if is_utf8 { UTF_8 } else { GB18030 });
        }
    }
}

/// Counts what speaks for UTF-8, and what against it. ASCII does neither.
struct Utf8Count {
    decoder: Decoder,
    characters: usize,
    faults: usize,
}

impl Utf8Count {
    fn new() -> Self {
        Self {
            decoder: UTF_8.new_decoder_without_bom_handling(),
            characters: 0,
            faults: 0,
        }
    }

    fn count(&mut self, mut bytes: &[u8], last: bool) {
        let mut decoded = [0; CHUNK];
        loop {
            let (result, read, written) =
                self.decoder
                    .decode_to_utf8_without_replacement(bytes, &mut decoded, last);
            bytes = bytes.get(read..).unwrap_or_default();
            // Every character beyond ASCII begins with a byte from 0xc0 up, and has one of them.
            self.characters += decoded
                .iter()
                .take(written)
                .filter(|byte| **byte >= 0xc0)
                .count();
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.faults += 1,
            }
        }
    }
}

/// Reads another encoding as UTF-8. What cannot be decoded becomes U+FFFD.
pub(super) struct AsUtf8<R> {
    source: R,
    decoder: Decoder,
    decoded: String,
    given: usize,
    ended: bool,
}

impl<R: Read> AsUtf8<R> {
    pub(super) fn new(source: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self {
            source,
            decoder,
            decoded: String::new(),
            given: 0,
            ended: false,
        }
    }

    fn decode_more(&mut self) -> io::Result<()> {
        let mut chunk = [0; CHUNK];
        let read = self.source.read(&mut chunk)?;
        let bytes = chunk.get(..read).unwrap_or_default();
        self.ended = read == 0;
        self.decoded.clear();
        self.given = 0;
        // Never `None`: a chunk is far from the largest size there is.
        self.decoded.reserve(
            self.decoder
                .max_utf8_buffer_length(read)
                .unwrap_or(4 * CHUNK),
        );
        // The room suffices for the whole chunk, so nothing is left over.
        let _complete = self
            .decoder
            .decode_to_string(bytes, &mut self.decoded, self.ended);
        Ok(())
    }
}

impl<R: Read> Read for AsUtf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.decoded.len() && !self.ended {
            self.decode_more()?;
        }
        let mut left = self
            .decoded
            .as_bytes()
            .get(self.given..)
            .unwrap_or_default();
        let given = left.read(buffer)?;
        self.given += given;
        Ok(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "编号,标题\n1,路灯不亮，晚上出行不便\n";

    fn found(bytes: &[u8]) -> &'static Encoding {
        detect(&mut &*bytes).unwrap()
    }

    #[test]
    fn each_encoding_is_told() {
        assert_eq!(found(TEXT.as_bytes()), UTF_8);
        assert_eq!(found(b"id,title\n"), UTF_8);
        assert_eq!(found(b""), UTF_8);
        assert_eq!(found(&GB18030.encode(TEXT).0), GB18030);
        assert_eq!(found(b"\xff\xfei\0d\0"), encoding_rs::UTF_16LE);
    }

    #[test]
    fn one_fault_does_not_change_the_answer() {
        let long = TEXT.repeat(20);
        let mut utf8 = long.clone().into_bytes();
        utf8[100] = 0xff;
        assert_eq!(found(&utf8), UTF_8);
        let mut gb18030 = GB18030.encode(&long).0.into_owned();
        gb18030[100] = 0xff;
        assert_eq!(found(&gb18030), GB18030);
    }

    #[test]
    fn a_long_text_is_decoded_across_chunks() {
        let long = TEXT.repeat(5_000) + "😀";
        let bytes = GB18030.encode(&long).0.into_owned();
        let mut read = String::new();
        AsUtf8::new(bytes.as_slice(), GB18030)
            .read_to_string(&mut read)
            .unwrap();
        assert!(read == long);
    }

    #[test]
    fn a_byte_at_a_time_is_enough() {
        let bytes = GB18030.encode(TEXT).0.into_owned();
        let mut text = AsUtf8::new(bytes.as_slice(), GB18030);
        let mut read = Vec::new();
        let mut byte = [0];
        while text.read(&mut byte).unwrap() == 1 {
            read.push(byte[0]);
        }
        assert_eq!(read, TEXT.as_bytes());
    }
}
