//! Pictures made in memory, as phones, editors and attackers make them.

use image::{Rgb, RgbImage, RgbaImage, codecs::webp::WebPEncoder};

use super::*;

const RED: Rgb<u8> = Rgb([220, 30, 30]);
const BLUE: Rgb<u8> = Rgb([30, 30, 220]);

/// Red on the left half, blue on the right.
fn two_halves(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { RED } else { BLUE }).into()
}

/// Something no codec compresses well, the same each time.
fn noise(width: u32, height: u32) -> DynamicImage {
    let mut state = 0x2026_u32;
    RgbImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [a, b, c, _] = state.to_be_bytes();
        Rgb([a, b, c])
    })
    .into()
}

fn webp(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture
        .write_with_encoder(WebPEncoder::new_lossless(&mut bytes))
        .unwrap();
    bytes
}

/// A TIFF block with an orientation, a camera's maker, and a position (IFD0 with a GPS IFD).
fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
    tiff.extend(3_u16.to_be_bytes());
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let mut bytes = Vec::new();
        bytes.extend(tag.to_be_bytes());
        bytes.extend(kind.to_be_bytes());
        bytes.extend(count.to_be_bytes());
        bytes.extend(value);
        bytes
    };
    let [high, low] = orientation.to_be_bytes();
    // IFD0 takes 2 + 3 × 12 + 4 bytes from offset 8; the GPS IFD follows at 50, its rationals at 80, the maker at 104.
    tiff.extend(entry(0x010f, 2, 12, 104_u32.to_be_bytes()));
    tiff.extend(entry(0x0112, 3, 1, [high, low, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, 50_u32.to_be_bytes()));
    tiff.extend(0_u32.to_be_bytes());
    tiff.extend(2_u16.to_be_bytes());
    tiff.extend(entry(0x0001, 2, 2, *b"N\0\0\0"));
    tiff.extend(entry(0x0002, 5, 3, 80_u32.to_be_bytes()));
    tiff.extend(0_u32.to_be_bytes());
    for (numerator, denominator) in [(30_u32, 1_u32), (15, 1), (4_242, 100)] {
        tiff.extend(numerator.to_be_bytes());
        tiff.extend(denominator.to_be_bytes());
    }
    tiff.extend(b"CAMERAMAKER\0");
    tiff
}

/// The JPEG with an EXIF segment, and a comment, before its other segments.
fn with_exif(jpeg: &[u8], orientation: u16) -> Vec<u8> {
    let segment = |marker: u8, content: &[u8]| {
        let mut bytes = vec![0xff, marker];
        bytes.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
        bytes.extend(content);
        bytes
    };
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend(segment(
        0xe1,
        &[b"Exif\0\0".as_slice(), &exif(orientation)].concat(),
    ));
    bytes.extend(segment(0xfe, b"SECRETCOMMENT"));
    bytes.extend(&jpeg[2..]);
    bytes
}

/// The PNG with a chunk put right after its header.
fn with_chunk(png: &[u8], name: &[u8], content: &[u8]) -> Vec<u8> {
    let mut bytes = png[..33].to_vec();
    bytes.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
    bytes.extend(name);
    bytes.extend(content);
    bytes.extend(crc32(&[name, content].concat()).to_be_bytes());
    bytes.extend(&png[33..]);
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    })
}

/// A PNG header that announces a size, and next to nothing behind it.
fn png_announcing(width: u32, height: u32) -> Vec<u8> {
    let mut header = png(&two_halves(8, 8)).unwrap();
    header[16..20].copy_from_slice(&width.to_be_bytes());
    header[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = crc32(&header[12..29]);
    header[29..33].copy_from_slice(&crc.to_be_bytes());
    header
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn cleaned(bytes: &[u8]) -> CleanPicture {
    clean(bytes, &PictureLimits::default()).unwrap()
}

fn refused(bytes: &[u8]) -> PictureError {
    clean(bytes, &PictureLimits::default()).unwrap_err()
}

fn near(pixel: Rgb<u8>, expected: Rgb<u8>) -> bool {
    pixel
        .0
        .iter()
        .zip(expected.0)
        .all(|(a, b)| a.abs_diff(b) < 24)
}

#[test]
fn position_and_device_are_gone_from_every_kind() {
    let photo = two_halves(120, 80);
    let png_file = with_chunk(&png(&photo).unwrap(), b"eXIf", &exif(1));
    let png_file = with_chunk(&png_file, b"tEXt", b"Comment\0SECRETCOMMENT");
    let webp_file = {
        let mut bytes = Vec::new();
        let mut encoder = WebPEncoder::new_lossless(&mut bytes);
        image::ImageEncoder::set_exif_metadata(&mut encoder, exif(1)).unwrap();
        photo.write_with_encoder(encoder).unwrap();
        bytes
    };
    for sent in [with_exif(&jpeg(&photo).unwrap(), 1), png_file, webp_file] {
        assert!(holds(&sent, b"CAMERAMAKER"));
        let picture = cleaned(&sent);
        for kept in [&picture.full, &picture.thumb] {
            for needle in [
                b"Exif".as_slice(),
                b"eXIf",
                b"EXIF",
                b"CAMERAMAKER",
                b"SECRETCOMMENT",
                &exif(1)[50..80],
            ] {
                assert!(!holds(kept, needle));
            }
        }
    }
}

#[test]
fn a_picture_is_turned_as_the_camera_asked() {
    // Where the red half lies after turning, by EXIF orientation: a point in it, and one in the blue half.
    let lying = [
        (1, [5, 20], [60, 20]),
        (2, [60, 20], [5, 20]),
        (3, [60, 20], [5, 20]),
        (4, [5, 20], [60, 20]),
    ];
    let standing = [
        (5, [20, 5], [20, 60]),
        (6, [20, 5], [20, 60]),
        (7, [20, 60], [20, 5]),
        (8, [20, 60], [20, 5]),
    ];
    let photo = jpeg(&two_halves(64, 40)).unwrap();
    let cases = lying
        .map(|case| (case, (64, 40)))
        .into_iter()
        .chain(standing.map(|case| (case, (40, 64))));
    for ((orientation, red, blue), size) in cases {
        let picture = cleaned(&with_exif(&photo, orientation));
        assert_eq!(
            (picture.width, picture.height),
            size,
            "orientation {orientation}"
        );
        for kept in [&picture.full, &picture.thumb] {
            let shown = image::load_from_memory(kept).unwrap().into_rgb8();
            assert_eq!(shown.dimensions(), size);
            let at = |[x, y]: [u32; 2]| *shown.get_pixel(x.min(size.0 - 1), y.min(size.1 - 1));
            assert!(
                near(at(red), RED) && near(at(blue), BLUE),
                "orientation {orientation}"
            );
        }
    }
}

#[test]
fn an_unknown_orientation_leaves_the_picture_as_it_lies() {
    let picture = cleaned(&with_exif(&jpeg(&two_halves(64, 40)).unwrap(), 999));
    assert_eq!((picture.width, picture.height), (64, 40));
}

#[test]
fn large_pictures_shrink_and_small_ones_do_not_grow() {
    let picture = cleaned(&jpeg(&two_halves(5000, 1000)).unwrap());
    assert_eq!((picture.width, picture.height), (2048, 410));
    assert_eq!(
        image::load_from_memory(&picture.thumb).unwrap().width(),
        400
    );

    let picture = cleaned(&webp(&two_halves(30, 20)));
    assert_eq!(
        (picture.width, picture.height, picture.full_type),
        (30, 20, "image/jpeg")
    );
    assert_eq!(image::load_from_memory(&picture.thumb).unwrap().width(), 30);

    let picture = cleaned(&jpeg(&two_halves(10_000, 1)).unwrap());
    assert_eq!((picture.width, picture.height), (2048, 1));
}

#[test]
fn a_graphic_stays_png_and_a_photograph_becomes_jpeg() {
    assert_eq!(
        cleaned(&png(&two_halves(300, 200)).unwrap()).full_type,
        "image/png"
    );
    assert_eq!(
        cleaned(&png(&noise(300, 200)).unwrap()).full_type,
        "image/jpeg"
    );
}

#[test]
fn what_was_erased_does_not_show_through() {
    let mut drawing = RgbaImage::from_pixel(40, 40, Rgba([0, 90, 0, 255]));
    for x in 0..20 {
        for y in 0..40 {
            drawing.put_pixel(x, y, Rgba([200, 0, 0, 0]));
        }
    }
    let mut sent = Vec::new();
    drawing
        .write_with_encoder(PngEncoder::new(&mut sent))
        .unwrap();
    let picture = cleaned(&sent);
    let shown = image::load_from_memory(&picture.full).unwrap();
    assert!(!shown.color().has_alpha());
    assert!(near(
        *shown.into_rgb8().get_pixel(5, 20),
        Rgb([255, 255, 255])
    ));
}

#[test]
fn sixteen_bits_and_grey_are_taken() {
    let deep = two_halves(20, 20).into_rgb16();
    let mut sent = Vec::new();
    DynamicImage::ImageRgb16(deep)
        .write_to(&mut Cursor::new(&mut sent), ImageFormat::Png)
        .unwrap();
    assert_eq!(cleaned(&sent).width, 20);
    let grey = two_halves(20, 20).into_luma8();
    let mut sent = Vec::new();
    DynamicImage::ImageLuma8(grey)
        .write_to(&mut Cursor::new(&mut sent), ImageFormat::Jpeg)
        .unwrap();
    assert_eq!(cleaned(&sent).width, 20);
}

#[test]
fn forty_megabytes_are_refused_unread() {
    let mut sent = jpeg(&two_halves(64, 40)).unwrap();
    sent.resize(40 * 1024 * 1024, 0);
    let error = refused(&sent);
    assert_eq!(
        error,
        PictureError::TooBig {
            bytes: 40 * 1024 * 1024,
            max: 5 * 1024 * 1024
        }
    );
    assert_eq!(
        error.to_string(),
        "这张图片有 40 MB，超过了 5 MB 的上限，请缩小后再上传。"
    );
    assert_eq!(megabytes(5 * 1024 * 1024 + 1), "5.1 MB");
}

#[test]
fn nothing_and_other_things_are_named() {
    assert_eq!(refused(b""), PictureError::Empty);
    // What a file is called never arrives here: a text named .jpg is a text.
    assert_eq!(
        refused("今天的会议记录。".as_bytes()),
        PictureError::NotAPicture
    );
    assert_eq!(
        refused(b"BM"),
        PictureError::UnsupportedFormat(UnsupportedFormat::Bmp)
    );
    assert_eq!(
        refused(b"P1 is the first point of our complaint"),
        PictureError::NotAPicture
    );
    let named = |bytes: &[u8]| match refused(bytes) {
        PictureError::UnsupportedFormat(format) => format,
        other => panic!("{other}"),
    };
    assert_eq!(named(b"GIF89a\x01\0\x01\0\0\0\0;"), UnsupportedFormat::Gif);
    assert_eq!(
        named(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
        UnsupportedFormat::Heic
    );
    assert_eq!(
        named(b"\0\0\0\x18ftypavif\0\0\0\0mif1avif"),
        UnsupportedFormat::Avif
    );
    assert_eq!(named(b"II*\0\x08\0\0\0\0\0"), UnsupportedFormat::Tiff);
    assert_eq!(
        named("\u{feff}<?xml version=\"1.0\"?>\n<svg xmlns=\"\"/>".as_bytes()),
        UnsupportedFormat::Svg
    );
    assert_eq!(
        refused(b"GIF89a\x01\0\x01\0\0\0\0;").to_string(),
        "暂不支持 GIF 图片，请转换成 JPG、PNG 或 WebP 后再上传。"
    );
}

#[test]
fn bombs_are_refused_by_their_header() {
    let too_many = |width, height| PictureError::TooManyPixels { width, height };
    assert_eq!(
        refused(&png_announcing(60_000, 60_000)),
        too_many(60_000, 60_000)
    );
    assert_eq!(refused(&png_announcing(12_001, 1)), too_many(12_001, 1));
    assert_eq!(
        refused(&png_announcing(10_000, 5_001)),
        too_many(10_000, 5_001)
    );

    let mut photo = jpeg(&two_halves(64, 40)).unwrap();
    let frame = photo
        .windows(2)
        .position(|pair| pair == [0xff, 0xc0])
        .unwrap();
    photo[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert_eq!(refused(&photo), too_many(65_535, 65_535));

    // A lossless WebP header holds 14 bits of each side, less one, after its signature byte.
    let mut drawing = webp(&two_halves(64, 40));
    let header = drawing.windows(4).position(|name| name == b"VP8L").unwrap() + 9;
    drawing[header..header + 4].copy_from_slice(&[0xfe, 0xbf, 0xff, 0x0f]);
    assert_eq!(refused(&drawing), too_many(16_383, 16_383));
}

#[test]
fn a_deep_picture_within_the_pixels_is_still_bound_in_memory() {
    let mut header = png_announcing(8_000, 6_000);
    header[24..26].copy_from_slice(&[16, 6]);
    let crc = crc32(&header[12..29]);
    header[29..33].copy_from_slice(&crc.to_be_bytes());
    assert_eq!(refused(&header), PictureError::TooMuchMemory);
}

#[test]
fn moving_pictures_are_refused_by_name() {
    let animated = PictureError::UnsupportedFormat(UnsupportedFormat::Animated);
    let still = png(&two_halves(8, 8)).unwrap();
    assert_eq!(
        refused(&with_chunk(&still, b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0])),
        animated
    );

    let still = webp(&two_halves(8, 8));
    let chunk = |name: &[u8], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap();
        [name, &length.to_le_bytes(), content].concat()
    };
    let frame = [
        &[0, 0, 0, 0, 0, 0, 7, 0, 0, 7, 0, 0, 100, 0, 0, 0][..],
        &still[12..],
    ]
    .concat();
    let body = [
        b"WEBP".as_slice(),
        &chunk(b"VP8X", &[0b10, 0, 0, 0, 7, 0, 0, 7, 0, 0]),
        &chunk(b"ANIM", &[0; 6]),
        &chunk(b"ANMF", &frame),
    ]
    .concat();
    assert_eq!(refused(&chunk(b"RIFF", &body)), animated);
    assert_eq!(
        animated.to_string(),
        "暂不支持动态图片，请转换成 JPG、PNG 或 WebP 后再上传。"
    );
}

#[test]
fn a_truncated_file_is_broken() {
    let photo = noise(200, 150);
    for whole in [
        with_exif(&jpeg(&photo).unwrap(), 6),
        png(&photo).unwrap(),
        webp(&photo),
    ] {
        cleaned(&whole);
        for part in [whole.len() / 8, whole.len() / 2, whole.len() * 9 / 10] {
            assert_eq!(refused(&whole[..part]), PictureError::Broken);
        }
    }
}

#[test]
fn what_a_phone_appends_to_a_photograph_is_dropped() {
    let mut photo = jpeg(&two_halves(64, 40)).unwrap();
    photo.extend(b"SECRETFILM");
    assert!(!holds(&cleaned(&photo).full, b"SECRETFILM"));
}

#[test]
fn damaged_bytes_never_stop_the_program() {
    let photo = noise(24, 16);
    let limits = PictureLimits {
        max_pixels: 1_000_000,
        ..PictureLimits::default()
    };
    for whole in [
        with_exif(&jpeg(&photo).unwrap(), 6),
        png(&photo).unwrap(),
        webp(&photo),
    ] {
        for place in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[place] ^= 0x55;
            // Either answer is right; that there is one is the point.
            let _answer = clean(&damaged, &limits);
        }
    }
}
