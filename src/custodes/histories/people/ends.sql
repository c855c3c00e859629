-- step: publishing
-- Whether a release says anywhere when custody ended.
SELECT
    release,
    max(CASE WHEN book_out IS NOT NULL OR stay_out IS NOT NULL THEN 1 ELSE 0 END) AS ends
FROM stint_rows
GROUP BY release

-- table: stay_facts
-- The evidence of each stay. "Sound": after the stay began, not after the extract,
-- and for a departure before the person's next stay began (the case's departure is
-- repeated on every stay of the case).
SELECT
    f.*,
    CASE
        WHEN datediff(f.stay_out, f.stay_in) >= 0
            AND (f.extract_end IS NULL OR datediff(f.extract_end, f.stay_out) >= 0)
        THEN f.stay_out
    END AS sound_stay_out,
    CASE
        WHEN datediff(f.last_out, f.stay_in) >= 0
            AND (f.extract_end IS NULL OR datediff(f.extract_end, f.last_out) >= 0)
        THEN f.last_out
    END AS sound_last_out,
    CASE
        WHEN datediff(f.departed, f.stay_in) >= 0
            AND (f.extract_end IS NULL OR datediff(f.extract_end, f.departed) >= 0)
            AND (f.next_in IS NULL OR datediff(f.next_in, f.departed) > 0)
        THEN f.departed
    END AS sound_departed,
    CASE
        WHEN f.stay_reason IS NOT NULL THEN 1
        WHEN f.last_reason IS NOT NULL AND lower(f.last_reason) NOT LIKE 'transfer%' THEN 1
        ELSE 0
    END AS released,
    CASE WHEN datediff(f.stay_in, f.first_in) > 0 THEN 1 ELSE 0 END AS begins_late,
    CASE WHEN f.case_status IS NOT NULL AND upper(f.case_status) <> 'ACTIVE' THEN 1 ELSE 0 END AS closed_case
FROM (
    SELECT
        s.*,
        CASE WHEN s.last_open = 0 THEN s.newest_out END AS last_out,
        CASE WHEN s.newest_reason_number = s.n_stints THEN s.newest_reason END AS last_reason,
        lead(s.stay_in) OVER (PARTITION BY s.person_no ORDER BY s.stay_in) AS next_in,
        lead(s.stay_no) OVER (PARTITION BY s.person_no ORDER BY s.stay_in) AS next_stay_no,
        row_number() OVER (PARTITION BY s.person_no ORDER BY s.stay_in) AS stay_number,
        e.extract_end,
        p.ends
    FROM stay_rows AS s
    JOIN publishing AS p ON p.release = s.release
    LEFT JOIN extracts AS e ON e.release = s.release
) AS f

-- table: stay_ruled
SELECT
    f.*,
    CASE
        WHEN sound_stay_out IS NOT NULL AND datediff(sound_stay_out, sound_last_out) = 0
            THEN 'stay_and_stint_closed'
        WHEN sound_stay_out IS NOT NULL THEN 'stay_closed'
        WHEN datediff(sound_departed, sound_last_out) BETWEEN -:removal_days_before AND :removal_days_after
            THEN 'left_from_last_stint'
        WHEN sound_departed IS NOT NULL AND last_out IS NULL AND ends = 1 THEN 'left_while_open'
        WHEN sound_last_out IS NOT NULL AND released = 1 THEN 'released_from_last_stint'
        WHEN sound_last_out IS NOT NULL
            AND (next_in IS NOT NULL OR sound_departed IS NOT NULL OR closed_case = 1)
            THEN 'stint_closed_borne_out'
        WHEN datediff(extract_end, sound_last_out) <= :transit_days THEN 'between_stints'
        WHEN sound_last_out IS NOT NULL THEN 'stint_closed_alone'
        WHEN sound_departed IS NOT NULL THEN 'left_by_then'
        WHEN next_in IS NOT NULL THEN 'booked_again'
        WHEN released = 1 THEN 'reason_without_date'
        WHEN closed_case = 1 THEN 'case_closed_without_date'
        WHEN ends = 0 THEN 'ends_not_published'
        WHEN extract_end IS NULL OR datediff(extract_end, stay_in) < 0 THEN 'no_extract_date'
        WHEN datediff(extract_end, stay_in) = 0 THEN 'open_on_last_day'
        ELSE 'open'
    END AS end_rule
FROM stay_facts AS f

-- table: stay_ends
-- When the stay ended by its rule, and what that instant is: a time, a day (at
-- midnight), or no more than the latest it can have been. A stay's end given as a
-- day takes the hour from the last stint where that ended on the same day.
SELECT
    d.*,
    CASE
        WHEN end_rule IN ('left_by_then', 'booked_again') THEN 'no_later_than'
        WHEN ended_at IS NULL THEN NULL
        WHEN ended_at = CAST(CAST(ended_at AS DATE) AS TIMESTAMP) THEN 'day'
        ELSE 'time'
    END AS ended_at_kind,
    nullif(concat_ws(
        ';',
        CASE WHEN begins_late = 1 THEN 'stint_before_stay' END,
        CASE WHEN datediff(departed, stay_in) < 0 THEN 'departed_before_book_in' END,
        CASE WHEN sound_departed IS NOT NULL AND sound_stay_out IS NULL AND last_open = 1 AND ends = 1
            THEN 'open_yet_departed' END,
        CASE WHEN first_open_number < n_stints THEN 'earlier_stint_open' END,
        CASE WHEN n_overlaps > 0 THEN 'stints_overlap' END,
        CASE WHEN datediff(stay_out, stay_in) < 0 THEN 'stay_book_out_before_book_in' END,
        CASE WHEN datediff(extract_end, stay_out) < 0 OR datediff(extract_end, last_out) < 0
            THEN 'book_out_after_extract' END,
        CASE WHEN datediff(last_out, sound_stay_out) > 0 THEN 'stint_ends_after_stay' END,
        CASE WHEN sound_stay_out IS NOT NULL AND last_open = 1 THEN 'stay_closed_last_stint_open' END,
        CASE WHEN stay_outs_differ = 1 THEN 'stay_book_outs_differ' END,
        CASE WHEN unix_micros(next_in) < unix_micros(ended_at) THEN 'next_stay_began_before' END
    ), '') AS end_conflicts
FROM (
    SELECT
        f.*,
        r.end_status,
        r.end_evidence,
        r.end_confidence,
        CASE
            WHEN f.end_rule = 'stay_and_stint_closed'
                AND f.sound_stay_out = CAST(CAST(f.sound_stay_out AS DATE) AS TIMESTAMP)
                THEN f.sound_last_out
            WHEN f.end_rule IN ('stay_and_stint_closed', 'stay_closed') THEN f.sound_stay_out
            WHEN f.end_rule IN ('left_while_open', 'left_by_then') THEN CAST(f.sound_departed AS TIMESTAMP)
            WHEN f.end_rule = 'booked_again' THEN f.next_in
            WHEN f.end_rule IN (
                'left_from_last_stint', 'released_from_last_stint', 'stint_closed_borne_out', 'stint_closed_alone'
            ) THEN f.sound_last_out
        END AS ended_at
    FROM stay_ruled AS f
    JOIN end_rules AS r ON r.end_rule = f.end_rule
) AS d
