//! A drawn cover at a fifth of its size: browsers take a second to unpack nine million pixels on a slow telephone.

use std::io::Cursor;

use png::{BitDepth, ColorType, Compression, Decoder, Encoder};

/// How many pixels become one, across and down.
const TIMES: usize = 5;

/// The picture made smaller; `None` where it has no palette of eight bits, as one that was drawn here has.
///
/// The palette's colours are steps from one colour to another, above the horizon and below it, so the mean of colours is
/// the colour of the mean.
pub fn shrunk(picture: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Decoder::new(Cursor::new(picture)).read_info().ok()?;
    let info = reader.info();
    if info.color_type != ColorType::Indexed || info.bit_depth != BitDepth::Eight || info.interlaced {
        return None;
    }
    let (width, height) = (info.width as usize / TIMES, info.height as usize / TIMES);
    let palette = info.palette.as_ref()?.to_vec();
    let mut pixels = Vec::with_capacity(width * height);
    let mut sums = vec![0_u32; width];
    let mut rows = 0;
    while let Some(row) = reader.next_row().ok()? {
        for (sum, group) in sums.iter_mut().zip(row.data().chunks_exact(TIMES)) {
            *sum += group.iter().map(|&index| u32::from(index)).sum::<u32>();
        }
        rows += 1;
        if rows % TIMES == 0 {
            let count = (TIMES * TIMES) as u32;
            pixels.extend(
                sums.iter_mut().map(|sum| (std::mem::take(sum) + count / 2) / count).map(|i| i as u8),
            );
        }
    }
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width as u32, height as u32);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    encoder.set_palette(palette);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels).ok()?;
    writer.finish().ok()?;
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_drawing_is_left() {
        assert_eq!(shrunk(b"no picture"), None);
    }
}
