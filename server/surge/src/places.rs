//! Where and about what help is asked for, and the streams that requests run in.

/// What a hospital is made of, by number: the caller knows the names. Numbers begin at 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Places {
    pub wards: Vec<Ward>,
    pub zones: u16,
    pub tags: u16,
}

/// A ward, by its place in the list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ward {
    /// None for a ward that is in no zone; of it there is no stream of a topic in a zone.
    pub zone: Option<u16>,
    /// How many people may ask there, in any unit, as long as nothing is learnt; 1 for all if nobody knows. Not below 0, and
    /// counted as a tenth of the mean at least.
    pub heads: f64,
}

impl Places {
    pub(crate) fn zone(&self, ward: u16) -> Option<u16> {
        self.wards.get(usize::from(ward))?.zone.filter(|zone| *zone < self.zones)
    }

    pub(crate) fn has(&self, ward: u16, tag: u16) -> bool {
        usize::from(ward) < self.wards.len() && tag < self.tags
    }

    /// The streams of a request, the deepest first.
    pub(crate) fn streams(&self, ward: u16, tag: u16) -> impl Iterator<Item = Stream> + use<> {
        let zone = self.zone(ward).map(|zone| Stream::ZoneTag { zone, tag });
        [
            Some(Stream::Cell { ward, tag }),
            zone,
            Some(Stream::Ward(ward)),
            Some(Stream::Tag(tag)),
            Some(Stream::Everywhere),
        ]
        .into_iter()
        .flatten()
    }

    /// Whether each request of `deep` is one of `wide`, too.
    pub(crate) fn contains(&self, wide: Stream, deep: Stream) -> bool {
        match wide {
            Stream::Everywhere => true,
            Stream::Tag(tag) => deep.tag() == Some(tag),
            Stream::Ward(ward) => deep.ward() == Some(ward),
            Stream::ZoneTag { zone, tag } => {
                deep == wide
                    || matches!(deep, Stream::Cell { ward, tag: of } if of == tag && self.zone(ward) == Some(zone))
            }
            Stream::Cell { .. } => deep == wide,
        }
    }

    /// Whether a request about `tag` on `ward` is one of `stream`.
    pub(crate) fn is_in(&self, stream: Stream, ward: u16, tag: u16) -> bool {
        self.contains(stream, Stream::Cell { ward, tag })
    }

    /// How many streams there are.
    pub(crate) fn count(&self) -> usize {
        self.place(Stream::Everywhere) + 1
    }

    /// Where a stream is among all of them.
    pub(crate) fn place(&self, stream: Stream) -> usize {
        let (wards, tags, zones) = (self.wards.len(), usize::from(self.tags), usize::from(self.zones));
        let zone_tags = wards * tags;
        let of_wards = zone_tags + zones * tags;
        match stream {
            Stream::Cell { ward, tag } => usize::from(ward) * tags + usize::from(tag),
            Stream::ZoneTag { zone, tag } => zone_tags + usize::from(zone) * tags + usize::from(tag),
            Stream::Ward(ward) => of_wards + usize::from(ward),
            Stream::Tag(tag) => of_wards + wards + usize::from(tag),
            Stream::Everywhere => of_wards + wards + tags,
        }
    }
}

/// Requests that are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stream {
    /// One topic on one ward.
    Cell {
        ward: u16,
        tag: u16,
    },
    /// One topic in one zone.
    ZoneTag {
        zone: u16,
        tag: u16,
    },
    /// One ward.
    Ward(u16),
    /// One topic.
    Tag(u16),
    Everywhere,
}

impl Stream {
    pub const fn level(self) -> Level {
        match self {
            Self::Cell { .. } => Level::Cell,
            Self::ZoneTag { .. } => Level::ZoneTag,
            Self::Ward(_) => Level::Ward,
            Self::Tag(_) => Level::Tag,
            Self::Everywhere => Level::Everywhere,
        }
    }

    pub const fn ward(self) -> Option<u16> {
        match self {
            Self::Cell { ward, .. } | Self::Ward(ward) => Some(ward),
            Self::ZoneTag { .. } | Self::Tag(_) | Self::Everywhere => None,
        }
    }

    pub const fn tag(self) -> Option<u16> {
        match self {
            Self::Cell { tag, .. } | Self::ZoneTag { tag, .. } | Self::Tag(tag) => Some(tag),
            Self::Ward(_) | Self::Everywhere => None,
        }
    }

    /// Of a topic in a zone.
    pub const fn zone(self) -> Option<u16> {
        match self {
            Self::ZoneTag { zone, .. } => Some(zone),
            Self::Cell { .. } | Self::Ward(_) | Self::Tag(_) | Self::Everywhere => None,
        }
    }
}

/// A kind of stream; the deepest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Cell,
    ZoneTag,
    Ward,
    Tag,
    Everywhere,
}

impl Level {
    pub const ALL: [Self; 5] = [Self::Cell, Self::ZoneTag, Self::Ward, Self::Tag, Self::Everywhere];

    /// As in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cell => "cell",
            Self::ZoneTag => "zone_tag",
            Self::Ward => "ward",
            Self::Tag => "tag",
            Self::Everywhere => "everywhere",
        }
    }
}
