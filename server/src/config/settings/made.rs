//! What is costly to make of settings.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use outbound::NoTls;

use super::{SettingsInForce, Values};

type Needs<I> = Box<dyn Fn(&Values) -> Option<I> + Send + Sync>;
type Make<I, T> = Box<dyn Fn(I) -> Result<T, NoTls> + Send + Sync>;

/// Something that is costly to make of a part of the settings, and is made anew when that part is another.
pub struct Made<I, T> {
    settings: Arc<SettingsInForce>,
    needs: Needs<I>,
    make: Make<I, T>,
    /// With what it was made of last, or was to be.
    last: Mutex<(Option<I>, Option<Arc<T>>)>,
}

impl<I: Clone + PartialEq, T> Made<I, T> {
    /// # Errors
    /// [`NoTls`]
    pub fn new(
        settings: Arc<SettingsInForce>,
        needs: impl Fn(&Values) -> Option<I> + Send + Sync + 'static,
        make: impl Fn(I) -> Result<T, NoTls> + Send + Sync + 'static,
    ) -> Result<Self, NoTls> {
        let input = needs(&settings.held().values);
        let first = input.clone().map(&make).transpose()?.map(Arc::new);
        Ok(Self { settings, needs: Box::new(needs), make: Box::new(make), last: Mutex::new((input, first)) })
    }

    /// None where the settings have nothing to make it of. The old one stays if another cannot be made.
    pub fn now(&self) -> Option<Arc<T>> {
        let input = (self.needs)(&self.settings.held().values);
        let mut made = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if made.0 != input {
            made.0.clone_from(&input);
            match input.map(&self.make).transpose() {
                Ok(anew) => made.1 = anew.map(Arc::new),
                Err(error) => tracing::error!(%error, "what the settings ask for cannot be made"),
            }
        }
        made.1.clone()
    }
}

impl<I, T> fmt::Debug for Made<I, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Made")
    }
}
