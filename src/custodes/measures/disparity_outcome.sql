-- Searches whose outcome is recorded.

-- table: outcome_judged
SELECT j.*,
       CASE WHEN j.unfit IS NOT NULL THEN j.unfit
            WHEN j.searched IS NULL THEN 'search_unknown'
            WHEN j.searched = 0 THEN 'not_searched'
            WHEN j.found IS NULL THEN 'no_outcome' END AS left_out
FROM stop_judged j
