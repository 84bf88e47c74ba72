//! `huiyin backup` and `huiyin restore`: data, pictures and settings in one tar file; the keys never.

use crate::config::{Config, Settings};
use crate::init::{SETTINGS, make_empty};
use crate::say;
use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use store::Engine;
use store::backup::Counts;
use store::blobs::Blobs;
use tar::{Archive, Builder, EntryType};

/// Names inside the file.
const DATA: &str = "data.sqlite";
const BLOBS: &str = "blobs";
/// The list beside what is restored; it is in no backup.
const ERASURES: &str = "erasures.txt";

#[derive(Args)]
pub struct BackupArgs {
    /// The file to make: FILE.tar
    file: PathBuf,
    /// The settings
    #[arg(long, value_name = "FILE", default_value = "huiyin.toml")]
    config: PathBuf,
}

#[derive(Args)]
pub struct RestoreArgs {
    /// A file that `huiyin backup` made
    file: PathBuf,
    /// The folder; made where it is missing, refused where it is not empty
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
    /// The list of erasures (`data.erasures`), as it is today: what was erased since the backup was made is erased again
    #[arg(long, value_name = "FILE", required_unless_present = "no_erasures")]
    erasures: Option<PathBuf>,
    /// There is no list: what was erased since the backup was made comes back
    #[arg(long, conflicts_with = "erasures")]
    no_erasures: bool,
}

/// Makes a backup while the board runs or stands: the data of one moment, then the pictures, which are never changed
/// and were written before the rows that name them.
pub async fn run(args: BackupArgs) -> Result<()> {
    let settings = Settings::load(&args.config)?;
    let Engine::Sqlite(data) = &settings.data.engine else {
        bail!(
            "the data is on a PostgreSQL server: back it up with its own tools (pg_basebackup or pg_dump), and copy \
             {} beside it",
            settings.blobs.display()
        );
    };
    ensure!(
        !args.file.exists(),
        "{} is there already: choose another name, a backup replaces nothing",
        args.file.display()
    );
    let folder = args
        .file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let cannot = || format!("cannot write {}", args.file.display());
    // Beside the file: the same disk, and readable by nobody else.
    let beside = tempfile::tempdir_in(folder.unwrap_or(Path::new("."))).with_context(cannot)?;
    let copy = beside.path().join(DATA);
    store::backup::copy(data, &copy)
        .await
        .context("cannot copy the data")?;
    let counts = store::backup::check(&copy)
        .await
        .context("the copy of the data is not whole")?;
    let packed = tempfile::NamedTempFile::new_in(beside.path()).with_context(cannot)?;
    let pictures = pack(packed.as_file(), &settings, &copy).with_context(cannot)?;
    packed.as_file().sync_all().with_context(cannot)?;
    packed.persist_noclobber(&args.file).with_context(cannot)?;
    tell(&counts, pictures)?;
    say::note(format_args!(
        "The keys are not in it. Keep a copy of {} in another place: without it nobody can read the phone numbers, with \
         it and this backup everybody can. Keep one of the ledger's key too: without it the public log ends. And keep \
         {}, the list of what was erased, apart and up to date: `huiyin restore` asks for it.",
        settings.keys.display(),
        settings.erasures.display()
    ));
    Ok(())
}

fn pack(to: &File, settings: &Settings, data: &Path) -> Result<u64> {
    let mut tar = Builder::new(to);
    tar.append_path_with_name(&settings.file, SETTINGS)?;
    tar.append_path_with_name(data, DATA)?;
    let mut pictures = 0;
    if settings.blobs.is_dir() {
        for path in blobs_in(&settings.blobs)? {
            let within = path.strip_prefix(&settings.blobs)?;
            let mut file = match File::open(&path) {
                Ok(file) => file,
                // Its writer erased it since the data was copied.
                Err(why) if why.kind() == std::io::ErrorKind::NotFound => continue,
                Err(why) => return Err(why.into()),
            };
            tar.append_file(Path::new(BLOBS).join(within), &mut file)?;
            pictures += 1;
        }
    }
    tar.finish()?;
    Ok(pictures)
}

/// The files of the folder of pictures, two levels deep; half-written ones have longer names.
fn blobs_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for shelf in fs::read_dir(folder)? {
        let shelf = shelf?;
        if !shelf.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(shelf.path())? {
            let path = file?.path();
            if path.extension().is_none() {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Brings a backup back and looks whether all of it is there.
pub async fn restore(args: RestoreArgs) -> Result<()> {
    let (file, into) = (&args.file, &args.into);
    let opened = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    let erasures = args.erasures.as_deref().map(read_erasures).transpose()?;
    make_empty(into)?;
    let pictures = unpack(opened, into).with_context(|| {
        format!(
            "{} could not be restored; remove what is in {} before you try again",
            file.display(),
            into.display()
        )
    })?;
    let data = into.join(DATA);
    ensure!(
        data.exists(),
        "{} holds no data: it is no backup",
        file.display()
    );
    let counts = store::backup::check(&data)
        .await
        .context("the data came back damaged: use another backup")?;
    if let Some(list) = erasures {
        fs::write(into.join(ERASURES), list)
            .with_context(|| format!("cannot write into {}", into.display()))?;
    }
    // Whoever witnesses the log is asked first what was signed since the backup was made.
    store::backup::mark_restored(&data)
        .await
        .context("the data cannot be written to")?;
    tell(&counts, pictures)?;
    note_paths(into)?;
    let into = into.display();
    say::note(if args.no_erasures {
        "There was no list of erasures: what writers had erased since the backup was made is back. Look for another copy \
         of the list before the board is served."
    } else {
        "What writers had erased since the backup was made is erased again as soon as the board is opened with its keys."
    });
    say::note(format_args!(
        "Put the copies of the keys that were kept apart at {into}/keys.txt and {into}/ledger.key (mode 0600), then:\n  \
         huiyin doctor --config {into}/{SETTINGS}"
    ));
    Ok(())
}

/// Reads the list of erasures. One that is not there is a mistake in its name.
fn read_erasures(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read the list of erasures {}", path.display()))
}

/// Unpacks what a backup may hold and nothing else, and compares each picture with its name, its SHA-256.
fn unpack(file: File, into: &Path) -> Result<u64> {
    let blobs = Blobs::open(into.join(BLOBS))?;
    let mut pictures = 0;
    for entry in Archive::new(file).entries()? {
        let mut entry = entry.context("it is no backup, or damaged")?;
        let path = entry.path()?.into_owned();
        ensure!(
            entry.header().entry_type() == EntryType::Regular,
            "{} is no file: this is no backup",
            path.display()
        );
        if path == Path::new(SETTINGS) || path == Path::new(DATA) {
            entry.set_mask(0o177); // for its owner alone
            entry.set_preserve_mtime(false);
            entry.unpack(into.join(&path))?;
            continue;
        }
        ensure!(
            path.starts_with(BLOBS),
            "{} does not belong into a backup",
            path.display()
        );
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        let name = blobs.put(&bytes)?;
        ensure!(
            path.file_name().is_some_and(|told| told == name.as_str()),
            "the picture {} is damaged",
            path.display()
        );
        pictures += 1;
    }
    Ok(pictures)
}

/// The settings come back as they were: paths that lead elsewhere are named.
fn note_paths(into: &Path) -> Result<()> {
    let path = into.join(SETTINGS);
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let config: Config =
        toml::from_str(&text).with_context(|| format!("{} has a mistake", path.display()))?;
    for (key, told, here) in [
        ("data.path", &config.data.path, DATA),
        ("data.blobs", &config.data.blobs, BLOBS),
        ("data.erasures", &config.data.erasures, ERASURES),
    ] {
        if told != Path::new(here) {
            say::note(format_args!(
                "{}: {key} is {}; the restored one is {here}, beside it. Change the one or move the other.",
                path.display(),
                told.display()
            ));
        }
    }
    Ok(())
}

fn tell(counts: &Counts, pictures: u64) -> Result<()> {
    say::line(format_args!(
        "messages={} events={} people={} pictures={pictures}",
        counts.messages, counts.events, counts.people
    ))
}
