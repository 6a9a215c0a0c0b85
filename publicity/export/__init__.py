"""A static copy of one published edition: a folder that opens without the portal, for archives.

`exporting.export_site` is the way in. Pages are the portal's own (`pages` asks the public addresses, as a visitor
would), `rewriting` leads their links into the folder, `folder` writes all of it beside and renames at the end.
"""
