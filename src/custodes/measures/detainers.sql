-- One row a detainer; of rows of one person and moment the first that says why it was
-- lifted stands for all, as flows counts them.

-- step: detainer_rows
SELECT d.origin, d.release, d.unique_identifier, d.detainer_prepare_date AS prepared,
       CAST(d.detainer_prepare_date AS DATE) AS day_of, d.facility_state AS state,
       COALESCE(d.detention_facility_code, d.detention_facility) AS facility,
       d.detention_facility AS facility_name, d.facility_aor AS office,
       d.citizenship_country AS country, d.superseded_by,
       CASE WHEN v.code IS NOT NULL THEN v.code
            WHEN d.detainer_prep_threat_level IS NOT NULL THEN 'not read'
            WHEN CONCAT(';', COALESCE(d.redacted, ''), ';') LIKE '%;detainer_prep_threat_level;%'
            THEN 'withheld'
            ELSE 'not given' END AS level,
       COALESCE(oc.offense_group, ot.offense_group,
                CASE WHEN d.most_serious_conviction_code IS NOT NULL
                          OR d.most_serious_conviction_charge IS NOT NULL THEN 'not read'
                     WHEN COALESCE(d.redacted, '') LIKE '%most_serious_conviction_c%'
                     THEN 'withheld'
                     ELSE 'not given' END) AS offense_group,
       CASE WHEN d.detainer_lift_reason IS NOT NULL THEN COALESCE(c.code, d.detainer_lift_reason)
            WHEN CONCAT(';', COALESCE(d.redacted, ''), ';') LIKE '%;detainer_lift_reason;%'
            THEN 'withheld'
            ELSE 'none recorded' END AS lift_reason,
       CASE WHEN d.detainer_lift_reason IS NOT NULL THEN 1 ELSE 0 END AS is_lifted,
       CASE WHEN d.unique_identifier IS NULL OR d.detainer_prepare_date IS NULL THEN 1
            ELSE ROW_NUMBER() OVER (
                PARTITION BY d.release, d.superseded_by, d.unique_identifier,
                             d.detainer_prepare_date
                ORDER BY CASE WHEN d.detainer_lift_reason IS NULL THEN 1 ELSE 0 END,
                         d.file, d.sheet, d.row) END AS place
FROM detainers d
LEFT JOIN detainer_spellings c ON c.spelling = LOWER(d.detainer_lift_reason)
LEFT JOIN detainer_levels v ON v.spelling = LOWER(d.detainer_prep_threat_level)
LEFT JOIN detainer_offenses oc ON oc.spelling = SUBSTR(d.most_serious_conviction_code, 1, 2)
                              AND oc.length = LENGTH(d.most_serious_conviction_code)
LEFT JOIN detainer_offenses ot ON ot.spelling = LOWER(d.most_serious_conviction_charge)

-- The first arrest of the same person in the same release, at the detainer's moment or later.
-- table: detainer_first_arrests
SELECT d.release, d.unique_identifier, d.prepared, MIN(a.arrested) AS arrested
FROM detainer_rows d
JOIN detainer_arrests a
  ON a.release = d.release AND a.unique_identifier = d.unique_identifier
 AND unix_micros(a.arrested) >= unix_micros(d.prepared)
GROUP BY d.release, d.unique_identifier, d.prepared

-- Releases whose detainers, or whose arrests, all fall on midnight.
-- table: detainer_midnights
SELECT about, release
FROM (
    SELECT 'detainers' AS about, release, unix_micros(prepared) % 86400000000 AS past_midnight
    FROM detainer_rows WHERE prepared IS NOT NULL
    UNION ALL
    SELECT 'arrests' AS about, a.release, unix_micros(a.arrested) % 86400000000 AS past_midnight
    FROM detainer_arrests a
    WHERE a.release IN (SELECT release FROM detainer_rows)
) moments
GROUP BY about, release
HAVING MAX(CASE WHEN past_midnight <> 0 THEN 1 ELSE 0 END) = 0

-- The latest moment the arrest can have been, and the counting day of the detainer. An
-- arrest of which only the day is known came by the last moment of it.
-- step: detainer_spans
SELECT f.release, f.unique_identifier, f.prepared, unix_micros(f.prepared) AS prepared_micros,
       unix_micros(f.prepared) % 86400000000 AS into_day, d.counts, d.nth,
       unix_micros(f.arrested)
           + CASE WHEN m.release IS NULL THEN CAST(0 AS BIGINT) ELSE 86399999999 END AS taken_by
FROM detainer_first_arrests f
LEFT JOIN detainer_midnights m ON m.release = f.release AND m.about = 'arrests'
LEFT JOIN detainer_days d ON d.day_of = CAST(f.prepared AS DATE)

-- The hours of the form run on; those of the regulation only on days that count: so many
-- whole days later at the same time of day, or, from a midnight or a day that does not
-- count, to the end of the last of them.
-- table: detainer_held
SELECT s.release, s.unique_identifier, s.prepared,
       CASE WHEN s.taken_by > s.prepared_micros + :hold_days * 86400000000
            THEN 1 ELSE 0 END AS over_form,
       CASE WHEN s.taken_by <= unix_micros(CAST(e.day_of AS TIMESTAMP))
                 + CASE WHEN s.counts AND s.into_day > 0 THEN s.into_day ELSE 86400000000 END
            THEN 0 ELSE 1 END AS over_regulation
FROM detainer_spans s
LEFT JOIN detainer_days e
  ON e.counts
 AND e.nth = s.nth + :hold_days - CASE WHEN s.counts AND s.into_day = 0 THEN 1 ELSE 0 END

-- What a release knows of ends with its extract's day: whoever's hours run beyond it
-- cannot be followed, nor can anyone of a release without arrests.
-- table: detainer_judged
SELECT d.origin, d.release, d.day_of, d.state, d.facility, d.facility_name, d.office, d.country,
       d.level, d.offense_group, d.lift_reason, d.is_lifted,
       CASE WHEN d.unique_identifier IS NULL THEN 1 ELSE 0 END AS without_id,
       CASE WHEN d.unique_identifier IS NOT NULL AND r.release IS NOT NULL
                 AND (e.extract IS NULL
                      OR unix_micros(d.prepared) + CAST(:window AS BIGINT)
                         <= unix_micros(CAST(date_add(e.extract, 1) AS TIMESTAMP)))
            THEN 1 ELSE 0 END AS can_follow,
       CASE WHEN unix_micros(f.arrested) <= unix_micros(d.prepared) + CAST(:window AS BIGINT)
            THEN 1 ELSE 0 END AS was_followed,
       CASE WHEN h.release IS NOT NULL THEN 1 ELSE 0 END AS was_taken,
       COALESCE(h.over_form, 0) AS over_form, COALESCE(h.over_regulation, 0) AS over_regulation,
       CASE WHEN d.superseded_by IS NOT NULL THEN 'superseded'
            WHEN l.release IS NOT NULL THEN 'local'
            WHEN d.day_of IS NULL THEN 'no_date'
            WHEN d.day_of > e.extract THEN 'after_extract'
            WHEN d.place > 1 THEN 'repeated' END AS left_out
FROM detainer_rows d
LEFT JOIN detainer_first_arrests f
  ON f.release = d.release AND f.unique_identifier = d.unique_identifier
 AND f.prepared = d.prepared
LEFT JOIN detainer_held h
  ON h.release = d.release AND h.unique_identifier = d.unique_identifier
 AND h.prepared = d.prepared
LEFT JOIN (SELECT DISTINCT release FROM detainer_arrests) r ON r.release = d.release
LEFT JOIN extracts e ON e.release = d.release
LEFT JOIN detainer_local l ON l.release = d.release
