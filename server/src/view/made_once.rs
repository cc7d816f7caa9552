//! What is made once for all who ask for it at the same time: a hundred screens ask after each change. Between two there is a rest that
//! is longer the longer one takes, so that screens never take the time that requests need.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use tokio::{
    sync::Mutex,
    time::{Instant, sleep_until},
};

/// So many times as long as it took to make one …
const REST: u32 = 3;
/// … and no longer than this: a database that was away for seconds must not keep screens from coming back.
const LONGEST_REST: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(crate) struct MadeOnce<T> {
    /// Counts those that were begun.
    begun: AtomicU64,
    last: Mutex<Option<Made<T>>>,
}

#[derive(Debug)]
struct Made<T> {
    /// Its place among those that were begun.
    number: u64,
    it: T,
    /// No other is begun before.
    rest_until: Instant,
}

impl<T> Default for MadeOnce<T> {
    fn default() -> Self {
        Self { begun: AtomicU64::default(), last: Mutex::default() }
    }
}

impl<T> MadeOnce<T> {
    /// Reads one that was begun after this was called, so that it shows all that the caller has heard of. `new`: how it is made, if
    /// nobody else has.
    pub(crate) async fn read<R>(&self, new: impl Future<Output = T>, read: impl FnOnce(&mut T) -> R) -> R {
        let begun_before = self.begun.load(Ordering::SeqCst);
        let mut last = self.last.lock().await;
        let made = match last.as_mut() {
            Some(made) if made.number > begun_before => made,
            _ => {
                if let Some(made) = last.as_ref() {
                    sleep_until(made.rest_until).await;
                }
                let (number, began) = (self.begun.fetch_add(1, Ordering::SeqCst) + 1, Instant::now());
                let it = new.await;
                let rest_until = Instant::now() + rest_after(began.elapsed());
                last.insert(Made { number, it, rest_until })
            }
        };
        read(&mut made.it)
    }
}

fn rest_after(took: Duration) -> Duration {
    (REST * took).min(LONGEST_REST)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn screens_rest_for_as_long_as_they_cost_but_come_back_soon_after_the_database_was_away() {
        assert_eq!(rest_after(Duration::from_millis(20)), Duration::from_millis(60));
        assert_eq!(rest_after(Duration::from_secs(5)), Duration::from_secs(1));
    }

    #[tokio::test]
    async fn whoever_asks_at_the_same_time_reads_the_same_one_and_whoever_asks_later_a_new_one() {
        let (once, count) = (Arc::new(MadeOnce::default()), Arc::new(AtomicU64::default()));
        let read = || {
            let (once, count) = (Arc::clone(&once), Arc::clone(&count));
            async move {
                let new = async {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    count.fetch_add(1, Ordering::SeqCst) + 1
                };
                once.read(new, |number| *number).await
            }
        };
        let together: Vec<_> = (0..50).map(|_| tokio::spawn(read())).collect();
        for one in together {
            assert!(one.await.unwrap() <= 2, "one was begun before some of them asked");
        }
        let before = count.load(Ordering::SeqCst);
        assert_eq!(read().await, before + 1);
    }
}
