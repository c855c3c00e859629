-- Of each stay whether it is what the article of 2014 counted: true, false, or null where
-- the release does not say. A conviction that is on no list of ours is still a conviction.
-- table: article_judged
SELECT q.*,
       CASE WHEN q.offense_group NOT IN ('not given', 'withheld') OR q.criminality = 'convicted'
            THEN TRUE WHEN q.criminality IN ('charged', 'neither') THEN FALSE END AS convicted,
       CASE WHEN q.grouped THEN q.offense_group = 'homicide' END AS homicide,
       CASE WHEN q.grouped THEN q.offense_group = 'homicide' AND q.negligent = 0 END AS willful,
       CASE WHEN q.grouped THEN q.offense_group = 'sexual_assault' END AS sexual_assault,
       CASE WHEN q.grouped THEN q.offense_group IN ('sexual_assault', 'sex_offenses') END AS sexual,
       CASE WHEN q.level IN ('1', '2', '3') THEN q.level = '1' END AS level_one,
       a.code = 'SPM' AS st_paul,
       q.state IN ('MN', 'ND', 'SD', 'NE', 'IA', 'KS', 'MO') AS seven_states,
       CAST(NULL AS BOOLEAN) AS terrorism
FROM (
    SELECT r.origin, r.release, r.day_of, r.country, r.confidence, r.end_known_by, r.level,
           r.office, r.state, r.offense_group, r.criminality, r.negligent,
           r.offense_group NOT IN ('not given', 'withheld', 'not read') AS grouped,
           COALESCE(r.left_out,
                    CASE WHEN r.kind <> 'supervision_no_slrrff' THEN 'other_kind' END) AS left_out
    FROM release_judged r
) q
LEFT JOIN article_offices a ON a.spelling = LOWER(q.office)
