//! The settings: one TOML file in which every key is explained. Nothing else is read: no environment variable but the
//! one by which systemd hands over credentials.

mod limits;
pub mod oidc;
mod security;
pub mod sms;

use limits::Limits;
use oidc::{Oidc, OidcConfig};
pub use security::Lines;
use security::Security;

use crate::fetch::{Http, Reach};
use crate::key_file::KeyFiles;
use crate::serve::Bounds;
use crate::serve::witnesses::Witness;
use anyhow::{Context, Result, bail, ensure};
use app::Board;
use domain::calendar::{Calendar, DayKind};
use domain::deadline::{Rules, Terms};
use domain::form::FormLimits;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use ledger::keys::{Algorithm, VerifierKey};
use serde::{Deserialize, Deserializer};
use sms::{Gateway, Sms};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use store::Engine;
use web::{Network, Proof, Rates};

/// The commented default, as `huiyin config default` prints it.
pub const DEFAULT: &str = include_str!("default.toml");

/// The file as it is written; keys that are left out have their defaults.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    pub board: BoardConfig,
    pub listen: Listen,
    pub data: Data,
    pub time: Time,
    pub terms: Terms,
    pub form: FormLimits,
    pub limits: Limits,
    pub sms: Sms,
    pub oidc: OidcConfig,
    pub keys: Keys,
    pub ledger: Ledger,
    pub security: Security,
    pub outbound: Outbound,
    pub log: Log,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BoardConfig {
    pub name: String,
    pub operator: String,
    pub licence: String,
    pub url: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Listen {
    pub address: SocketAddr,
    #[serde(deserialize_with = "optional_address")]
    pub metrics: Option<SocketAddr>,
    pub trusted_proxies: Vec<String>,
    pub connections: usize,
    pub connections_per_address: usize,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Data {
    pub engine: EngineName,
    pub path: PathBuf,
    pub url: String,
    pub connections: u32,
    pub blobs: PathBuf,
    pub search: PathBuf,
    pub keys: PathBuf,
    pub erasures: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EngineName {
    Sqlite,
    Postgres,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Time {
    pub zone: String,
    pub calendars: Vec<PathBuf>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Keys {
    pub identity: PathBuf,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ledger {
    pub key: PathBuf,
    pub witness: Vec<WitnessConfig>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Outbound {
    pub private: Vec<String>,
    pub authorities: PathBuf,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WitnessConfig {
    pub url: String,
    pub vkey: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    pub format: LogFormat,
    pub filter: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    Text,
    Json,
}

impl Default for BoardConfig {
    fn default() -> Self {
        Self {
            name: "领导留言板".into(),
            operator: String::new(),
            licence: String::new(),
            url: String::new(),
        }
    }
}

impl Default for Listen {
    fn default() -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 8080)),
            metrics: Some(SocketAddr::from(([127, 0, 0, 1], 8089))),
            trusted_proxies: Vec::new(),
            connections: 4096,
            connections_per_address: 256,
        }
    }
}

impl Default for Data {
    fn default() -> Self {
        Self {
            engine: EngineName::Sqlite,
            path: "data.sqlite".into(),
            url: String::new(),
            connections: 8,
            blobs: "blobs".into(),
            search: "search".into(),
            keys: "keys.txt".into(),
            erasures: "erasures.txt".into(),
        }
    }
}

impl Default for Time {
    fn default() -> Self {
        Self {
            zone: "+08:00".into(),
            calendars: Vec::new(),
        }
    }
}

impl Default for Ledger {
    fn default() -> Self {
        Self {
            key: "ledger.key".into(),
            witness: Vec::new(),
        }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self {
            format: LogFormat::Text,
            filter: "info".into(),
        }
    }
}

fn optional_address<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SocketAddr>, D::Error> {
    let text = String::deserialize(from)?;
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(serde::de::Error::custom)
}

/// The settings, checked: every path is absolute or relative to the working folder, every file was read.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The file that they come from.
    pub file: PathBuf,
    /// The operator's words.
    pub board: Board,
    /// Where pages are served.
    pub listen: SocketAddr,
    /// Where metrics are served.
    pub metrics: Option<SocketAddr>,
    /// Whose forwarding headers are believed.
    pub trusted_proxies: Vec<Network>,
    /// How many connections there may be.
    pub bounds: Bounds,
    /// Which database, and where.
    pub data: store::Options,
    /// The folder of pictures.
    pub blobs: PathBuf,
    /// The folder of the search index.
    pub search: PathBuf,
    /// The key file.
    pub keys: PathBuf,
    /// What opens key files that are encrypted.
    pub key_files: KeyFiles,
    /// The list of what was erased.
    pub erasures: PathBuf,
    /// The key file of the public log; none: another process signs.
    pub ledger_key: Option<PathBuf>,
    /// Who is asked to cosign it.
    pub witnesses: Vec<Witness>,
    /// Which servers may be asked.
    pub reach: Reach,
    /// Further certificate authorities for https to them.
    pub authorities: Option<PathBuf>,
    /// Calendar and terms.
    pub rules: Rules,
    /// The form's numbers.
    pub limits: FormLimits,
    /// Where the security log goes beside its table.
    pub security_lines: Lines,
    /// How often one address and one account may ask.
    pub rates: Rates,
    /// When a proof of work is asked for.
    pub proof: Proof,
    /// Where text messages go.
    pub sms: Gateway,
    /// Where staff sign in elsewhere, if anywhere.
    pub oidc: Option<Oidc>,
    /// How to log.
    pub log: Log,
}

impl Settings {
    /// Reads and checks a file of settings.
    pub fn load(file: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(file).with_context(|| {
            format!(
                "cannot read {}. `huiyin init DIR` makes one; name it with --config FILE",
                file.display()
            )
        })?;
        let config: Config =
            toml::from_str(&text).with_context(|| format!("{} has a mistake", file.display()))?;
        Self::check(config, file).with_context(|| format!("{} has a mistake", file.display()))
    }

    /// What asks other servers, within the bounds that the operator set.
    pub fn http(&self) -> Result<Http> {
        Http::new(self.reach.clone(), self.authorities.as_deref())
    }

    fn check(config: Config, file: &Path) -> Result<Self> {
        let folder = file.parent().unwrap_or(Path::new(""));
        let zone = parse_zone(&config.time.zone)?;
        let trusted_proxies =
            parse_networks("listen.trusted_proxies", &config.listen.trusted_proxies)?;
        let url = check_url(&config, !trusted_proxies.is_empty())?;
        let filter = &config.log.filter;
        tracing_subscriber::EnvFilter::try_new(filter)
            .with_context(|| format!("log.filter {filter:?} is no filter; try \"info\""))?;
        let engine = match config.data.engine {
            EngineName::Sqlite => Engine::Sqlite(folder.join(&config.data.path)),
            EngineName::Postgres if config.data.url.is_empty() => bail!(
                "data.engine is \"postgres\", so data.url must name the server: postgres://user:password@host/name"
            ),
            EngineName::Postgres => Engine::Postgres(config.data.url),
        };
        Ok(Self {
            file: file.to_owned(),
            board: Board {
                name: config.board.name,
                url,
                operator: config.board.operator,
                licence: config.board.licence,
                messages_a_day: config.limits.messages_a_day,
                security_days: config.security.checked_days()?,
                texts_a_day: config.sms.texts_a_day,
            },
            listen: config.listen.address,
            metrics: config.listen.metrics,
            bounds: bounds(&config.listen, &trusted_proxies)?,
            trusted_proxies,
            data: store::Options {
                engine,
                connections: config.data.connections,
                zone: zone.clone(),
            },
            blobs: folder.join(&config.data.blobs),
            search: folder.join(&config.data.search),
            keys: folder.join(&config.data.keys),
            key_files: KeyFiles::opened_by(
                (!config.keys.identity.as_os_str().is_empty())
                    .then(|| folder.join(&config.keys.identity)),
            ),
            erasures: folder.join(&config.data.erasures),
            ledger_key: (!config.ledger.key.as_os_str().is_empty())
                .then(|| folder.join(&config.ledger.key)),
            witnesses: parse_witnesses(&config.ledger.witness)?,
            reach: Reach::public_and(&parse_networks(
                "outbound.private",
                &config.outbound.private,
            )?),
            authorities: (!config.outbound.authorities.as_os_str().is_empty())
                .then(|| folder.join(&config.outbound.authorities)),
            rules: Rules {
                calendar: calendar(folder, &config.time.calendars, zone)?,
                terms: check_terms(config.terms)?,
            },
            limits: config.form,
            security_lines: config.security.lines(folder),
            rates: config.limits.rates(),
            proof: config.limits.proof_of_work,
            sms: Gateway::check(&config.sms, folder)?,
            oidc: config.oidc.check(folder)?,
            log: config.log,
        })
    }
}

/// What comes from this machine is a proxy or its operator: its connections are not counted by address.
fn bounds(listen: &Listen, proxies: &[Network]) -> Result<Bounds> {
    let here = parse_networks("listen", &["127.0.0.0/8".to_owned(), "::1".to_owned()])?;
    ensure!(
        listen.connections > 0,
        "listen.connections is how many there may be at once: 1 or more"
    );
    Ok(Bounds {
        per_address: listen.connections_per_address,
        spared: here.iter().chain(proxies).copied().collect(),
        ..Bounds::of(listen.connections)
    })
}

/// The public address. Plain HTTP that others can reach is refused: it would carry codes and sessions in the open.
fn check_url(config: &Config, has_proxies: bool) -> Result<String> {
    let url = config.board.url.trim_end_matches('/');
    let address = config.listen.address;
    let is_secure = url.starts_with("https://");
    ensure!(
        url.is_empty() || is_secure || url.starts_with("http://"),
        "board.url {url:?} must begin with https:// (or http:// on one's own machine)"
    );
    ensure!(
        address.ip().is_loopback() || is_secure || has_proxies,
        "listen.address {address} would carry codes and sessions over the network in plain HTTP. Either listen on \
         127.0.0.1 and let a proxy encrypt in front of it, or say so: set board.url to the https:// address that \
         people use, or listen.trusted_proxies to the proxy that encrypts"
    );
    Ok(if url.is_empty() {
        format!("http://{address}")
    } else {
        url.to_owned()
    })
}

fn check_terms(terms: Terms) -> Result<Terms> {
    ensure!(
        terms.remind_percent <= 100,
        "terms.remind_percent is a share in percent: 0 to 100"
    );
    Ok(terms)
}

fn parse_networks(key: &str, written: &[String]) -> Result<Vec<Network>> {
    let parse = |text: &String| {
        Network::from_str(text).map_err(|why| {
            anyhow::anyhow!(
                "{key}: {text:?} is no address or network such as 127.0.0.1 or 10.0.0.0/8: {why}"
            )
        })
    };
    written.iter().map(parse).collect()
}

fn parse_witnesses(written: &[WitnessConfig]) -> Result<Vec<Witness>> {
    let parse = |witness: &WitnessConfig| {
        let WitnessConfig { url, vkey } = witness;
        ensure!(
            url.starts_with("https://") || url.starts_with("http://"),
            "ledger.witness: {url:?} is no address"
        );
        let key: VerifierKey = vkey
            .parse()
            .with_context(|| format!("ledger.witness: {vkey:?} is no public key"))?;
        ensure!(
            key.algorithm() == Algorithm::Cosignature,
            "ledger.witness: {vkey:?} is the key of a ledger, not of a witness"
        );
        Ok(Witness {
            url: url.trim_end_matches('/').to_owned(),
            key,
        })
    };
    written.iter().map(parse).collect()
}

/// `+08:00`, `-03:30`, or a name that the machine's time zone database knows.
fn parse_zone(text: &str) -> Result<TimeZone> {
    if let Some(offset) = parse_offset(text) {
        return Ok(TimeZone::fixed(offset));
    }
    TimeZone::get(text).with_context(|| {
        format!("time.zone {text:?} is neither an offset such as \"+08:00\" nor a name that this machine knows")
    })
}

fn parse_offset(text: &str) -> Option<jiff::tz::Offset> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = digits.split_once(':')?;
    let two_digits = |part: &str| {
        let is_right = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        is_right.then(|| part.parse::<i32>().ok()).flatten()
    };
    let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
    if minutes > 59 {
        return None;
    }
    jiff::tz::Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

fn calendar(folder: &Path, files: &[PathBuf], zone: TimeZone) -> Result<Calendar> {
    let mut calendar = Calendar::mainland().in_zone(zone);
    for file in files {
        let path = folder.join(file);
        calendar = calendar.with_overrides(read_days(&path)?);
    }
    Ok(calendar)
}

fn read_days(path: &Path) -> Result<Vec<(Date, DayKind)>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("time.calendars: cannot read {}", path.display()))?;
    let is_ics = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("ics"));
    let days = if is_ics {
        Calendar::parse_ics(&text)
    } else {
        Calendar::parse_csv(&text)
    };
    days.with_context(|| format!("time.calendars: {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<Settings> {
        Settings::check(toml::from_str(text)?, Path::new("/etc/huiyin/huiyin.toml"))
    }

    fn mistake(text: &str) -> String {
        format!("{:#}", check(text).unwrap_err())
    }

    #[test]
    fn the_printed_default_is_the_default() {
        assert_eq!(
            toml::from_str::<Config>(DEFAULT).unwrap(),
            Config::default()
        );
    }

    #[test]
    fn every_key_stands_in_the_printed_default_with_a_word_about_it() {
        let mut explained = false;
        for line in DEFAULT.lines() {
            if line.starts_with('#') {
                explained = true;
            }
            if line.starts_with('[') {
                explained = false;
            }
            if let Some((key, _)) = line.split_once(" = ").filter(|_key| !line.starts_with('#')) {
                let says_itself = ["title", "body", "place", "pen_name", "picture_bytes"];
                assert!(explained || says_itself.contains(&key), "{key}");
            }
        }
    }

    #[test]
    fn unknown_keys_are_named() {
        let error = toml::from_str::<Config>("[listen]\nadress = \"127.0.0.1:1\"").unwrap_err();
        assert!(error.to_string().contains("unknown field `adress`"));
        assert!(
            toml::from_str::<Config>("[lsiten]")
                .unwrap_err()
                .to_string()
                .contains("`lsiten`")
        );
        assert!(
            toml::from_str::<Config>("[terms]\nscreening = 2")
                .unwrap_err()
                .to_string()
                .contains("`screening`")
        );
    }

    #[test]
    fn paths_are_beside_the_file() {
        let settings = check("").unwrap();
        assert_eq!(settings.keys, Path::new("/etc/huiyin/keys.txt"));
        assert_eq!(
            settings.data.engine,
            Engine::Sqlite("/etc/huiyin/data.sqlite".into())
        );
        assert_eq!(settings.board.url, "http://127.0.0.1:8080");
        let settings = check("[data]\npath = \"/var/lib/huiyin/data.sqlite\"").unwrap();
        assert_eq!(
            settings.data.engine,
            Engine::Sqlite("/var/lib/huiyin/data.sqlite".into())
        );
    }

    #[test]
    fn plain_http_for_others_is_refused_with_advice() {
        let open = "[listen]\naddress = \"0.0.0.0:80\"\n";
        assert!(mistake(open).contains("board.url"));
        assert!(
            mistake(&format!("{open}[board]\nurl = \"http://a.example\"")).contains("plain HTTP")
        );
        check(&format!("{open}[board]\nurl = \"https://a.example/\"")).unwrap();
        check(&format!("{open}trusted_proxies = [\"10.0.0.0/8\"]")).unwrap();
        check("[listen]\naddress = \"[::1]:80\"").unwrap();
    }

    #[test]
    fn mistakes_say_which_key() {
        assert!(mistake("[time]\nzone = \"Beijing\"").contains("time.zone"));
        assert!(mistake("[time]\nzone = \"+8\"").contains("time.zone"));
        assert!(mistake("[data]\nengine = \"postgres\"").contains("data.url"));
        assert!(mistake("[data]\nengine = \"oracle\"").contains("oracle"));
        assert!(mistake("[listen]\ntrusted_proxies = [\"proxy\"]").contains("trusted_proxies"));
        assert!(mistake("[outbound]\nprivate = [\"intranet\"]").contains("outbound.private"));
        assert!(mistake("[log]\nfilter = \"a=b=c\"").contains("log.filter"));
        assert!(mistake("[time]\ncalendars = [\"no.csv\"]").contains("no.csv"));
        assert!(mistake("[board]\nurl = \"a.example\"").contains("board.url"));
        let witness = |url: &str, vkey: &str| {
            format!("[ledger]\nwitness = [{{ url = \"{url}\", vkey = \"{vkey}\" }}]")
        };
        assert!(mistake(&witness("w.example", "")).contains("is no address"));
        assert!(mistake(&witness("https://w.example", "w+1+A")).contains("no public key"));
    }

    #[test]
    fn an_offset_has_one_spelling() {
        assert_eq!(parse_offset("+08:00").unwrap().seconds(), 8 * 3600);
        assert_eq!(
            parse_offset("-03:30").unwrap().seconds(),
            -(3 * 3600 + 1800)
        );
        for wrong in ["08:00", "+8:00", "+08:60", "+30:00", "+08", "＋08:00", ""] {
            assert_eq!(parse_offset(wrong), None, "{wrong}");
        }
    }
}
