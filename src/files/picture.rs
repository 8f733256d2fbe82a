//! What a picture says of itself in its first bytes.

/// Tells a picture's file extension, or why directories would refuse it.
///
/// # Errors
/// In words: another kind, another size, a file cut short.
pub fn picture_kind(bytes: &[u8]) -> Result<&'static str, String> {
    let (extension, size) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        ("png", png_size(bytes))
    } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        ("jpg", jpeg_size(bytes))
    } else {
        return Err("it is neither PNG nor JPEG; convert it to one of them".into());
    };
    match size {
        Some((width, height)) if width == height && (1_400..=3_000).contains(&width) => Ok(extension),
        Some((width, height)) => Err(format!(
            "it has {width} × {height} pixels; podcast directories want a square of 1,400 to 3,000"
        )),
        None => Err("it is cut short".into()),
    }
}

/// What a picture's first bytes tell of it, as FLAC wants it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PictureShape {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Bits a pixel.
    pub depth: u32,
    /// How many colours a palette has; 0 where there is none.
    pub colours: u32,
}

/// The shape of a PNG or JPEG picture; `None` where it is neither, or cut short.
pub fn picture_shape(bytes: &[u8]) -> Option<PictureShape> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let (width, height) = png_size(bytes)?;
        let (bits, kind) = (u32::from(*bytes.get(24)?), *bytes.get(25)?);
        // Grey, RGB, palette, grey with alpha, RGB with alpha.
        let channels = match kind {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        };
        return Some(match kind {
            // A palette's entries have 8 bits a colour, whatever its indices have.
            3 => PictureShape { width, height, depth: 24, colours: palette(bytes)? },
            _ => PictureShape { width, height, depth: bits * channels, colours: 0 },
        });
    }
    let (width, height) = jpeg_size(bytes)?;
    Some(PictureShape { width, height, depth: 24, colours: 0 })
}

/// The number of entries in a PNG's palette.
fn palette(bytes: &[u8]) -> Option<u32> {
    let mut at = 8;
    loop {
        let size = bytes.get(at..)?.first_chunk().map(|four| u32::from_be_bytes(*four))?;
        let kind = bytes.get(at + 4..at + 8)?;
        if kind == b"PLTE" {
            return Some(size / 3);
        }
        at = at.checked_add(12 + size as usize)?;
    }
}

fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| bytes.get(at..)?.first_chunk().map(|four| u32::from_be_bytes(*four));
    Some((number(16)?, number(20)?))
}

/// The size stands in the first start-of-frame segment.
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let [0xff, kind, high, low] = *bytes.get(at..)?.first_chunk()? else { return None };
        let is_frame = matches!(kind, 0xc0..=0xcf) && !matches!(kind, 0xc4 | 0xc8 | 0xcc);
        if is_frame {
            let [h1, h0, w1, w0] = *bytes.get(at + 5..)?.first_chunk()?;
            return Some((u16::from_be_bytes([w1, w0]).into(), u16::from_be_bytes([h1, h0]).into()));
        }
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_directories_refuse_is_refused_with_its_size() {
        let mut small = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        small.extend([0, 0, 2, 0, 0, 0, 1, 0]);
        assert!(picture_kind(&small).unwrap_err().contains("512 × 256"));
        assert!(picture_kind(b"GIF89a").unwrap_err().contains("PNG"));
        let jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 17, 8, 0x07, 0xd0, 0x07, 0xd0, 3];
        assert_eq!(picture_kind(&jpeg), Ok("jpg"));
        assert_eq!(
            picture_shape(&jpeg),
            Some(PictureShape { width: 2_000, height: 2_000, depth: 24, colours: 0 })
        );
        small.extend([8, 3, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(picture_shape(&small), None, "the palette is missing");
        small.extend(b"\0\0\0\x06PLTE");
        assert_eq!(
            picture_shape(&small),
            Some(PictureShape { width: 512, height: 256, depth: 24, colours: 2 })
        );
    }
}
