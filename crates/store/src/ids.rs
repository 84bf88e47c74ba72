//! The ids that were given: all tables that share one row of them.

use crate::args;
use crate::error::Result;
use crate::tx::Tx;

const NEWEST: &str = "SELECT MAX(id) FROM (SELECT MAX(id) AS id FROM messages \
     UNION ALL SELECT MAX(id) FROM contents UNION ALL SELECT MAX(id) FROM events \
     UNION ALL SELECT MAX(id) FROM replies UNION ALL SELECT MAX(id) FROM ratings \
     UNION ALL SELECT MAX(id) FROM pictures UNION ALL SELECT MAX(id) FROM people \
     UNION ALL SELECT MAX(id) FROM alerts UNION ALL SELECT MAX(id) FROM jobs \
     UNION ALL SELECT MAX(id) FROM text_messages UNION ALL SELECT MAX(id) FROM sign_in_codes \
     UNION ALL SELECT MAX(id) FROM notices \
     UNION ALL SELECT MAX(id) FROM consents UNION ALL SELECT MAX(id) FROM security_events) AS newest";

/// The greatest id that is known; 0: there is none.
pub async fn newest(tx: &mut Tx) -> Result<i64> {
    let newest = tx.row(NEWEST, args![], |row| row.opt_int(0)).await?;
    Ok(newest.flatten().unwrap_or(0))
}
