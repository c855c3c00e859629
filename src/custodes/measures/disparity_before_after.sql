-- Stops or arrests of counties with an agreement and of those matched to them, in the year
-- before it and the year from it on.

-- table: change_placed
SELECT e.origin, e.source, e.release, e.day_of, e.category, c.fips,
       CASE WHEN e.unfit IS NOT NULL THEN e.unfit
            WHEN e.category IN ('unknown', 'not given', 'not read', 'withheld')
            THEN 'no_category'
            WHEN c.fips IS NULL THEN 'no_county' END AS unfit
FROM change_events e
LEFT JOIN change_counties c ON c.state = COALESCE(e.state, '') AND c.county = COALESCE(e.county, '')
