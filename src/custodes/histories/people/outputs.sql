-- table: stay_marks
-- A stay but for what its last stint's row has; row_no is that row.
SELECT
    e.last_row_no AS row_no,
    e.stay_no,
    n.stay_id,
    e.stay_in AS stay_book_in_date_time,
    e.last_out AS last_stint_book_out_date_time,
    e.ended_at,
    e.ended_at_kind,
    e.end_status,
    e.end_evidence,
    e.end_confidence,
    e.end_rule,
    e.end_conflicts,
    CASE
        WHEN e.ended_at_kind IN ('time', 'day') AND e.begins_late = 0
        THEN datediff(e.ended_at, e.stay_in)
    END AS stay_days,
    CASE
        WHEN e.ended_at_kind = 'time'
            AND e.begins_late = 0
            AND e.stay_in <> CAST(CAST(e.stay_in AS DATE) AS TIMESTAMP)
            AND unix_micros(e.ended_at) >= unix_micros(e.stay_in)
        THEN CAST(unix_micros(e.ended_at) - unix_micros(e.stay_in) AS DOUBLE) / CAST(3600000000 AS DOUBLE)
    END AS stay_hours,
    e.stay_number,
    e.n_stints,
    CASE WHEN e.first_row_no = e.last_row_no THEN 1 ELSE 0 END AS first_is_last,
    p.detention_facility AS first_elsewhere,
    p.detention_facility_code AS first_elsewhere_code,
    CASE WHEN e.first_row_no <> e.last_row_no
        THEN coalesce(p.detention_facility_code, '') END AS other_clock_code,
    e.first_in AS first_book_in_date_time,
    e.first_out AS first_book_out_date_time,
    CASE WHEN e.longest_row_no = e.last_row_no THEN 1 ELSE 0 END AS longest_is_last,
    q.detention_facility AS longest_elsewhere,
    q.detention_facility_code AS longest_elsewhere_code,
    l.book_in AS longest_book_in_date_time,
    l.stint_out AS longest_book_out_date_time,
    e.last_in AS last_book_in_date_time,
    e.last_reason AS last_release_reason,
    e.lowest_initial_bond_set_amount,
    e.earliest_initial_bond_set_date,
    e.lowest_bond_posted_amount,
    e.earliest_bond_posted_date,
    e.superseded_by
FROM stay_ends AS e
JOIN stay_names AS n ON n.stay_no = e.stay_no
JOIN kept_stints AS l ON l.row_no = e.longest_row_no
LEFT JOIN stay_places AS p
    ON p.row_no = CASE WHEN e.first_row_no <> e.last_row_no THEN e.first_row_no END
LEFT JOIN stay_places AS q
    ON q.row_no = CASE WHEN e.longest_row_no <> e.last_row_no THEN e.longest_row_no END

-- step: arrest_stays_out
SELECT
    m.person_no AS order_person,
    s.stay_in AS order_time,
    n.stay_id,
    src.key_start || CAST(m.left_no % 4294967296 AS STRING) AS episode_id,
    n.unique_identifier,
    a.arrested AS apprehension_date,
    s.stay_in AS stay_book_in_date_time,
    CAST(m.right_at - m.left_at AS DOUBLE) / CAST(3600000000 AS DOUBLE) AS diff_hours,
    'optimal' AS match_rule,
    CASE WHEN m.left_choices > 1 OR m.right_choices > 1 THEN 1 ELSE 0 END AS contested,
    s.release,
    src.file,
    src.file_sha256,
    nullif(src.sheet_name, '') AS sheet,
    m.left_no % 4294967296 AS row,
    CAST(NULL AS STRING) AS redacted,
    CAST(NULL AS STRING) AS unreadable,
    CAST(NULL AS STRING) AS superseded_by
FROM arrest_stay_matches AS m
JOIN arrest_marks AS a ON a.row_no = m.left_no
JOIN stay_ends AS s ON s.stay_no = m.right_no
JOIN stay_names AS n ON n.stay_no = m.right_no
JOIN sources AS src ON src.source_no = CAST(floor(m.left_no / 4294967296.0) AS BIGINT)

-- table: timeline_rows
-- In the order in which they are written.
SELECT
    s.person_no,
    n.stay_id,
    n.unique_identifier,
    s.stay_in,
    s.ended_at,
    s.end_status,
    s.end_evidence,
    l.prepared,
    l.detainer_days,
    l.detainer_no,
    a.arrested,
    l.hours_arrest_to_stay,
    l.arrest_no,
    r.departed,
    l.removal_rule,
    l.removal_no,
    s.release,
    s.last_row_no
FROM timeline_links AS l
JOIN stay_ends AS s ON s.stay_no = l.stay_no
JOIN stay_names AS n ON n.stay_no = l.stay_no
LEFT JOIN arrest_marks AS a ON a.row_no = l.arrest_no
LEFT JOIN removal_events AS r ON r.row_no = l.removal_no
ORDER BY s.person_no, s.stay_in

-- step: timelines_out
SELECT
    l.stay_id,
    l.unique_identifier,
    l.stay_in AS stay_book_in_date_time,
    l.ended_at,
    l.end_status,
    l.end_evidence,
    l.prepared AS detainer_prepare_date,
    l.detainer_days AS days_detainer_to_arrest,
    ds.key_start || CAST(l.detainer_no % 4294967296 AS STRING) AS detainer_row_key,
    ds.file_sha256 AS detainer_file_sha256,
    nullif(ds.sheet_name, '') AS detainer_sheet,
    l.detainer_no % 4294967296 AS detainer_row,
    l.arrested AS apprehension_date,
    l.hours_arrest_to_stay,
    ars.key_start || CAST(l.arrest_no % 4294967296 AS STRING) AS arrest_row_key,
    ars.file_sha256 AS arrest_file_sha256,
    nullif(ars.sheet_name, '') AS arrest_sheet,
    l.arrest_no % 4294967296 AS arrest_row,
    l.departed AS removal_departed_date,
    datediff(l.departed, l.ended_at) AS days_end_to_removal,
    l.removal_rule,
    rs.key_start || CAST(l.removal_no % 4294967296 AS STRING) AS removal_row_key,
    rs.file_sha256 AS removal_file_sha256,
    nullif(rs.sheet_name, '') AS removal_sheet,
    l.removal_no % 4294967296 AS removal_row,
    l.release,
    src.file,
    src.file_sha256,
    nullif(src.sheet_name, '') AS sheet,
    l.last_row_no % 4294967296 AS row,
    CAST(NULL AS STRING) AS redacted,
    CAST(NULL AS STRING) AS unreadable,
    CAST(NULL AS STRING) AS superseded_by
FROM timeline_rows AS l
JOIN sources AS src ON src.source_no = CAST(floor(l.last_row_no / 4294967296.0) AS BIGINT)
LEFT JOIN sources AS ars ON ars.source_no = CAST(floor(l.arrest_no / 4294967296.0) AS BIGINT)
LEFT JOIN sources AS ds ON ds.source_no = CAST(floor(l.detainer_no / 4294967296.0) AS BIGINT)
LEFT JOIN sources AS rs ON rs.source_no = CAST(floor(l.removal_no / 4294967296.0) AS BIGINT)

-- step: redetentions_out
-- The days are null where the end is only known to be no later than the next stay.
SELECT
    s.person_no AS order_person,
    s.stay_in AS order_time,
    n.stay_id,
    n.unique_identifier,
    s.stay_in AS stay_book_in_date_time,
    s.ended_at,
    s.ended_at_kind,
    s.end_status,
    s.end_evidence,
    s.end_confidence,
    coalesce(s.stay_reason, s.last_reason) AS release_reason,
    s.sound_departed AS departed_date,
    s.next_stay_id,
    s.next_in AS next_stay_book_in_date_time,
    CASE WHEN s.ended_at_kind IN ('time', 'day') THEN datediff(s.next_in, s.ended_at) END AS gap_days,
    CASE WHEN s.next_in IS NULL THEN 1 ELSE 0 END AS censored,
    CASE WHEN s.ended_at_kind IN ('time', 'day')
        THEN datediff(coalesce(s.next_in, s.extract_end), s.ended_at) END AS days_observed,
    s.release,
    src.file,
    src.file_sha256,
    nullif(src.sheet_name, '') AS sheet,
    s.last_row_no % 4294967296 AS row,
    CAST(NULL AS STRING) AS redacted,
    CAST(NULL AS STRING) AS unreadable,
    s.superseded_by
FROM (
    SELECT e.*, nn.stay_id AS next_stay_id
    FROM stay_ends AS e
    LEFT JOIN stay_names AS nn ON nn.stay_no = e.next_stay_no
    WHERE e.end_status IN ('ended', 'likely_ended')
) AS s
JOIN stay_names AS n ON n.stay_no = s.stay_no
JOIN sources AS src ON src.source_no = CAST(floor(s.last_row_no / 4294967296.0) AS BIGINT)
