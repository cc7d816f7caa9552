//! The parts of a package, which is a zip archive (PKWARE's APPNOTE, 4.3): found by its directory, each unpacked no further than
//! may be kept.

use std::{collections::HashMap, fmt, io::Read};

use flate2::{Crc, read::DeflateDecoder};

use super::{Budget, Refusal, xml};

pub(super) struct Parts<'b> {
    bytes: &'b [u8],
    directory: HashMap<String, Entry>,
}

/// Where a part is, as the directory says.
#[derive(Debug, Clone, Copy)]
struct Entry {
    header: usize,
    packed: usize,
    method: u16,
    checksum: u32,
}

const END: &[u8] = b"PK\x05\x06";
/// Of the record at the end, which a comment of up to 64 kB follows.
const END_BYTES: usize = 22;
const ENTRY: &[u8] = b"PK\x01\x02";
const ENTRY_BYTES: usize = 46;
const HEADER: &[u8] = b"PK\x03\x04";
const HEADER_BYTES: usize = 30;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

impl fmt::Debug for Parts<'_> {
    /// Leaves the contents out: they name people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Parts")
    }
}

impl<'b> Parts<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Refusal> {
        let directory = directory(bytes).ok_or_else(Refusal::damaged)?;
        Ok(Self { bytes, directory })
    }

    /// The text of a part; none if it is not there.
    pub(super) fn text(&self, name: &str, budget: &mut Budget) -> Result<Option<String>, Refusal> {
        let Some(entry) = self.directory.get(name).copied() else { return Ok(None) };
        let packed = entry.packed_in(self.bytes).ok_or_else(Refusal::damaged)?;
        let mut bytes = Vec::new();
        // One byte more than may be, whatever size the archive claims.
        let most = u64::try_from(budget.unpacked()).unwrap_or(u64::MAX).saturating_add(1);
        let read = match entry.method {
            STORED => packed.take(most).read_to_end(&mut bytes),
            DEFLATED => DeflateDecoder::new(packed).take(most).read_to_end(&mut bytes),
            _ => return Err(Refusal::damaged()),
        };
        budget.unpack(read.map_err(|_| Refusal::damaged())?)?;
        let mut checksum = Crc::new();
        checksum.update(&bytes);
        if checksum.sum() != entry.checksum {
            return Err(Refusal::damaged());
        }
        let text = String::from_utf8(bytes).map_err(|_| Refusal::damaged())?;
        Ok(Some(text))
    }

    /// What a part refers to; the package itself has no name.
    pub(super) fn relations(&self, of: &str, budget: &mut Budget) -> Result<Relations, Refusal> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let name = joined(folder, &format!("_rels/{file}.rels"));
        let text = self.text(&name, budget)?.unwrap_or_default();
        let mut relations = HashMap::new();
        xml::each(&text, |node| {
            if let xml::Node::Start(element) = node
                && element.name() == "Relationship"
            {
                let target = joined(folder, &element.attribute("Target")?.unwrap_or_default());
                let kind = element.attribute("Type")?.unwrap_or_default();
                budget.keep(1)?;
                relations.insert(element.attribute("Id")?.unwrap_or_default(), Relation { kind, target });
            }
            Ok(())
        })?;
        Ok(Relations(relations))
    }
}

impl Entry {
    /// What stands behind its header.
    fn packed_in(self, bytes: &[u8]) -> Option<&[u8]> {
        let header = bytes.get(self.header..)?;
        if !header.starts_with(HEADER) {
            return None;
        }
        let begin = HEADER_BYTES + usize::from(two(header, 26)?) + usize::from(two(header, 28)?);
        header.get(begin..begin.checked_add(self.packed)?)
    }
}

/// The entries by their names. What is larger than four bytes can say is not looked for: no file is that is let in.
fn directory(bytes: &[u8]) -> Option<HashMap<String, Entry>> {
    let last = bytes.len().checked_sub(END_BYTES)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    let end = (first..=last).rev().find(|place| bytes[*place..].starts_with(END))?;
    let count = two(bytes, end + 10)?;
    let mut place = four(bytes, end + 16)?;
    let mut entries = HashMap::new();
    for _ in 0..count {
        let entry = bytes.get(place..)?;
        if !entry.starts_with(ENTRY) {
            return None;
        }
        let [name, extra, comment] = [28, 30, 32].map(|at| two(entry, at).map(usize::from));
        let (name, behind) = (ENTRY_BYTES + name?, extra? + comment?);
        let called = String::from_utf8_lossy(entry.get(ENTRY_BYTES..name)?).into_owned();
        let found = Entry {
            header: four(entry, 42)?,
            packed: four(entry, 20)?,
            method: two(entry, 10)?,
            checksum: u32::from_le_bytes(entry.get(16..20)?.try_into().ok()?),
        };
        entries.insert(called, found);
        place += name + behind;
    }
    Some(entries)
}

fn two(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn four(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?)).ok()
}

#[derive(Debug)]
pub(super) struct Relations(HashMap<String, Relation>);

#[derive(Debug)]
pub(super) struct Relation {
    /// An address; its last part says what the other part is. The parts before it differ between editions of the standard.
    kind: String,
    pub(super) target: String,
}

impl Relation {
    pub(super) fn is_of(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

impl Relations {
    pub(super) fn by_id(&self, id: &str) -> Option<&Relation> {
        self.0.get(id)
    }

    /// The part of this kind, of which there is one.
    pub(super) fn of_type(&self, kind: &str) -> Option<&str> {
        self.0.values().find(|relation| relation.is_of(kind)).map(|relation| relation.target.as_str())
    }
}

/// A target as seen from a folder of the package: `worksheets/sheet1.xml`, `../styles.xml`, `/xl/workbook.xml`.
fn joined(folder: &str, target: &str) -> String {
    let from_root = target.strip_prefix('/');
    let mut path: Vec<&str> = if from_root.is_some() {
        Vec::new()
    } else {
        folder.split('/').filter(|name| !name.is_empty()).collect()
    };
    for name in from_root.unwrap_or(target).split('/') {
        match name {
            "." | "" => {}
            ".." => drop(path.pop()),
            name => path.push(name),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_found_from_where_it_is_named() {
        for (folder, target, path) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/styles.xml", "xl/styles.xml"),
            ("xl/worksheets", "../styles.xml", "xl/styles.xml"),
            ("", "_rels/.rels", "_rels/.rels"),
            ("", "../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(joined(folder, target), path);
        }
    }
}
