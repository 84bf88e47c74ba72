//! Cleans an uploaded picture: bounded decoding, turned upright, encoded anew so that nothing but the pixels is left.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageResult, Limits, Rgba,
    codecs::{
        jpeg::{JpegDecoder, JpegEncoder},
        png::{CompressionType, FilterType as RowFilter, PngDecoder, PngEncoder},
        webp::WebPDecoder,
    },
    imageops::FilterType,
};

/// Quality of the JPEG files written here, out of 100: text on a photographed notice stays legible.
const JPEG_QUALITY: u8 = 82;

/// Most memory one decoder may take for its pixels, in bytes: 50 million pixels of RGBA and some room.
const MAX_DECODED_BYTES: u64 = 256 * 1024 * 1024;

/// How far into a text file the opening tag of an SVG is looked for, in bytes.
const SVG_OPENING: usize = 1024;

/// What an upload may be, and what is kept of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureLimits {
    /// Most bytes of the file as it was sent.
    pub max_bytes: usize,
    /// Most pixels (width × height) its header may announce.
    pub max_pixels: u64,
    /// Longest side its header may announce, in pixels.
    pub max_side: u32,
    /// Longest side of the picture that is kept, in pixels; larger ones are shrunk to it.
    pub kept_side: u32,
    /// Longest side of the thumbnail, in pixels.
    pub thumb_side: u32,
}

impl Default for PictureLimits {
    fn default() -> Self {
        Self {
            max_bytes: 5 * 1024 * 1024,
            max_pixels: 50_000_000,
            max_side: 12_000,
            kept_side: 2_048,
            thumb_side: 400,
        }
    }
}

/// A picture without position, device, hidden layers or any other passenger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleanPicture {
    /// The picture that may be shown: upright, no side longer than `PictureLimits::kept_side`.
    pub full: Vec<u8>,
    /// Media type of `full`: `image/jpeg`, or `image/png` for a graphic that is smaller so.
    pub full_type: &'static str,
    /// Width of `full`, in pixels.
    pub width: u32,
    /// Height of `full`, in pixels.
    pub height: u32,
    /// The small picture for lists, always `image/jpeg`.
    pub thumb: Vec<u8>,
}

/// Why an upload was not taken. The text is for the person who sent it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// A file of no bytes.
    #[error("这张图片是空文件，请重新选择。")]
    Empty,
    /// More bytes than are allowed.
    #[error("这张图片有 {}，超过了 {} 的上限，请缩小后再上传。", megabytes(*bytes), megabytes(*max))]
    TooBig {
        /// Size of the file, in bytes.
        bytes: usize,
        /// The limit, in bytes.
        max: usize,
    },
    /// The content is no picture, whatever the file's name says.
    #[error("这个文件不是图片，请上传 JPG、PNG 或 WebP 图片。")]
    NotAPicture,
    /// A picture of a kind that is not taken.
    #[error("暂不支持{}，请转换成 JPG、PNG 或 WebP 后再上传。", .0.name())]
    UnsupportedFormat(UnsupportedFormat),
    /// Larger in pixels than is allowed, by its header.
    #[error("这张图片的尺寸是 {width}×{height} 像素，过大，请缩小后再上传。")]
    TooManyPixels {
        /// The announced width.
        width: u32,
        /// The announced height.
        height: u32,
    },
    /// Decoding it would take more memory than is allowed.
    #[error("处理这张图片所需的内存过多，请缩小后再上传。")]
    TooMuchMemory,
    /// A picture whose content cannot be read to its end.
    #[error("这张图片已损坏或不完整，无法读取，请重新选择。")]
    Broken,
}

impl From<ImageError> for PictureError {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooMuchMemory,
            _ => Self::Broken,
        }
    }
}

/// A kind of picture that is recognised so that it can be named, and not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnsupportedFormat {
    /// GIF, moving or not.
    Gif,
    /// The format of Apple's cameras.
    Heic,
    /// AVIF.
    Avif,
    /// SVG, which can carry scripts.
    Svg,
    /// Windows bitmap.
    Bmp,
    /// TIFF.
    Tiff,
    /// A WebP or PNG file with several frames: one frame would not be what the writer meant to show.
    Animated,
    /// Any other kind of picture.
    Other,
}

impl UnsupportedFormat {
    /// The kind's name as it stands in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gif => " GIF 图片",
            Self::Heic => " HEIC 图片",
            Self::Avif => " AVIF 图片",
            Self::Svg => " SVG 图片",
            Self::Bmp => " BMP 图片",
            Self::Tiff => " TIFF 图片",
            Self::Animated => "动态图片",
            Self::Other => "这种格式的图片",
        }
    }
}

/// Makes a picture fit to be shown out of whatever was uploaded.
///
/// The kind is told by content, never by name. Size and dimensions are checked before a pixel is decoded. The pixels
/// are laid on white (an erased area keeps its colours beneath the transparency, and must not be published), shrunk,
/// turned as the camera asked, and written anew; colour profiles go with the rest of the metadata.
///
/// This takes up to seconds of processor time and, for the largest progressive JPEG, some 500 MB: run it off the async
/// threads, few at a time, and treat a panic of the decoder as [`PictureError::Broken`].
pub fn clean(bytes: &[u8], limits: &PictureLimits) -> Result<CleanPicture, PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Empty);
    }
    if bytes.len() > limits.max_bytes {
        return Err(PictureError::TooBig {
            bytes: bytes.len(),
            max: limits.max_bytes,
        });
    }

    let format = recognise(bytes)?;
    let mut decoder = open(format, bytes)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height, limits)?;
    if decoder.total_bytes() > MAX_DECODED_BYTES {
        return Err(PictureError::TooMuchMemory);
    }
    decoder.set_limits(decoder_limits())?;
    // A damaged orientation is no reason to refuse the picture: it is then shown as it lies.
    let orientation = decoder.orientation().ok();
    let picture = DynamicImage::from_decoder(decoder)?;

    let mut full = shrunk(on_white(picture), limits.kept_side);
    // Turned last, when there are fewer pixels to turn.
    if let Some(orientation) = orientation {
        full.apply_orientation(orientation);
    }
    let (width, height) = (full.width(), full.height());
    let (bytes_of_full, full_type) = encode(&full, format)?;
    let thumb = jpeg(&shrunk(full, limits.thumb_side))?;
    Ok(CleanPicture {
        full: bytes_of_full,
        full_type,
        width,
        height,
        thumb,
    })
}

/// Tells the kind of picture by its first bytes: one of the three that are taken, or the reason why not.
fn recognise(bytes: &[u8]) -> Result<ImageFormat, PictureError> {
    let unsupported = match image::guess_format(bytes) {
        Ok(taken @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => return Ok(taken),
        Ok(ImageFormat::Gif) => UnsupportedFormat::Gif,
        Ok(ImageFormat::Avif) => UnsupportedFormat::Avif,
        Ok(ImageFormat::Bmp) => UnsupportedFormat::Bmp,
        Ok(ImageFormat::Tiff) => UnsupportedFormat::Tiff,
        _ if is_heic(bytes) => UnsupportedFormat::Heic,
        _ if is_svg(bytes) => UnsupportedFormat::Svg,
        // Formats of a two-byte signature are told from a text by chance only.
        Ok(_) if bytes.contains(&0) => UnsupportedFormat::Other,
        _ => return Err(PictureError::NotAPicture),
    };
    Err(PictureError::UnsupportedFormat(unsupported))
}

/// An ISO base media file whose major brand is one of HEIF's (ISO/IEC 23008-12, annex B).
fn is_heic(bytes: &[u8]) -> bool {
    const BRANDS: [&[u8]; 8] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1",
    ];
    bytes.get(4..8) == Some(b"ftyp".as_slice())
        && bytes
            .get(8..12)
            .is_some_and(|brand| BRANDS.contains(&brand))
}

fn is_svg(bytes: &[u8]) -> bool {
    let opening = String::from_utf8_lossy(bytes.get(..SVG_OPENING).unwrap_or(bytes));
    let opening = opening.trim_start_matches('\u{feff}').trim_start();
    opening.starts_with('<') && opening.contains("<svg")
}

/// Reads the header and nothing more.
fn open(format: ImageFormat, bytes: &[u8]) -> Result<Box<dyn ImageDecoder + '_>, PictureError> {
    const ANIMATED: PictureError = PictureError::UnsupportedFormat(UnsupportedFormat::Animated);
    let reader = Cursor::new(bytes);
    match format {
        ImageFormat::Png => {
            let decoder = PngDecoder::with_limits(reader, decoder_limits())?;
            if decoder.is_apng()? {
                return Err(ANIMATED);
            }
            Ok(Box::new(decoder))
        }
        ImageFormat::WebP => {
            let decoder = WebPDecoder::new(reader)?;
            if decoder.has_animation() {
                return Err(ANIMATED);
            }
            Ok(Box::new(decoder))
        }
        _ => {
            // The decoder fills what is missing with grey; evidence must not lose its lower half unnoticed.
            if !jpeg_has_end(bytes) {
                return Err(PictureError::Broken);
            }
            Ok(Box::new(JpegDecoder::new(reader)?))
        }
    }
}

/// Whether the end marker follows the first scan (ITU-T T.81, annex B).
///
/// Segments before it are skipped by their length: the thumbnail in one of them is a whole JPEG with an end of its own.
/// What phones append after the end (a short film, say) does not matter.
fn jpeg_has_end(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    loop {
        rest = match rest {
            [0xff, 0xda, scan @ ..] => return scan.windows(2).any(|pair| pair == [0xff, 0xd9]),
            [0xff, 0xff, ..] => rest.get(1..).unwrap_or_default(),
            [0xff, 0x00 | 0x01 | 0xd0..=0xd7, tail @ ..] => tail,
            [0xff, _, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low])).max(2);
                rest.get(2 + length..).unwrap_or_default()
            }
            [_, tail @ ..] => tail,
            [] => return false,
        };
    }
}

fn check_size(width: u32, height: u32, limits: &PictureLimits) -> Result<(), PictureError> {
    let pixels = u64::from(width) * u64::from(height);
    if width > limits.max_side || height > limits.max_side || pixels > limits.max_pixels {
        return Err(PictureError::TooManyPixels { width, height });
    }
    if pixels == 0 {
        return Err(PictureError::Broken);
    }
    Ok(())
}

fn decoder_limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    limits
}

/// The picture in 8 bits a channel, its transparent parts laid on white.
fn on_white(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return DynamicImage::ImageRgb8(picture.into_rgb8());
    }
    let mut picture = picture.into_rgba8();
    for Rgba([red, green, blue, alpha]) in picture.pixels_mut() {
        for channel in [red, green, blue] {
            let (ink, paper) = (u16::from(*alpha), u16::from(u8::MAX - *alpha));
            let blended = (u16::from(*channel) * ink + 255 * paper + 127) / 255;
            *channel = u8::try_from(blended).unwrap_or(u8::MAX);
        }
    }
    DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(picture).into_rgb8())
}

/// The picture with no side longer than `side`; never enlarged.
fn shrunk(picture: DynamicImage, side: u32) -> DynamicImage {
    let original = (picture.width(), picture.height());
    let (width, height) = fit(original, side);
    if (width, height) == original {
        return picture;
    }
    // Averaging down to twice the original first keeps the better filter from holding a large picture as floats.
    let near = fit(original, side.saturating_mul(2));
    let picture = if near == original {
        picture
    } else {
        picture.thumbnail_exact(near.0, near.1)
    };
    picture.resize_exact(width, height, FilterType::CatmullRom)
}

/// Scales a size in proportion so that its longest side is at most `side`; no side falls below one pixel.
fn fit((width, height): (u32, u32), side: u32) -> (u32, u32) {
    let longest = u64::from(width.max(height));
    if longest <= u64::from(side) {
        return (width, height);
    }
    let scale = |length: u32| {
        let scaled = (u64::from(length) * u64::from(side) + longest / 2) / longest;
        u32::try_from(scaled).unwrap_or(side).max(1)
    };
    (scale(width), scale(height))
}

/// Encodes what is kept. A PNG that is a graphic (a screenshot, a chart) is smaller as PNG, and sharp; a photograph is
/// smaller as JPEG.
fn encode(picture: &DynamicImage, source: ImageFormat) -> ImageResult<(Vec<u8>, &'static str)> {
    let as_jpeg = jpeg(picture)?;
    if source == ImageFormat::Png {
        let as_png = png(picture)?;
        if as_png.len() <= as_jpeg.len() {
            return Ok((as_png, "image/png"));
        }
    }
    Ok((as_jpeg, "image/jpeg"))
}

fn jpeg(picture: &DynamicImage) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY))?;
    Ok(bytes)
}

fn png(picture: &DynamicImage) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let encoder =
        PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, RowFilter::Adaptive);
    picture.write_with_encoder(encoder)?;
    Ok(bytes)
}

/// Bytes as megabytes with one decimal where it says something.
fn megabytes(bytes: usize) -> String {
    const MEGABYTE: usize = 1024 * 1024;
    // Rounded up, so that a file just over the limit never reads as being within it.
    let tenths = bytes.saturating_mul(10).div_ceil(MEGABYTE);
    match tenths % 10 {
        0 => format!("{} MB", tenths / 10),
        tenth => format!("{}.{tenth} MB", tenths / 10),
    }
}

#[cfg(test)]
#[path = "clean_tests.rs"]
mod tests;
