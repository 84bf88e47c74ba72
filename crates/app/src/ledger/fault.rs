//! Why the log is not trusted any more: nothing is signed, and the board is only read, until it is put right.

/// What is wrong with the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The stored hashes are not those of the entries.
    #[error(
        "the ledger's hashes do not follow from its entries: `huiyin ledger rebuild` says which"
    )]
    Hashes,
    /// Entries that were signed are missing, as after a restored backup.
    #[error(
        "the ledger has {entries} entries, and {seen} were signed before: restore a newer backup, or retire the log"
    )]
    Shorter {
        /// The entries there are.
        entries: u64,
        /// The size that was signed or that a witness saw.
        seen: u64,
    },
    /// At a size that was signed before, the tree is another one.
    #[error(
        "the first {seen} entries of the ledger are not those that were signed before: restore a backup that \
         begins with them, or retire the log"
    )]
    Rewritten {
        /// The size that was signed or that a witness saw.
        seen: u64,
    },
    /// Nothing is known of what was signed before, as on a board that was restored, and not every witness was asked.
    #[error(
        "it is not known what this ledger signed before, and a witness has not said what it has seen: make it \
         reachable, or take it out of the settings if it is gone for ever"
    )]
    Unasked,
    /// Another key signs now, or signed the kept checkpoint.
    #[error(
        "the ledger's key is not the one that signs now: put that one back, or type `huiyin ledger rotate-key` again \
         where a change of keys was cut short, or retire the log where the key is lost"
    )]
    OtherKey,
    /// An entry cannot be written or read.
    #[error("an entry of the ledger is none")]
    Entry,
}
