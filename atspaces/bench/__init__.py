"""`manage.py bench`: how fast the product is, as ratios measured side by side in one run.

Read `rows.py` first: it lists the rows of the table and who measures each. Nothing here is part of
the product: it runs on throw-away servers of its own, and no address of the site leads here.
"""
