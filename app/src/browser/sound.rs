//! A sound and a buzz for a new offer. Browsers keep a page silent until its user has touched it.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AudioContext, AudioContextState};

use super::log;

/// Two tones, in hertz, heard over a ward.
const TONES: [f32; 2] = [880.0, 1_175.0];

/// Seconds from one tone to the next.
const STEP: f64 = 0.22;

/// Milliseconds of buzz, pause, buzz.
const BUZZ: [u32; 3] = [250, 120, 250];

thread_local! {
    static AUDIO: RefCell<Option<AudioContext>> = const { RefCell::new(None) };
}

fn with_audio<R>(act: impl FnOnce(&AudioContext) -> Result<R, JsValue>) -> Option<R> {
    AUDIO.with_borrow_mut(|audio| {
        if audio.is_none() {
            *audio = AudioContext::new().ok();
        }
        audio.as_ref().and_then(|audio| act(audio).map_err(|error| log(&error)).ok())
    })
}

/// Sound and buzz, once.
pub(super) fn call_attention() {
    beep();
    if let Err(error) = buzz() {
        log(&error);
    }
}

/// Not in Firefox, in Safari, nor on any iPhone.
fn buzz() -> Result<(), JsValue> {
    let navigator = window().navigator();
    let vibrate = js_sys::Reflect::get(&navigator, &"vibrate".into())?;
    if let Some(vibrate) = vibrate.dyn_ref::<js_sys::Function>() {
        let pattern: js_sys::Array = BUZZ.into_iter().map(JsValue::from).collect();
        vibrate.call1(&navigator, &pattern)?;
    }
    Ok(())
}

fn beep() {
    with_audio(|audio| {
        let start = audio.current_time();
        let volume = audio.create_gain()?;
        volume.gain().set_value(0.3);
        volume.connect_with_audio_node(&audio.destination())?;
        for (tone, at) in TONES.into_iter().zip([start, start + STEP]) {
            let oscillator = audio.create_oscillator()?;
            oscillator.frequency().set_value(tone);
            oscillator.connect_with_audio_node(&volume)?;
            oscillator.start_with_when(at)?;
            oscillator.stop_with_when(at + STEP)?;
        }
        Ok(())
    });
}

/// Says whether the browser keeps this page silent, and unlocks it at the first touch.
pub(crate) fn watch_sound(muted: RwSignal<bool>) {
    let silent = with_audio(|audio| Ok(audio.state() != AudioContextState::Running));
    muted.set(silent.unwrap_or(false));
    // Not before the tap is over: what says that there is no sound goes then, and all below it moves from under the finger.
    window_event_listener(leptos::ev::click, move |_| unlock(muted));
}

/// Unlocks the sound and lets it be heard.
pub(crate) fn try_sound(muted: RwSignal<bool>) {
    unlock(muted);
    call_attention();
}

fn unlock(muted: RwSignal<bool>) {
    if muted.get_untracked() && with_audio(AudioContext::resume).is_some() {
        muted.set(false);
    }
}
