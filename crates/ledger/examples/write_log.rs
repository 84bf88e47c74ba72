//! Writes a log of a given size into a folder, for verifiers that are not ours:
//! `cargo run -p ledger --example write_log -- FOLDER SIZE`.
//!
//! The folder then holds what a server serves (`checkpoint`, `tile/…`) and besides `log.vkey`,
//! `witness.vkey`, `policy`, `last.tlog-proof` (the last entry) and `add-checkpoint` (what a witness
//! that saw half of the log would be sent). The keys are made from fixed seeds: never trust them.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use ledger::checkpoints::{Checkpoint, SignedCheckpoint};
use ledger::commitments::{Commitment, Salt};
use ledger::cosignatures::cosign;
use ledger::entries::{Entry, Link};
use ledger::facts::{Code, Fact, Name, NotAFact};
use ledger::keys::{Algorithm, SignerKey};
use ledger::kinds::Kind;
use ledger::proofs::Proof;
use ledger::tiles::{Bundle, Edge, Tile, TileHashes};
use ledger::tree::{Frontier, Plan, leaf_hash};
use ledger::witness::AddCheckpoint;

const BODY: Name = Name::literal("body");

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(size)) = (arguments.next(), arguments.next()) else {
        return Err("usage: write_log FOLDER SIZE".into());
    };
    let (folder, size) = (PathBuf::from(folder), size.parse()?);
    let log = SignerKey::from_seed("city.example/ledger".parse()?, Algorithm::Note, &[1; 32]);
    let witness_name = "university.example/witness".parse()?;
    let witness = SignerKey::from_seed(witness_name, Algorithm::Cosignature, &[2; 32]);
    let entries = (0..size).map(entry).collect::<Result<Vec<_>, _>>()?;

    let tiles = write_tiles(&folder, &entries)?;
    let read = |size| {
        let tiles = &tiles;
        move |node| {
            let tile = Tile::holding(node, size).and_then(|tile| tiles.get(&tile));
            tile.and_then(|tile| tile.node(node))
                .ok_or("a node without a tile")
        }
    };

    let sign = |size: u64| -> Result<SignedCheckpoint, Box<dyn Error>> {
        let frontier: Frontier = entries
            .iter()
            .zip(0..size)
            .map(|(entry, _)| leaf_hash(entry))
            .collect();
        let origin = log.verifier().name().clone();
        Ok(Checkpoint {
            origin,
            size,
            root: frontier.root(),
        }
        .sign(&log)?)
    };
    let mut checkpoint = sign(size)?;
    let old_size = size / 2;
    let path = Plan::consistency(old_size, size)?.resolve(read(size))?;
    let request = AddCheckpoint {
        old_size,
        path,
        checkpoint: checkpoint.clone(),
    };
    write(&folder, "add-checkpoint", request.to_string().as_bytes())?;
    write(
        &folder,
        "checkpoint.old",
        sign(old_size)?.to_string().as_bytes(),
    )?;

    checkpoint.attach(cosign(checkpoint.checkpoint(), 1_780_000_000, &witness)?);
    write(&folder, "checkpoint", checkpoint.to_string().as_bytes())?;
    if let Some(index) = size.checked_sub(1) {
        let path = Plan::inclusion(index, size)?.resolve(read(size))?;
        let proof = Proof {
            extra: None,
            index,
            path,
            checkpoint,
        };
        write(&folder, "last.tlog-proof", proof.to_string().as_bytes())?;
    }

    let (log, witness) = (log.verifier(), witness.verifier());
    write(&folder, "log.vkey", format!("{log}\n").as_bytes())?;
    write(&folder, "witness.vkey", format!("{witness}\n").as_bytes())?;
    let policy = format!("log {log}\nwitness university {witness}\nquorum university\n");
    write(&folder, "policy", policy.as_bytes())
}

/// One message after the other, each received and no more.
fn entry(index: u64) -> Result<Vec<u8>, Box<dyn Error>> {
    let content = format!("message {index}");
    let mut salt = [0; 32];
    salt[..8].copy_from_slice(&index.to_be_bytes());
    let entry = Entry {
        kind: Kind::Received,
        time: 1_780_000_000_000 + index,
        link: Some(Link::First {
            message: format!("2026-{:06}", index + 1).parse()?,
        }),
        office: None,
        fields: BTreeMap::from([(
            BODY,
            Commitment::to(&BODY, &Salt::new(salt), content.as_bytes()),
        )]),
        facts: BTreeMap::from([
            (name("by")?, code("citizen")?),
            (name("verb")?, code("submit")?),
            (name("visibility")?, code("public")?),
        ]),
    };
    Ok(entry.encode()?)
}

fn name(text: &str) -> Result<Name, NotAFact> {
    text.parse()
}

fn code(text: &str) -> Result<Fact, NotAFact> {
    text.parse::<Code>().map(Fact::from)
}

fn write_tiles(
    folder: &Path,
    entries: &[Vec<u8>],
) -> Result<BTreeMap<Tile, TileHashes>, Box<dyn Error>> {
    let mut edge = Edge::default();
    let mut tiles = Vec::new();
    for leaf in entries.iter().map(|entry| leaf_hash(entry)) {
        tiles.extend(edge.append(leaf));
    }
    tiles.extend(edge.tiles());
    for tile in &tiles {
        write(folder, &tile.tile().to_string(), &tile.to_bytes())?;
    }
    for (bundle, entries) in Bundle::all(edge.size()).zip(entries.chunks(256)) {
        let bytes = Bundle::encode(entries.iter().map(Vec::as_slice))?;
        write(folder, &bundle.to_string(), &bytes)?;
    }
    Ok(tiles.into_iter().map(|tile| (tile.tile(), tile)).collect())
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    Ok(fs::write(path, bytes)?)
}
