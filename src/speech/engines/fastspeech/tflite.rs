//! The weights in a TensorFlow Lite file, by the names that its model gives them.
//!
//! Such a file is a flatbuffer: tables that point to each other by offsets. Only what names a tensor is read (its shape,
//! its type, its scale and its bytes, after `schema.fbs` of TensorFlow Lite), and no offset is believed unchecked.

use std::collections::HashMap;

use ndarray::{Array1, Array2};

use super::error::ModelError;

/// Where a table keeps what is read of it, by `schema.fbs`.
mod field {
    pub const MODEL_SUBGRAPHS: usize = 2;
    pub const MODEL_BUFFERS: usize = 4;
    pub const SUBGRAPH_TENSORS: usize = 0;
    pub const TENSOR_SHAPE: usize = 0;
    pub const TENSOR_TYPE: usize = 1;
    pub const TENSOR_BUFFER: usize = 2;
    pub const TENSOR_NAME: usize = 3;
    pub const TENSOR_QUANTIZATION: usize = 4;
    pub const QUANTIZATION_SCALE: usize = 2;
    pub const BUFFER_DATA: usize = 0;
}

/// `TensorType` of `schema.fbs`.
const FLOAT32: u8 = 0;
const INT8: u8 = 9;

/// The constant tensors of a file. They borrow its bytes and become numbers when they are asked for.
pub(super) struct Weights<'a> {
    tensors: HashMap<&'a str, Tensor<'a>>,
}

struct Tensor<'a> {
    shape: Vec<usize>,
    bytes: &'a [u8],
    numbers: Numbers,
}

enum Numbers {
    Float,
    /// Bytes times one scale.
    Scaled(f32),
}

impl<'a> Weights<'a> {
    /// Finds the tensors of a file.
    ///
    /// # Errors
    /// It is no such file, or it is cut or damaged.
    pub fn read(file: &'a [u8], name: &'static str) -> Result<Self, ModelError> {
        tensors(Flat(file)).map(|tensors| Self { tensors }).ok_or(ModelError::NotTflite(name))
    }

    /// Whether there is a tensor of that name.
    pub fn has(&self, name: &str) -> bool {
        self.tensors.contains_key(name)
    }

    /// A tensor's numbers in row-major order. The converter adds a digit to a name that two tensors would share.
    ///
    /// # Errors
    /// There is none of that name and shape, or one of its numbers is none.
    pub fn numbers(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let twin = format!("{name}1");
        let mut named = [name, &twin].into_iter().filter_map(|name| self.tensors.get(name));
        let tensor = named.clone().find(|tensor| tensor.shape == shape).ok_or_else(|| {
            let found = named.next().map(|tensor| tensor.shape.clone());
            ModelError::NoTensor { name: name.to_owned(), wanted: shape.to_vec(), found }
        })?;
        let numbers: Vec<f32> = match tensor.numbers {
            Numbers::Float => {
                tensor.bytes.as_chunks::<4>().0.iter().map(|&four| f32::from_le_bytes(four)).collect()
            }
            Numbers::Scaled(scale) => {
                tensor.bytes.iter().map(|&byte| f32::from(byte.cast_signed()) * scale).collect()
            }
        };
        if numbers.len() != shape.iter().product::<usize>()
            || numbers.iter().any(|number| !number.is_finite())
        {
            return Err(ModelError::OddNumbers(name.to_owned()));
        }
        Ok(numbers)
    }

    /// A tensor of one dimension.
    ///
    /// # Errors
    /// As [`Weights::numbers`].
    pub fn vector(&self, name: &str, length: usize) -> Result<Array1<f32>, ModelError> {
        Ok(Array1::from_vec(self.numbers(name, &[length])?))
    }

    /// A tensor as a matrix: its first dimension gives the rows, all others together the columns.
    ///
    /// # Errors
    /// As [`Weights::numbers`].
    pub fn matrix(&self, name: &str, shape: &[usize]) -> Result<Array2<f32>, ModelError> {
        let rows = shape.first().copied().unwrap_or(1);
        let columns = shape.iter().skip(1).product();
        Array2::from_shape_vec((rows, columns), self.numbers(name, shape)?)
            .map_err(|_| ModelError::OddNumbers(name.to_owned()))
    }
}

/// `None` where an offset leads out of the file.
fn tensors(file: Flat<'_>) -> Option<HashMap<&str, Tensor<'_>>> {
    if file.bytes(4, 4)? != b"TFL3" {
        return None;
    }
    let model = file.follow(0)?;
    let buffers = file.vector(model, field::MODEL_BUFFERS)?;
    let subgraphs = file.vector(model, field::MODEL_SUBGRAPHS)?;
    let subgraph = file.follow(subgraphs.item(0)?)?;
    let list = file.vector(subgraph, field::SUBGRAPH_TENSORS)?;
    let mut tensors = HashMap::with_capacity(list.length);
    for at in 0..list.length {
        let table = file.follow(list.item(at)?)?;
        let name = file.vector(table, field::TENSOR_NAME)?;
        let name = std::str::from_utf8(file.bytes(name.start, name.length)?).ok()?;
        let buffer = match file.field(table, field::TENSOR_BUFFER) {
            Some(place) => file.u32(place)?,
            None => 0,
        };
        let buffer = file.follow(buffers.item(buffer)?)?;
        // What the model computes has no bytes, and what is neither of the two types is no weight.
        let Some(data) = file.vector(buffer, field::BUFFER_DATA).filter(|data| data.length > 0) else {
            continue;
        };
        let Some(numbers) = numbers(file, table) else { continue };
        let bytes = file.bytes(data.start, data.length)?;
        tensors.insert(name, Tensor { shape: shape(file, table)?, bytes, numbers });
    }
    Some(tensors)
}

fn shape(file: Flat<'_>, tensor: usize) -> Option<Vec<usize>> {
    let Some(shape) = file.vector(tensor, field::TENSOR_SHAPE) else { return Some(Vec::new()) };
    (0..shape.length).map(|at| file.u32(shape.item(at)?)).collect()
}

fn numbers(file: Flat<'_>, tensor: usize) -> Option<Numbers> {
    let kind = match file.field(tensor, field::TENSOR_TYPE) {
        Some(place) => *file.bytes(place, 1)?.first()?,
        None => FLOAT32,
    };
    match kind {
        FLOAT32 => Some(Numbers::Float),
        INT8 => {
            let quantization = file.follow(file.field(tensor, field::TENSOR_QUANTIZATION)?)?;
            let scales = file.vector(quantization, field::QUANTIZATION_SCALE)?;
            let scale = f32::from_bits(u32::try_from(file.u32(scales.item(0)?)?).ok()?);
            (scales.length == 1).then_some(Numbers::Scaled(scale))
        }
        _ => None,
    }
}

/// A flatbuffer. Places are offsets from its beginning.
#[derive(Clone, Copy)]
struct Flat<'a>(&'a [u8]);

/// The items of a vector, four bytes each where they are numbers or offsets.
#[derive(Clone, Copy)]
struct Items {
    start: usize,
    length: usize,
}

impl Items {
    fn item(self, at: usize) -> Option<usize> {
        (at < self.length).then(|| self.start.checked_add(at.checked_mul(4)?))?
    }
}

impl<'a> Flat<'a> {
    fn bytes(self, at: usize, length: usize) -> Option<&'a [u8]> {
        self.0.get(at..at.checked_add(length)?)
    }

    fn u16(self, at: usize) -> Option<usize> {
        Some(u16::from_le_bytes(self.bytes(at, 2)?.try_into().ok()?).into())
    }

    fn u32(self, at: usize) -> Option<usize> {
        usize::try_from(u32::from_le_bytes(self.bytes(at, 4)?.try_into().ok()?)).ok()
    }

    fn i32(self, at: usize) -> Option<isize> {
        isize::try_from(i32::from_le_bytes(self.bytes(at, 4)?.try_into().ok()?)).ok()
    }

    /// Where the offset at a place leads.
    fn follow(self, at: usize) -> Option<usize> {
        at.checked_add(self.u32(at)?)
    }

    /// Where a table keeps a field; `None` where the field has its default.
    fn field(self, table: usize, number: usize) -> Option<usize> {
        let layout = table.checked_add_signed(self.i32(table)?.checked_neg()?)?;
        let entry = 4 + 2 * number;
        if entry >= self.u16(layout)? {
            return None;
        }
        match self.u16(layout.checked_add(entry)?)? {
            0 => None,
            offset => table.checked_add(offset),
        }
    }

    /// The vector that a field of a table leads to.
    fn vector(self, table: usize, number: usize) -> Option<Items> {
        let start = self.follow(self.field(table, number)?)?;
        Some(Items { start: start.checked_add(4)?, length: self.u32(start)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_such_file_is_said_to_be_none() {
        for bytes in [&b""[..], b"TFL3", b"\x08\0\0\0TFL3\xff\xff\xff\xff", &[0xff; 64]] {
            assert!(matches!(Weights::read(bytes, "toy"), Err(ModelError::NotTflite("toy"))));
        }
    }
}
