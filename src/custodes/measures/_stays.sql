-- Each stay, under the groups it is counted by, and what measures judge it by.
-- table: stay_facts
SELECT s.origin, s.release, s.unique_identifier, s.stay_id, s.superseded_by,
       CAST(s.ended_at AS DATE) AS day_of, s.end_status, s.end_confidence,
       COALESCE(s.ended_at_kind, 'unknown') AS end_known_by,
       COALESCE(s.stay_release_reason, s.last_release_reason) AS reason,
       s.final_order_date, s.citizenship_country AS country,
       COALESCE(s.area_of_responsibility, b.office, f.office) AS office,
       CASE WHEN s.area_of_responsibility IS NOT NULL THEN 'stay'
            WHEN b.office IS NOT NULL THEN 'book_in'
            WHEN f.office IS NOT NULL THEN 'list' ELSE 'not told' END AS office_told_by,
       f.state,
       CASE WHEN v.code IS NOT NULL THEN v.code
            WHEN s.case_threat_level IS NOT NULL THEN 'not read'
            WHEN CONCAT(';', COALESCE(s.redacted, ''), ';') LIKE '%;case_threat_level;%'
            THEN 'withheld'
            ELSE 'not given' END AS level,
       COALESCE(c.code, s.book_in_criminality, 'not given') AS criminality,
       COALESCE(oc.offense_group, ot.offense_group,
                CASE WHEN s.most_serious_conviction_code IS NOT NULL
                       OR s.most_serious_conviction_charge IS NOT NULL THEN 'not read'
                     WHEN COALESCE(s.redacted, '') LIKE '%most_serious_conviction_c%'
                     THEN 'withheld'
                     ELSE 'not given' END) AS offense_group,
       CASE WHEN s.most_serious_conviction_code IN ('0909', '0910')
              OR LOWER(s.most_serious_conviction_charge) LIKE '%negligent manslaughter%'
            THEN 1 ELSE 0 END AS negligent
FROM stays s
LEFT JOIN stay_levels v ON v.spelling = LOWER(s.case_threat_level)
LEFT JOIN stay_criminality c ON c.spelling = LOWER(s.book_in_criminality)
LEFT JOIN stay_offenses oc ON oc.spelling = SUBSTR(s.most_serious_conviction_code, 1, 2)
                          AND oc.length = LENGTH(s.most_serious_conviction_code)
LEFT JOIN stay_offenses ot ON ot.spelling = LOWER(s.most_serious_conviction_charge)
LEFT JOIN stay_booked b ON b.stay_id = s.stay_id
LEFT JOIN stay_listed f ON f.facility = s.last_detention_facility_code
