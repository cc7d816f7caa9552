//! How much all workbooks of one import may hold together, whatever they claim.

use super::Refusal;

/// What is left of it.
#[derive(Debug)]
pub(in crate::read) struct Budget {
    /// What is unpacked, in bytes. The longest list that an import takes unpacks to 3 MB.
    unpacked: usize,
    /// The text of cells, in bytes: a text that many cells share is kept once in the workbook, and in each of them here.
    text: usize,
    /// Cells, with the empty ones before the last of a row, and whatever else is kept one by one.
    cells: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { unpacked: 32 * 1024 * 1024, text: 16 * 1024 * 1024, cells: 1_000_000 }
    }
}

impl Budget {
    pub(super) const fn unpacked(&self) -> usize {
        self.unpacked
    }

    pub(super) fn unpack(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.unpacked = self.unpacked.checked_sub(bytes).ok_or_else(too_large)?;
        Ok(())
    }

    pub(super) fn keep_text(&mut self, text: &str) -> Result<(), Refusal> {
        self.text = self.text.checked_sub(text.len()).ok_or_else(too_large)?;
        Ok(())
    }

    pub(super) fn keep(&mut self, cells: usize) -> Result<(), Refusal> {
        self.cells = self.cells.checked_sub(cells).ok_or_else(too_large)?;
        Ok(())
    }
}

fn too_large() -> Refusal {
    Refusal::new(
        "The workbook holds more than an import can take",
        "Copy the sheet alone into a new workbook, without what is not needed, or save it as “CSV UTF-8”.",
    )
}
