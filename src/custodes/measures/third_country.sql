-- One row a departure: of a person's rows of one day the first that says where they went
-- stands for all; a row without a person's id is a departure of its own.
-- table: third_country_judged
SELECT d.origin, d.release, d.day_of, d.country, d.destination, d.office, d.state, d.level,
       d.offense_group,
       CASE WHEN d.country IS NULL OR d.destination IS NULL
                 OR LOWER(d.country) = 'unknown' OR LOWER(d.destination) = 'unknown' THEN 'not_known'
            WHEN LOWER(d.country) = LOWER(d.destination) THEN 'own'
            -- Names of no one country of today: whoever left for a successor may be at home.
            WHEN LOWER(d.country) IN (
                'stateless', 'korea', 'ussr', 'yugoslavia', 'czechoslovakia',
                'serbia and montenegro') THEN 'not_known'
            ELSE 'third' END AS went_to,
       CASE WHEN d.superseded_by IS NOT NULL THEN 'superseded'
            WHEN l.release IS NOT NULL THEN 'local'
            WHEN d.day_of IS NULL THEN 'no_date'
            WHEN d.day_of > e.extract THEN 'after_extract'
            WHEN d.place > 1 THEN 'repeated' END AS left_out
FROM (
    SELECT r.origin, r.release, COALESCE(r.departed_date, r.removal_date) AS day_of, r.superseded_by,
           r.citizenship_country AS country, r.departure_country AS destination,
           r.case_aor AS office, r.apprehension_state AS state,
           CASE WHEN v.code IS NOT NULL THEN v.code
                WHEN r.case_threat_level IS NOT NULL THEN 'not read'
                WHEN CONCAT(';', COALESCE(r.redacted, ''), ';') LIKE '%;case_threat_level;%'
                THEN 'withheld'
                ELSE 'not given' END AS level,
           COALESCE(oc.offense_group, ot.offense_group,
                    CASE WHEN r.most_serious_conviction_code IS NOT NULL
                              OR r.most_serious_conviction_charge IS NOT NULL THEN 'not read'
                         WHEN COALESCE(r.redacted, '') LIKE '%most_serious_conviction_c%'
                         THEN 'withheld'
                         ELSE 'not given' END) AS offense_group,
           CASE WHEN r.unique_identifier IS NULL THEN 1
                ELSE ROW_NUMBER() OVER (
                    PARTITION BY r.release, r.superseded_by, r.unique_identifier,
                                 COALESCE(r.departed_date, r.removal_date)
                    ORDER BY CASE WHEN r.departure_country IS NULL THEN 1 ELSE 0 END,
                             r.file, r.sheet, r.row) END AS place
    FROM removals r
    LEFT JOIN third_levels v ON v.spelling = LOWER(r.case_threat_level)
    LEFT JOIN third_offenses oc ON oc.spelling = SUBSTR(r.most_serious_conviction_code, 1, 2)
                               AND oc.length = LENGTH(r.most_serious_conviction_code)
    LEFT JOIN third_offenses ot ON ot.spelling = LOWER(r.most_serious_conviction_charge)
) d
LEFT JOIN extracts e ON e.release = d.release
LEFT JOIN third_local l ON l.release = d.release
