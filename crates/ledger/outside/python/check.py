"""Has verifiers that are not ours judge logs that are: aics-tlog and aics-witness.

    python check.py --good FOLDER... --bad FOLDER... [--witness URL VKEY]

A folder is one that `write_log` wrote. All good ones must be accepted and all bad ones, in which one byte was changed,
refused. With --witness our witness at URL is asked to cosign the last good log by the client of aics-witness.
"""

import argparse
import base64
import sys
import tempfile
from pathlib import Path

from aics_tlog import (
    EMPTY_HASH,
    FileSystemTileReader,
    audit_tiles,
    consistency_proof_from_tiles,
    inclusion_proof_from_tiles,
    parse_checkpoint,
    parse_note,
    parse_vkey,
    read_entry,
    verify_checkpoint,
    verify_consistency,
    verify_leaf_inclusion,
)
from aics_witness.config import LogConfig
from aics_witness.feeder import WitnessClient
from aics_witness.protocol import format_add_checkpoint_request, parse_add_checkpoint_request
from aics_witness.service import Witness, WitnessError
from aics_witness.store import WitnessStore, create_key_file


class Refused(Exception):
    """The log does not hold what it says."""


def must(holds, what):
    if not holds:
        raise Refused(what)


def signed_checkpoint(data, log_key, witnesses=()):
    """Reads a checkpoint that the log and all these witnesses signed."""
    note = parse_note(data)
    result = verify_checkpoint(note, log_key, list(witnesses), len(witnesses))
    must(result.ok, f"the checkpoint: {result.error}")
    return parse_checkpoint(note.text)


def check(folder):
    """Checks everything in a folder; raises where something does not hold."""
    log_key = parse_vkey((folder / "log.vkey").read_text().strip())
    witness_key = parse_vkey((folder / "witness.vkey").read_text().strip())
    checkpoint = signed_checkpoint((folder / "checkpoint").read_bytes(), log_key, [witness_key])
    reader = FileSystemTileReader(folder)
    audit_tiles(reader, checkpoint.size, checkpoint.root)
    if checkpoint.size > 0:
        check_proof(folder, log_key, witness_key, reader)
    check_request(folder, log_key, reader, checkpoint)


def check_proof(folder, log_key, witness_key, reader):
    """The receipt of the last entry: what it proves, and that the tiles give the same proof."""
    head, _, note = (folder / "last.tlog-proof").read_bytes().partition(b"\n\n")
    version, index, *path = head.decode().split("\n")
    must(version == "c2sp.org/tlog-proof@v1", "the proof's first line")
    must(index.startswith("index "), "the proof's second line")
    index = int(index.removeprefix("index "))
    path = [base64.b64decode(line, validate=True) for line in path]
    proved = signed_checkpoint(note, log_key, [witness_key])
    entry = read_entry(reader, index, proved.size)
    must(verify_leaf_inclusion(entry, index, proved.size, path, proved.root), "the inclusion proof")
    must(path == inclusion_proof_from_tiles(reader, index, proved.size), "the inclusion proof of the tiles")


def check_request(folder, log_key, reader, checkpoint):
    """What we would send a witness that has seen half of the log: whether another's witness cosigns."""
    body = (folder / "add-checkpoint").read_bytes()
    request = parse_add_checkpoint_request(body)
    old_note = (folder / "checkpoint.old").read_bytes()
    old = signed_checkpoint(old_note, log_key)
    must(request.old_size == old.size, "the old size of the request")
    proof = list(request.proof)
    must(verify_consistency(old.size, checkpoint.size, old.root, checkpoint.root, proof), "the consistency proof")
    if old.size > 0:
        tiles = consistency_proof_from_tiles(reader, old.size, checkpoint.size)
        must(proof == tiles, "the consistency proof of the tiles")
    else:
        must(old.root == EMPTY_HASH, "the root of nothing")
    with tempfile.TemporaryDirectory() as place:
        witness = another_witness(Path(place), log_key)
        witness.add_checkpoint(format_add_checkpoint_request(0, [], old_note))
        witness.add_checkpoint(body)
        witness.store.close()


def another_witness(place, log_key):
    key = create_key_file(place / "key")
    store = WitnessStore(place / "witness.db", create=True)
    log = LogConfig(origin=log_key.name, vkeys=(log_key,))
    return Witness("institute.example/w", key, store, [log])


def ask_our_witness(folder, url, vkey):
    """Their client and our witness: first half of the log, then all of it, then all of it again."""
    reader = FileSystemTileReader(folder)
    note = (folder / "checkpoint").read_bytes()
    checkpoint = parse_checkpoint(parse_note(note).text)
    # The witness's own line in the checkpoint is of another key; a log sends its signature alone.
    text, _, lines = note.partition(b"\n\n")
    note = text + b"\n\n" + lines.splitlines(keepends=True)[0]
    with WitnessClient(url, vkey) as client:

        def prove(old, new):
            return consistency_proof_from_tiles(reader, old, new) if 0 < old < new else []

        client.submit((folder / "checkpoint.old").read_bytes(), prove)
        client.submit(note, prove)
        client.submit(note, prove)
    print(f"our witness cosigned {checkpoint.size} entries for their client")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--good", nargs="*", type=Path, default=[])
    parser.add_argument("--bad", nargs="*", type=Path, default=[])
    parser.add_argument("--witness", nargs=2, metavar=("URL", "VKEY"))
    arguments = parser.parse_args()
    for folder in arguments.good:
        check(folder)
    print(f"{len(arguments.good)} logs accepted")
    for folder in arguments.bad:
        try:
            check(folder)
        except (Refused, ValueError, OSError, WitnessError):
            continue
        sys.exit(f"{folder}: one byte was changed, and it was accepted")
    print(f"{len(arguments.bad)} changed logs refused")
    if arguments.witness:
        ask_our_witness(arguments.good[-1], *arguments.witness)


main()
