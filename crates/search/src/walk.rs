//! The walk through the hits of each segment, the newest first: it stops as soon as it knows what was asked.

use crate::error::Result;
use crate::facets::FacetCount;
use crate::find::{COUNTED, Narrow, Total};
use crate::schema::LISTED_AT;
use jiff::tz::TimeZone;
use std::ops::Range;
use tantivy::columnar::ColumnValues;
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED};

/// What to walk through, and what for.
pub(crate) struct Walk<'a> {
    /// The hits.
    pub(crate) query: &'a dyn Query,
    /// Its times.
    pub(crate) narrow: &'a Narrow,
    /// So many of the newest.
    pub(crate) wanted: usize,
    /// Count them, up to [`COUNTED`].
    pub(crate) count: bool,
    /// Count them by sorts; years in this zone.
    pub(crate) zone: Option<&'a TimeZone>,
}

/// What a walk came by.
pub(crate) struct Walked {
    /// The newest, as time and message; a few more than were wanted.
    pub(crate) newest: Vec<(i64, i64)>,
    /// How many, where they were counted.
    pub(crate) total: Total,
    /// Of which sorts, where they were counted.
    pub(crate) facets: Option<FacetCount>,
}

impl Walk<'_> {
    /// Walks.
    pub(crate) fn through(&self, searcher: &Searcher) -> Result<Walked> {
        let scoring = EnableScoring::disabled_from_searcher(searcher);
        let weight = self.query.weight(scoring)?;
        let mut newest = Vec::new();
        let is_domain = self.narrow.domain.is_some();
        let mut facets = self.zone.map(|zone| FacetCount::new(zone, is_domain));
        let mut counted = 0_u64;
        for segment in searcher.segment_readers() {
            let fast = segment.fast_fields();
            let times = fast.column_first_or_default::<i64>(LISTED_AT)?;
            let ids = fast.column_first_or_default::<i64>("id")?;
            let mut sorts = match &mut facets {
                Some(facets) => Some(facets.in_segment(segment)?),
                None => None,
            };
            let docs = self.docs_in_time(segment, &*times);
            let mut hits = weight.scorer(segment, 1.0)?;
            let mut doc = hits.doc();
            if doc < docs.start {
                doc = hits.seek(docs.start);
            }
            let (mut taken, mut last_taken) = (0_usize, None);
            while doc != TERMINATED && doc < docs.end {
                if !segment.is_deleted(doc) {
                    let time = times.get_val(doc);
                    // Of messages of one moment the later id comes first, so all of the last moment are taken.
                    let is_wanted = taken < self.wanted || last_taken == Some(time);
                    if is_wanted {
                        newest.push((time, ids.get_val(doc)));
                        taken = taken.saturating_add(1);
                        last_taken = Some(time);
                    }
                    let is_counted = self.count && counted <= COUNTED;
                    if is_counted {
                        counted = counted.saturating_add(1);
                        if let Some(sorts) = &mut sorts {
                            sorts.count(doc, time);
                        }
                    }
                    if !is_wanted && !is_counted {
                        break;
                    }
                }
                doc = hits.advance();
            }
            if let Some(sorts) = sorts {
                sorts.finish();
            }
        }
        newest.sort_unstable_by(|a, b| b.cmp(a));
        Ok(Walked {
            newest,
            total: if counted > COUNTED {
                Total::AtLeast(COUNTED)
            } else {
                Total::Exactly(counted)
            },
            facets,
        })
    }

    /// The documents of a segment that lie in the time that is asked for: a segment is sorted, the newest first.
    fn docs_in_time(&self, segment: &SegmentReader, times: &dyn ColumnValues<i64>) -> Range<DocId> {
        let first_before = |time: i64| {
            let (mut low, mut high) = (0, segment.max_doc());
            while low < high {
                let middle = low.midpoint(high);
                if times.get_val(middle) < time {
                    high = middle;
                } else {
                    low = middle.saturating_add(1);
                }
            }
            low
        };
        let start = self.narrow.until.map_or(0, first_before);
        start
            ..self
                .narrow
                .since
                .map_or_else(|| segment.max_doc(), first_before)
    }
}
