//! XML as workbooks have it: elements, their attributes, and text. Namespaces and what is beside do not matter.

use quick_xml::{
    Reader,
    escape::unescape,
    events::{BytesStart, Event},
};

use super::Refusal;

pub(super) enum Node<'n> {
    Start(Element<'n>),
    /// Its name, without a prefix. What is empty ends as well.
    End(&'n str),
    Text(&'n str),
}

pub(super) struct Element<'n>(&'n BytesStart<'n>);

impl Element<'_> {
    /// Without a prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, by its name without a prefix.
    pub(super) fn attribute(&self, name: &str) -> Result<Option<String>, Refusal> {
        for attribute in self.0.attributes() {
            let attribute = attribute.map_err(|_| Refusal::damaged())?;
            if attribute.key.local_name().into_inner() == name {
                let value = unescape(&attribute.value).map_err(|_| Refusal::damaged())?;
                return Ok(Some(value.into_owned()));
            }
        }
        Ok(None)
    }

    pub(super) fn flag(&self, name: &str) -> Result<bool, Refusal> {
        Ok(matches!(self.attribute(name)?.as_deref(), Some("1" | "true")))
    }
}

/// Shows every node to `see`, in order. A document type, which would name entities or files, is refused.
pub(super) fn each(text: &str, mut see: impl FnMut(Node<'_>) -> Result<(), Refusal>) -> Result<(), Refusal> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    loop {
        let event = reader.read_event().map_err(|_| Refusal::damaged())?;
        match &event {
            Event::Start(element) => see(Node::Start(Element(element)))?,
            Event::End(element) => see(Node::End(element.local_name().into_inner()))?,
            Event::Text(text) => see(Node::Text(text))?,
            Event::CData(text) => see(Node::Text(text))?,
            Event::GeneralRef(reference) => {
                let name = format!("&{};", &**reference);
                see(Node::Text(&unescape(&name).map_err(|_| Refusal::damaged())?))?;
            }
            Event::DocType(_) => return Err(Refusal::damaged()),
            Event::Eof => return Ok(()),
            Event::Empty(_) | Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
}
