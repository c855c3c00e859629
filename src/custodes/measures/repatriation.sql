-- The first day of which a release lists everyone held: that of its first end of custody.
-- table: repatriation_opens
SELECT release, MIN(CAST(ended_at AS DATE)) AS opens
FROM stays WHERE end_status = 'ended' GROUP BY release

-- What became of each stay. Day 0 is that of the order, or of the book-in where days are
-- counted in custody and the order is older. A stay is followed from day 0, or from when
-- it began or the release opens, until it ended or the release was drawn. The reason of
-- the end decides; where there is none, none that is read, or a transfer after which
-- nothing is seen, a recorded departure does.
-- table: repatriation_judged
SELECT d.origin, d.release, d.zero AS day_of, d.order_day, d.office, d.state, d.country, d.level,
       d.offense_group, d.begins, d.ends,
       CASE WHEN d.end_status = 'held' THEN 'unseen'
            WHEN k.kind = 'not: removed' THEN 'removed'
            WHEN k.kind = 'not: died' THEN 'died'
            WHEN k.kind IN ('not: other_agency', 'not: escaped') THEN 'elsewhere'
            WHEN k.kind <> 'not: transfer' THEN 'released'
            WHEN d.end_evidence = 'departed' OR t.stay_id IS NOT NULL THEN 'removed'
            WHEN k.kind = 'not: transfer' THEN 'elsewhere'
            ELSE 'unknown' END AS outcome,
       CASE WHEN c.code IS NOT NULL THEN 1 ELSE 0 END AS has_category,
       CASE WHEN c.code = '5f' THEN 1 ELSE 0 END AS no_document,
       CASE WHEN d.superseded_by IS NOT NULL THEN 'superseded'
            WHEN l.release IS NOT NULL THEN 'local'
            WHEN d.order_day IS NULL THEN 'no_order'
            WHEN d.extract IS NULL THEN 'no_extract'
            WHEN d.end_status IS NULL OR d.end_status NOT IN ('ended', 'likely_ended', 'held')
            THEN 'end_unknown'
            WHEN d.seen_to IS NULL THEN 'no_day'
            WHEN d.end_day > d.extract THEN 'after_extract'
            WHEN d.ends < 0 THEN 'order_after_end'
            WHEN d.begins > d.ends THEN 'before'
            WHEN d.booked > d.first_in THEN 'later_stay' END AS left_out
FROM (
    SELECT m.*,
           CASE WHEN m.seen_from > m.zero THEN datediff(m.seen_from, m.zero) ELSE 0 END AS begins,
           datediff(m.seen_to, m.zero) AS ends
    FROM (
        SELECT f.origin, f.release, f.superseded_by, f.end_status, f.day_of AS end_day, f.reason,
               f.final_order_date AS order_day, f.office, f.state, f.country, f.level,
               f.offense_group, f.stay_id, s.end_evidence, s.case_category, x.extract,
               s.stay_book_in_date_time AS booked, b.first_in,
               CASE WHEN :clock = 'custody'
                         AND CAST(s.stay_book_in_date_time AS DATE) > f.final_order_date
                    THEN CAST(s.stay_book_in_date_time AS DATE) ELSE f.final_order_date END AS zero,
               CASE WHEN o.opens > CAST(s.stay_book_in_date_time AS DATE) THEN o.opens
                    ELSE CAST(s.stay_book_in_date_time AS DATE) END AS seen_from,
               CASE WHEN f.end_status = 'held' THEN x.extract ELSE f.day_of END AS seen_to
        FROM stay_facts f
        JOIN stays s ON s.origin = f.origin
        LEFT JOIN repatriation_opens o ON o.release = f.release
        LEFT JOIN extracts x ON x.release = f.release
        LEFT JOIN repatriation_before b
          ON b.release = f.release AND b.unique_identifier = f.unique_identifier
         AND b.final_order_date = f.final_order_date
    ) m
) d
LEFT JOIN release_kinds k ON k.spelling = LOWER(d.reason)
LEFT JOIN stay_categories c ON c.spelling = LOWER(d.case_category)
LEFT JOIN repatriation_removals t ON t.stay_id = d.stay_id
LEFT JOIN release_local l ON l.release = d.release
