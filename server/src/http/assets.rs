//! Files for the browser, embedded in the program and compressed when it was built.
//!
//! All assets of a build live under one path that names the build, so they can be kept for ever and a page never mixes
//! two builds. Those of the last builds are kept in the database, so that a program also answers for pages of another.

use std::{
    borrow::Cow,
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    Router,
    body::Body,
    extract::{FromRef, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::Timestamp;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use store::Store;
use tower_http::{CompressionLevel, compression::CompressionLayer};

use super::{Problem, extract::Path, headers};
use crate::{core::Core, trust::Trust};

#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Files;

/// The assets of this build.
pub struct Assets {
    base: String,
    /// Those of other builds that pages have asked for.
    others: Mutex<HashMap<String, Arc<Build>>>,
}

/// The files of a build, by path.
type Build = HashMap<String, Vec<u8>>;

/// How many builds are kept in the database: a page may be older than the last upgrade.
const KEPT: u32 = 3;

impl fmt::Debug for Assets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Assets").field("base", &self.base).finish_non_exhaustive()
    }
}

/// Without these no page looks or works as it should.
const NEEDED: [&str; 15] = [
    "pkg/elbow.css",
    "pkg/elbow.js",
    "pkg/follow.js",
    "pkg/guard.js",
    "pkg/handset.js",
    "pkg/jobs.js",
    "pkg/leaving.js",
    "pkg/paper.css",
    "pkg/paper.js",
    "pkg/patient_data.js",
    "pkg/patient_data_bg.wasm",
    "pkg/problems.js",
    "pkg/staff.css",
    "pkg/wall.css",
    "pkg/wall.js",
];

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const FOR_A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");
const ASK_EACH_TIME: HeaderValue = HeaderValue::from_static("no-cache");

impl Assets {
    /// Reads what was embedded.
    ///
    /// # Errors
    /// A sentence if the build is not complete.
    pub fn load() -> Result<Self, String> {
        let missing: Vec<&str> = NEEDED.into_iter().filter(|path| Files::get(path).is_none()).collect();
        if !missing.is_empty() {
            return Err(format!(
                "this program was built without {}: run script/build first",
                missing.join(", ")
            ));
        }
        let mut paths: Vec<Cow<'static, str>> = Files::iter().collect();
        paths.sort_unstable();
        let files = paths.iter().filter_map(|path| Files::get(path));
        let build = name_of(files.map(|file| file.metadata.sha256_hash()));
        Ok(Self { base: paths::build(&build), others: Mutex::default() })
    }

    /// For tests of the server, which look at no asset.
    pub fn none() -> Self {
        Self { base: paths::build("none"), others: Mutex::default() }
    }

    fn build(&self) -> &str {
        self.base.rsplit('/').next().unwrap_or_default()
    }

    /// Puts this build's files where programs of other builds find them, before a page can ask for them.
    pub(crate) async fn share(&self, store: &dyn Store, now: Timestamp) -> store::Result<()> {
        if self.build() == "none" {
            return Ok(());
        }
        let file = |path: Cow<'static, str>| Some((path.to_string(), Files::get(&path)?.data.into_owned()));
        let is_there = store.read().await?.has_build(self.build()).await?;
        let files = if is_there { Vec::new() } else { Files::iter().filter_map(file).collect() };
        let mut tx = store.write().await?;
        tx.keep_build(self.build(), &files, now, KEPT).await?;
        tx.commit().await
    }

    /// The files of another build. They are what its name says, whoever wrote them.
    async fn other(&self, store: &dyn Store, build: &str) -> store::Result<Option<Arc<Build>>> {
        if let Some(known) = self.others().get(build) {
            return Ok(Some(Arc::clone(known)));
        }
        let files = store.read().await?.list_build_files(build).await?;
        if name_of(files.iter().map(|(_, body)| Sha256::digest(body))) != build {
            return Ok(None);
        }
        let files = Arc::new(files.into_iter().collect::<Build>());
        let mut others = self.others();
        if others.len() >= KEPT as usize {
            others.clear();
        }
        others.insert(build.to_owned(), Arc::clone(&files));
        Ok(Some(files))
    }

    fn others(&self) -> MutexGuard<'_, HashMap<String, Arc<Build>>> {
        self.others.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where this build's assets are, without a slash at the end.
    pub fn base(&self) -> &str {
        &self.base
    }
}

/// Of the files' hashes, in the order of their paths.
fn name_of(hashes: impl Iterator<Item = impl AsRef<[u8]>>) -> String {
    let mut hash = Sha256::new();
    hashes.for_each(|file| hash.update(file));
    BASE64_URL_SAFE_NO_PAD.encode(&hash.finalize()[..6])
}

pub(crate) fn routes<S>() -> Router<S>
where
    Arc<Assets>: FromRef<S>,
    Arc<Trust>: FromRef<S>,
    Core: FromRef<S>,
    S: Clone + Send + Sync + 'static,
{
    Router::new()
        .route(paths::BUILD_FILE, get(hashed))
        .route(paths::ICON, get(icon))
        .route(paths::FAVICON, get(async |headers: HeaderMap| serve("favicon.svg", &headers, FOR_A_DAY)))
        .route(
            paths::MANIFEST,
            get(async |headers: HeaderMap| serve("manifest.webmanifest", &headers, FOR_A_DAY)),
        )
        .route(
            paths::SERVICE_WORKER,
            get(service_worker).layer(CompressionLayer::new().quality(CompressionLevel::Best)),
        )
}

async fn hashed(
    State(core): State<Core>,
    State(assets): State<Arc<Assets>>,
    Path((build, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let path = format!("pkg/{file}");
    let found = if assets.build() == build {
        serve(&path, &headers, FOR_EVER)?
    } else {
        // A page of a program of another version, or one from before the last upgrade.
        let files = assets.other(core.store.as_ref(), &build).await?.ok_or(Problem::NotFound)?;
        answer(&path, &headers, FOR_EVER, |path| files.get(path).cloned())?
    };
    Ok(unless_known(found, &format!("\"{build}\""), &headers))
}

/// Whoever has the file from us has it as it is: its address says which one it is, and so does its tag. A browser asks so before
/// it starts a service worker with a script that its page has loaded. What somebody on the way put in its place has another tag,
/// or none.
fn unless_known(found: Response, tag: &str, asked: &HeaderMap) -> Response {
    let (mut head, mut body) = found.into_parts();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        head.headers.insert(header::ETAG, tag);
    }
    if is_known(asked, tag) {
        head.status = StatusCode::NOT_MODIFIED;
        head.headers.remove(header::CONTENT_TYPE);
        head.headers.remove(header::CONTENT_ENCODING);
        body = Body::empty();
    }
    Response::from_parts(head, body)
}

/// Whether the browser has what this tag says. A proxy that compresses makes tags weak.
fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let lists = asked.get_all(header::IF_NONE_MATCH).into_iter().filter_map(|list| list.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|known| bare(known) == bare(tag))
}

async fn icon(Path(file): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    serve(&format!("icons/{file}"), &headers, FOR_A_DAY)
}

/// The service worker, and the offline page in it, name the build and the telephone number they were served with. The page is shown
/// under a policy like that of any page; its nonce is the worker's to draw. A browser asks for it with every page, and gets it once.
async fn service_worker(
    State(trust): State<Arc<Trust>>,
    State(assets): State<Arc<Assets>>,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    let path = if trust.service_worker { "sw.js" } else { "sw-off.js" };
    let file = Files::get(path).ok_or(Problem::NotFound)?;
    let said = &trust.now().values;
    let mut text = String::from_utf8_lossy(&file.data)
        .replace("__BUILD__", &assets.base)
        .replace("__POLICY__", &headers::page_policy("__NONCE__"))
        .replace("__DESK_PHONE__", &escape(&said.desk_phone))
        .replace("__TRUST__", &escape(&said.trust_name));
    // Another number is another worker, by which pages that are open load themselves anew.
    text.push_str("\n// ");
    text.push_str(&escape(&said.emergency_phone));
    text.push('\n');
    let version = format!("W/\"{}\"", name_of([Sha256::digest(&text)].iter()));
    let is_known = is_known(&asked, &version);
    let kept =
        [(header::CACHE_CONTROL, ASK_EACH_TIME), (header::CONTENT_SECURITY_POLICY, headers::WORKER_POLICY)];
    let version = [(header::ETAG, version)];
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, kept, version).into_response());
    }
    let kind = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
    Ok((kept, version, kind, text).into_response())
}

/// For HTML text and for a string in a script alike.
fn escape(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .flat_map(|c| match c {
            '&' => "&amp;".chars().collect::<Vec<_>>(),
            '<' => "&lt;".chars().collect(),
            '>' => "&gt;".chars().collect(),
            '"' => "&quot;".chars().collect(),
            '\'' => "&#39;".chars().collect(),
            '\\' => "&#92;".chars().collect(),
            '`' => "&#96;".chars().collect(),
            '$' => "&#36;".chars().collect(),
            other => vec![other],
        })
        .collect()
}

fn serve(path: &str, headers: &HeaderMap, keep: HeaderValue) -> Result<Response, Problem> {
    answer(path, headers, keep, |path| Files::get(path).map(|file| file.data.into_owned()))
}

fn answer(
    path: &str,
    headers: &HeaderMap,
    keep: HeaderValue,
    find: impl Fn(&str) -> Option<Vec<u8>>,
) -> Result<Response, Problem> {
    let accepted =
        headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let encodings = [("br", ".br"), ("gzip", ".gz")];
    let compressed = encodings
        .into_iter()
        .filter(|(name, _)| accepted.contains(name))
        .find_map(|(name, ending)| find(&format!("{path}{ending}")).map(|file| (file, Some(name))));
    let (file, encoding) = match compressed {
        Some(found) => found,
        None => (find(path).ok_or(Problem::NotFound)?, None),
    };
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let mut response = (StatusCode::OK, file).into_response();
    let out = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(kind.as_ref()) {
        out.insert(header::CONTENT_TYPE, kind);
    }
    if let Some(encoding) = encoding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    out.insert(header::CACHE_CONTROL, keep);
    Ok(response)
}
