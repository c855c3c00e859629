"""
What happened to a person, in two modes side by side.

`custodes.histories.people` is the default: duplicates flagged and never dropped,
the end of every stay with its evidence, matches that lose no pair.
`custodes.histories.ddp` follows the Deportation Data Project's rules to the row,
so that published work can be compared. Each has one entry, ``run``.
"""
