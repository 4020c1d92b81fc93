"""Views: all that an output may see.

A renderer reads one view and nothing else; a target's key holds the digest of that view. So whatever a page shows has
to be a field here, and nothing belongs here that no output shows. Addresses in views are final: root-relative with
the site's prefix, percent-coded; fields called `permalink` are absolute. Text is plain text unless a field says
otherwise.
"""
