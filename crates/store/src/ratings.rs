//! Ratings: what writers said. The first and the latest of a message both stand.

use crate::args;
use crate::error::{Result, unparsed};
use crate::tx::{Row, Tx};
use domain::ids::{ContentId, MessageId, RatingId, ReplyId};
use domain::rating::{Praise, Rating, Score, Scores};

const INSERT: &str = "INSERT INTO ratings (id, message, reply, at, settled, result, manner, speed, words, sentence) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const OF_MESSAGE: &str = "SELECT id, message, reply, at, settled, result, manner, speed, words, sentence \
     FROM ratings WHERE message = $1 ORDER BY at, id";
const OF_EVENTS: &str = "SELECT id, message, reply, at, settled, result, manner, speed, words, sentence FROM ratings \
     WHERE message IN (SELECT message FROM events WHERE position > $1 AND position <= $2 AND kind = 'rated')";

/// Adds a rating.
pub async fn add(tx: &mut Tx, rating: &Rating) -> Result<()> {
    let words = serde_json::to_string(&rating.words).map_err(unparsed("ratings"))?;
    let score = |score: Option<Score>| score.map(|score| i64::from(u8::from(score)));
    tx.run_one(
        INSERT,
        args![
            rating.id.0,
            rating.message.0,
            rating.reply.map(|id| id.0),
            rating.at,
            rating.settled.map(domain::rating::Settled::code),
            score(rating.scores.result),
            score(rating.scores.manner),
            score(rating.scores.speed),
            &words,
            rating.sentence.map(|id| id.0)
        ],
    )
    .await
}

/// The ratings of a message, oldest first.
pub async fn of_message(tx: &mut Tx, message: MessageId) -> Result<Vec<Rating>> {
    tx.rows(OF_MESSAGE, args![message.0], read).await
}

/// The ratings of the messages that were rated after a position, up to another.
pub async fn of_events(tx: &mut Tx, after: i64, until: i64) -> Result<Vec<Rating>> {
    tx.rows(OF_EVENTS, args![after, until], read).await
}

fn read(row: &Row<'_>) -> Result<Rating> {
    const TABLE: &str = "ratings";
    let score = |column| -> Result<Option<Score>> {
        let number = row
            .opt_int(column)?
            .map(u8::try_from)
            .transpose()
            .map_err(unparsed(TABLE))?;
        number
            .map(Score::try_from)
            .transpose()
            .map_err(unparsed(TABLE))
    };
    Ok(Rating {
        id: RatingId(row.int(0)?),
        message: MessageId(row.int(1)?),
        reply: row.opt_int(2)?.map(ReplyId),
        at: row.time(3)?,
        settled: row.opt_parsed(4, TABLE)?,
        scores: Scores {
            result: score(5)?,
            manner: score(6)?,
            speed: score(7)?,
        },
        words: row.json::<Vec<Praise>>(8, TABLE)?,
        sentence: row.opt_int(9)?.map(ContentId),
    })
}
