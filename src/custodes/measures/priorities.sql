-- Each arrest with how it came about, what the person was, and why it is left out.

-- step: priority_rows
SELECT a.origin, a.release, CAST(a.apprehension_date AS DATE) AS day_of,
       a.apprehension_aor AS office,
       a.apprehension_state AS state, a.citizenship_country AS country, a.superseded_by,
       a.apprehension_method AS method, a.stands_for_event,
       CASE WHEN m.kind = 'partner' THEN 1 ELSE 0 END AS is_partner,
       CASE WHEN c.code IS NOT NULL THEN c.code
            WHEN a.apprehension_criminality IS NOT NULL THEN 'not read'
            WHEN CONCAT(';', COALESCE(a.redacted, ''), ';') LIKE '%;apprehension_criminality;%'
            THEN 'withheld'
            ELSE 'not given' END AS criminality,
       CASE WHEN v.code IS NOT NULL THEN v.code
            WHEN a.case_threat_level IS NOT NULL THEN 'not read'
            WHEN CONCAT(';', COALESCE(a.redacted, ''), ';') LIKE '%;case_threat_level;%'
            THEN 'withheld'
            ELSE 'not given' END AS level,
       CASE WHEN COALESCE(o.offense_group, oc.offense_group, ot.offense_group) IS NOT NULL
            THEN COALESCE(o.offense_group, oc.offense_group, ot.offense_group)
            WHEN COALESCE(a.most_serious_conviction_charge, k.code, k.charge) IS NOT NULL
            THEN 'not read'
            WHEN COALESCE(a.redacted, '') LIKE '%most_serious_conviction_c%' OR k.withheld = 1
            THEN 'withheld'
            WHEN a.linked = 1 AND k.episode_id IS NULL THEN 'no stay'
            ELSE 'not given' END AS offense_group
FROM priority_marked_arrests a
LEFT JOIN priority_methods m ON m.spelling = LOWER(a.apprehension_method)
LEFT JOIN priority_criminality c ON c.spelling = LOWER(a.apprehension_criminality)
LEFT JOIN priority_levels v ON v.spelling = LOWER(a.case_threat_level)
LEFT JOIN priority_convictions k ON k.episode_id = a.episode
LEFT JOIN priority_offenses o ON o.spelling = LOWER(a.most_serious_conviction_charge)
LEFT JOIN priority_offenses oc ON oc.spelling = SUBSTR(k.code, 1, 2) AND oc.length = LENGTH(k.code)
LEFT JOIN priority_offenses ot ON ot.spelling = LOWER(k.charge)

-- table: priority_dated
SELECT r.origin, r.release, r.day_of, r.office, r.state, r.country, r.is_partner,
       r.criminality, r.level, r.offense_group,
       year(r.day_of) + CASE WHEN month(r.day_of) >= 10 THEN 1 ELSE 0 END AS year_of,
       CASE WHEN r.superseded_by IS NOT NULL THEN 'superseded'
            WHEN l.release IS NOT NULL THEN 'local'
            WHEN r.day_of IS NULL THEN 'no_date'
            WHEN r.day_of > e.extract THEN 'after_extract'
            WHEN r.stands_for_event = 0 THEN 'repeated'
            WHEN r.method IS NULL THEN 'no_method'
            WHEN r.office IS NULL THEN 'no_office' END AS unfit
FROM priority_rows r
LEFT JOIN extracts e ON e.release = r.release
LEFT JOIN priority_local l ON l.release = r.release

-- Only where and when both made an arrest are they compared.
-- table: priority_judged
SELECT d.origin, d.release, d.day_of, d.office, d.state, d.country, d.is_partner,
       d.criminality, d.level, d.offense_group,
       CASE WHEN d.unfit IS NOT NULL THEN d.unfit
            WHEN p.partners = 0 THEN 'no_partner'
            WHEN p.others = 0 THEN 'no_other' END AS left_out
FROM priority_dated d
LEFT JOIN (
    SELECT office, year_of, MAX(is_partner) AS partners, MAX(1 - is_partner) AS others
    FROM priority_dated WHERE unfit IS NULL
    GROUP BY office, year_of
) p ON p.office = d.office AND p.year_of = d.year_of
