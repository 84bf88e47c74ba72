//! Domains: what messages are about. The operator can change the tree.

use crate::args;
use crate::error::{Result, unparsed};
use crate::tx::Tx;
use domain::taxonomy::{Domain, DomainSlug};

const PUT: &str = "INSERT INTO domains (slug, name, subdomains, rank) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (slug) DO UPDATE SET name = excluded.name, subdomains = excluded.subdomains, rank = excluded.rank";
const ALL: &str = "SELECT slug, name, subdomains FROM domains ORDER BY rank, slug";

/// Adds or changes a domain.
pub async fn put(tx: &mut Tx, domain: &Domain, rank: i64) -> Result<()> {
    let subdomains = serde_json::to_string(&domain.subdomains).map_err(unparsed("domains"))?;
    tx.run_one(
        PUT,
        args![domain.slug.as_str(), &domain.name, &subdomains, rank],
    )
    .await
}

/// All domains, in the order of lists.
pub async fn all(tx: &mut Tx) -> Result<Vec<Domain>> {
    tx.rows(ALL, &[], |row| {
        Ok(Domain {
            slug: DomainSlug::parse(&row.text(0)?).map_err(unparsed("domains"))?,
            name: row.text(1)?,
            subdomains: row.json(2, "domains")?,
        })
    })
    .await
}
