//! From a workbook of Excel (ECMA-376) to rows. It is a zip archive of XML that may come from anywhere: no size that it claims is
//! believed, nothing outside it is asked for, and whatever would be kept is counted first.

mod budget;
mod cells;
mod numbers;
mod parts;
mod xml;

pub(super) use self::{budget::Budget, cells::Grid};
use self::{numbers::Styles, parts::Parts};

/// Why a workbook cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// A sentence without its full stop.
    pub(super) what: String,
    /// A sentence with its full stop.
    pub(super) to_do: &'static str,
}

impl Refusal {
    fn new(what: impl Into<String>, to_do: &'static str) -> Self {
        Self { what: what.into(), to_do }
    }

    fn damaged() -> Self {
        Self::new("The workbook is damaged", "Open it in Excel, save it again, and upload that.")
    }
}

/// The most sheets that a workbook may have.
const MAX_SHEETS: usize = 100;

const SAVE_AS_XLSX: &str = "Open it, choose Save As, “Excel Workbook (.xlsx)”, and upload that.";

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) is_hidden: bool,
    part: String,
}

/// A workbook of which any sheet can be read.
#[derive(Debug)]
pub(super) struct Workbook<'b> {
    pub(super) sheets: Vec<Listed>,
    parts: Parts<'b>,
    strings: Vec<String>,
    styles: Styles,
}

/// Whether these may be the bytes of a workbook, of whatever kind.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0")
}

impl<'b> Workbook<'b> {
    /// # Errors
    /// [`Refusal`], if it is of another kind, has a password, is damaged, or holds more than is left of the budget.
    pub(super) fn open(bytes: &'b [u8], budget: &mut Budget) -> Result<Self, Refusal> {
        if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return Err(old_or_locked(bytes));
        }
        let parts = Parts::open(bytes)?;
        if parts.text("mimetype", budget)?.is_some_and(|kind| kind.contains("opendocument")) {
            return Err(Refusal::new("This is a workbook of LibreOffice or OpenOffice (.ods)", SAVE_AS_XLSX));
        }
        let not_one = || Refusal::new("This is an archive, and no workbook of Excel", SAVE_AS_XLSX);
        let package = parts.relations("", budget)?;
        let main = package.of_type("officeDocument").ok_or_else(not_one)?.to_owned();
        if main.to_ascii_lowercase().ends_with(".bin") {
            return Err(Refusal::new("This is a binary workbook of Excel (.xlsb)", SAVE_AS_XLSX));
        }
        let text = parts.text(&main, budget)?.ok_or_else(Refusal::damaged)?;
        let relations = parts.relations(&main, budget)?;
        let (is_1904, named) = listed(&text)?;
        let sheets = named.into_iter().filter_map(|(name, relation, is_hidden)| {
            // What is not a worksheet is a chart.
            let part = relations.by_id(&relation).filter(|there| there.is_of("worksheet"))?.target.clone();
            Some(Listed { name, is_hidden, part })
        });
        let sheets: Vec<Listed> = sheets.collect();
        if sheets.is_empty() {
            return Err(not_one());
        }
        let part = |name| relations.of_type(name).map(str::to_owned);
        let styles = match part("styles") {
            Some(part) => parts.text(&part, budget)?.unwrap_or_default(),
            None => String::new(),
        };
        let styles = Styles::read(&styles, is_1904, budget)?;
        let strings = match part("sharedStrings") {
            Some(part) => cells::strings(&parts.text(&part, budget)?.unwrap_or_default(), budget)?,
            None => Vec::new(),
        };
        Ok(Self { sheets, parts, strings, styles })
    }

    /// What is in the sheet at this place of the list.
    ///
    /// # Errors
    /// As [`Workbook::open`].
    pub(super) fn grid(&self, sheet: usize, budget: &mut Budget) -> Result<Grid, Refusal> {
        let listed = self.sheets.get(sheet).ok_or_else(Refusal::damaged)?;
        let text = self.parts.text(&listed.part, budget)?.ok_or_else(Refusal::damaged)?;
        cells::grid(&text, (&self.strings, &self.styles), budget)
    }
}

/// A workbook with a password is kept in the way of older ones, under a name in UTF-16.
fn old_or_locked(bytes: &[u8]) -> Refusal {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        let to_do =
            "In Excel choose File, Info, Protect Workbook, take the password off, and upload it again.";
        return Refusal::new("The workbook has a password", to_do);
    }
    Refusal::new("This is a workbook of an old kind (.xls)", SAVE_AS_XLSX)
}

/// A sheet's name, its relation, and whether it is hidden.
type Named = (String, String, bool);

/// Whether days are counted from 1904; and each sheet.
fn listed(text: &str) -> Result<(bool, Vec<Named>), Refusal> {
    let (mut is_1904, mut sheets) = (false, Vec::new());
    xml::each(text, |node| {
        if let xml::Node::Start(element) = node {
            match element.name() {
                "workbookPr" => is_1904 = element.flag("date1904")?,
                "sheet" if sheets.len() == MAX_SHEETS => {
                    let what = format!("The workbook has more than {MAX_SHEETS} sheets");
                    return Err(Refusal::new(what, "Keep those that are lists."));
                }
                "sheet" => {
                    let is_hidden = element.attribute("state")?.is_some_and(|state| state != "visible");
                    let name = element.attribute("name")?.unwrap_or_default();
                    sheets.push((name, element.attribute("id")?.unwrap_or_default(), is_hidden));
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    Ok((is_1904, sheets))
}
