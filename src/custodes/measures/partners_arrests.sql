-- Each arrest with whether its method or the program credited is 287(g).
-- table: partner_arrests_judged
SELECT a.origin, a.release, CAST(a.apprehension_date AS DATE) AS day_of,
       a.apprehension_aor AS office, a.apprehension_state AS state,
       a.citizenship_country AS country,
       a.apprehension_method AS method, a.final_program AS program,
       CASE WHEN a.apprehension_method IS NOT NULL THEN 1 ELSE 0 END AS has_method,
       CASE WHEN m.kind = 'partner' THEN 1 ELSE 0 END AS by_method,
       CASE WHEN a.final_program IS NOT NULL THEN 1 ELSE 0 END AS has_program,
       CASE WHEN LOWER(a.final_program) LIKE '%287%g%' THEN 1 ELSE 0 END AS by_program,
       CASE WHEN a.superseded_by IS NOT NULL THEN 'superseded'
            WHEN l.release IS NOT NULL THEN 'local'
            WHEN a.apprehension_date IS NULL THEN 'no_date'
            WHEN CAST(a.apprehension_date AS DATE) > e.extract THEN 'after_extract'
            WHEN a.stands_for_event = 0 THEN 'repeated' END AS left_out
FROM partner_marked_arrests a
LEFT JOIN partner_methods m ON m.spelling = LOWER(a.apprehension_method)
LEFT JOIN extracts e ON e.release = a.release
LEFT JOIN partner_local l ON l.release = a.release
