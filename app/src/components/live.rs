//! What stands above the part of a page that changes by itself.

use leptos::prelude::*;
use texts::texts;

/// Where a page about something else says that its reader is being asked to help, with a sound.
pub fn asked_meanwhile() -> AnyView {
    view! {
        <div data-asked="">
            <p class="app-warning" role="alert" hidden></p>
        </div>
    }
    .into_any()
}

/// Says whether the page's `#live` part is up to date. The page's script follows the stream and fetches what has changed:
/// `page` is where the page comes from, as the address bar may show that of a form, and `part` where at least the part does.
/// Until it runs, `as_at` is said: `As at 10:42:07.` `stream`: tells of changes.
pub fn live_head(stream: &str, page: &str, part: &str, as_at: String, can_pause: bool) -> AnyView {
    // A browser that translates the page leaves alone what a script has to change.
    view! {
        <div class="app-live__head" data-follow=stream.to_owned() data-page=page.to_owned() data-part=part.to_owned()>
            <p class="app-live__state" role="status" id="state" translate="no">{as_at}</p>
            {can_pause.then(|| {
                view! {
                    <button type="button" class="app-small" id="pause" aria-pressed="false" hidden>{texts().shared_pause()}</button>
                }
            })}
        </div>
    }
    .into_any()
}
