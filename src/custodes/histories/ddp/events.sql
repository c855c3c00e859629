-- Likely duplicates among detainers, encounters and removals: one person, one time.
-- From: detainers, encounters, removals (canonical, with position).

-- table: ddp_detainer_crowds
SELECT release, unique_identifier, detainer_prepare_date
FROM detainers
WHERE unique_identifier IS NOT NULL
GROUP BY release, unique_identifier, detainer_prepare_date
HAVING count(*) > 1;

-- step: ddp_detainers
SELECT
    t.*,
    CASE WHEN t.unique_identifier IS NOT NULL THEN c.release IS NOT NULL END AS duplicate_likely
FROM detainers AS t
LEFT JOIN ddp_detainer_crowds AS c
    ON
        t.release = c.release
        AND t.unique_identifier = c.unique_identifier
        AND t.detainer_prepare_date IS NOT DISTINCT FROM c.detainer_prepare_date;

-- table: ddp_encounter_crowds
SELECT release, unique_identifier, event_date
FROM encounters
WHERE unique_identifier IS NOT NULL
GROUP BY release, unique_identifier, event_date
HAVING count(*) > 1;

-- step: ddp_encounters
SELECT
    t.*,
    CASE WHEN t.unique_identifier IS NOT NULL THEN c.release IS NOT NULL END AS duplicate_likely
FROM encounters AS t
LEFT JOIN ddp_encounter_crowds AS c
    ON
        t.release = c.release
        AND t.unique_identifier = c.unique_identifier
        AND t.event_date IS NOT DISTINCT FROM c.event_date;

-- table: ddp_removal_crowds
SELECT release, unique_identifier, departed_date
FROM removals
WHERE unique_identifier IS NOT NULL
GROUP BY release, unique_identifier, departed_date
HAVING count(*) > 1;

-- table: ddp_removal_marks
-- Rule of August 2026: the last of a person and day is kept.
SELECT
    r.position,
    lead(r.position) OVER (
        PARTITION BY r.release, r.unique_identifier, r.departed_date
        ORDER BY
            r.departure_country NULLS FIRST,
            r.sheet NULLS FIRST,
            r.row NULLS FIRST,
            r.position
    ) IS NOT NULL AS has_later
FROM removals AS r
INNER JOIN ddp_removal_crowds AS c
    ON
        r.release = c.release
        AND r.unique_identifier = c.unique_identifier
        AND r.departed_date IS NOT DISTINCT FROM c.departed_date;

-- step: ddp_removals
-- A charge code counts as violent where it is four digits of the NCIC's violent ranges.
SELECT
    t.*,
    CASE WHEN t.unique_identifier IS NOT NULL THEN m.position IS NOT NULL END AS duplicate_likely,
    {drop_row} AS duplicate_drop_row,
    CASE
        WHEN t.most_serious_conviction_code IS NULL THEN NULL
        WHEN regexp_extract(t.most_serious_conviction_code, '^([0-9][0-9][0-9][0-9])$', 1) = '' THEN FALSE
        ELSE
            (
                t.most_serious_conviction_code BETWEEN '0900' AND '0999'
                AND t.most_serious_conviction_code NOT IN ('0909', '0910')
            )
            OR (
                t.most_serious_conviction_code BETWEEN '1100' AND '1199'
                AND t.most_serious_conviction_code <> '1116'
            )
            OR t.most_serious_conviction_code BETWEEN '1200' AND '1299'
            OR t.most_serious_conviction_code BETWEEN '1301' AND '1312'
            OR t.most_serious_conviction_code IN ('1314', '1315')
    END AS violent_charge
FROM removals AS t
LEFT JOIN ddp_removal_marks AS m ON t.position = m.position;
