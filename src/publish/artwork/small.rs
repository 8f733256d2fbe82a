//! A cover as pages show it: browsers take a second to unpack nine million pixels on a slow telephone.

use std::io::Cursor;

use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Transformations};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// A picture is made this wide, or narrower by less than a pixel of its own.
const SIDE: usize = 600;
/// Its largest side before.
const LARGEST: usize = 3_000;

/// Colours of a picture, row by row.
struct Picture {
    width: usize,
    height: usize,
    /// Bytes a pixel.
    channels: usize,
    pixels: Vec<u8>,
    /// The colours of its one channel, where that counts colours.
    palette: Option<Vec<u8>>,
}

/// The cover made smaller, as PNG; `None` where it cannot be read, is small already or would take more bytes.
///
/// `is_drawn` says of its palette that the mean of two places is the mean of their colours, as in covers that were drawn
/// here.
pub fn shrunk(picture: &[u8], is_drawn: bool) -> Option<Vec<u8>> {
    let read = if picture.starts_with(b"\x89PNG") { from_png(picture, is_drawn) } else { from_jpeg(picture) };
    let whole = read.filter(|read| read.width.max(read.height) <= LARGEST)?;
    let times = whole.width.max(whole.height).div_ceil(SIDE);
    let file = written(&mean(&whole, times)?)?;
    (times > 1 && file.len() < picture.len()).then_some(file)
}

fn from_png(picture: &[u8], is_drawn: bool) -> Option<Picture> {
    let mut decoder = Decoder::new(Cursor::new(picture));
    if !is_drawn {
        decoder.set_transformations(Transformations::normalize_to_color8());
    }
    let mut reader = decoder.read_info().ok()?;
    let palette = reader.info().palette.as_ref().map(|palette| palette.to_vec()).filter(|_| is_drawn);
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut pixels).ok()?;
    let is_known =
        info.bit_depth == BitDepth::Eight && (info.color_type == ColorType::Indexed) == palette.is_some();
    let (width, height) = (info.width as usize, info.height as usize);
    is_known.then_some(Picture { width, height, channels: info.color_type.samples(), pixels, palette })
}

fn from_jpeg(picture: &[u8]) -> Option<Picture> {
    let options = DecoderOptions::default()
        .jpeg_set_out_colorspace(ColorSpace::RGB)
        .set_max_width(LARGEST)
        .set_max_height(LARGEST);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(picture), options);
    let pixels = decoder.decode().ok()?;
    let (width, height) = decoder.dimensions()?;
    (pixels.len() == 3 * width * height).then_some(Picture {
        width,
        height,
        channels: 3,
        pixels,
        palette: None,
    })
}

/// Each square of `times` pixels a side becomes one.
fn mean(whole: &Picture, times: usize) -> Option<Picture> {
    let Picture { channels, pixels, .. } = whole;
    let (width, height) = (whole.width / times, whole.height / times);
    let count = (times * times) as u32;
    let mut small = Vec::with_capacity(width * height * channels);
    let row_bytes = whole.width * channels;
    for rows in pixels.chunks_exact(row_bytes.checked_mul(times).filter(|&bytes| bytes > 0)?).take(height) {
        let mut sums = vec![0_u32; width * channels];
        for row in rows.chunks_exact(row_bytes) {
            let squares = row.chunks_exact(times * channels);
            for (sums, square) in sums.chunks_exact_mut(*channels).zip(squares) {
                for (channel, sum) in sums.iter_mut().enumerate() {
                    *sum +=
                        square.iter().skip(channel).step_by(*channels).map(|&l| u32::from(l)).sum::<u32>();
                }
            }
        }
        small.extend(sums.into_iter().map(|sum| ((sum + count / 2) / count) as u8));
    }
    let palette = whole.palette.clone();
    Some(Picture { width, height, channels: *channels, pixels: small, palette })
}

fn written(picture: &Picture) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, picture.width as u32, picture.height as u32);
    encoder.set_color(match (picture.channels, &picture.palette) {
        (1, Some(_)) => ColorType::Indexed,
        (1, None) => ColorType::Grayscale,
        (2, _) => ColorType::GrayscaleAlpha,
        (3, _) => ColorType::Rgb,
        _ => ColorType::Rgba,
    });
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    if let Some(palette) = &picture.palette {
        encoder.set_palette(palette.clone());
    }
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&picture.pixels).ok()?;
    writer.finish().ok()?;
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(color: ColorType, side: usize, pixel: &[u8]) -> Vec<u8> {
        let (width, height) = (side, side);
        // A little noise, as a picture that is one colour has no bytes to save.
        let noise = |at: usize| pixel[at % pixel.len()].wrapping_add((at * at % 7) as u8);
        let pixels = (0..side * side * pixel.len()).map(noise).collect();
        let channels = color.samples();
        written(&Picture { width, height, channels, pixels, palette: None }).unwrap()
    }

    #[test]
    fn what_is_no_picture_is_left() {
        assert_eq!(shrunk(b"no picture", true), None);
        assert_eq!(shrunk(b"\x89PNG\r\n\x1a\n", false), None);
        assert_eq!(shrunk(&[0xff, 0xd8, 0xff, 0xe0], false), None);
    }

    #[test]
    fn pictures_of_all_colours_are_made_smaller() {
        for (color, pixel) in [
            (ColorType::Grayscale, &[100_u8][..]),
            (ColorType::GrayscaleAlpha, &[100, 240]),
            (ColorType::Rgb, &[200, 100, 50]),
            (ColorType::Rgba, &[200, 100, 50, 240]),
        ] {
            let small = shrunk(&png(color, 1_401, pixel), false).unwrap();
            let read = from_png(&small, false).unwrap();
            assert_eq!((read.width, read.height, read.channels), (467, 467, pixel.len()));
            assert!(read.pixels.iter().zip(pixel.iter().cycle()).all(|(&is, &was)| is.abs_diff(was) <= 7));
        }
    }

    #[test]
    fn what_is_small_stays() {
        assert_eq!(shrunk(&png(ColorType::Rgb, 600, &[1, 2, 3]), false), None);
    }
}
