"""The tables of codes and of limits -> the page DIAGNOSTICS.md, which a test compares with the result."""

from itertools import groupby

from kei_site.core.diagnostic_codes import CODES, Rule
from kei_site.core.fallbacks import fallback
from kei_site.core.limits import LIMITS, Limit, limits_in

_GROUPS = {
    "ENC": "Bytes and characters",
    "TXT": "Words",
    "FM": "Front matter",
    "DAT": "Dates and data",
    "YML": "YAML",
    "TAG": "Tags",
    "SLG": "Slugs",
    "URL": "Addresses",
    "FIL": "Files",
    "LIM": "Limits",
    "LNK": "Links",
    "IMG": "Pictures",
    "HTM": "Raw HTML",
    "MD": "Markdown",
    "MTH": "Mathematics",
    "AUT": "Authors",
    "SHC": "Directives",
    "TPL": "Templates",
    "CFG": "Configuration",
    "THM": "The look of the site",
    "EVT": "Events",
    "LNG": "Languages",
    "POD": "Podcasts",
    "REL": "Related briefs",
    "DOI": "DOIs",
    "SYN": "Outlets",
    "REF": "References",
    "OUT": "Texts that are left out",
    "VER": "Versions of a brief",
    "SRC": "Sources",
    "SCH": "Search",
    "PDF": "PDFs",
    "FED": "Feeds",
    "FIG": "Charts and tables from data",
}
_HEAD = """\
# Diagnostics

Every diagnostic has a code. `site.yaml` may move its severity:

```yaml
diagnostics:
  HTM01: warning
  TAG06: ignore
```

The last column says what is published if an error is only a warning. `--strict` makes every warning an error. A code
marked *fixed* guards safety: nothing lowers it. `kei-site check` tells all of them; a build leaves advice
(AUT04, CFG08, CFG09, DAT09, ENC08, FED01, TAG06, TAG07, TXT02, TXT03, VER02, VER03) to it.
"""


_LIMITS_HEAD = """
## All limits

What is beyond a limit is told by its code; without a code, it is cut off, counted or refused as the words say.

| at most | of what | code | what to do |
|---|---|---|---|
"""


def reference() -> str:
    """Return the page in Markdown: a table for each group of codes, in the order of the table of codes; the limits."""
    parts = [_HEAD]
    for prefix, codes in groupby(CODES, key=lambda code: code.rstrip("0123456789")):
        rows = "".join(_row(code, CODES[code]) for code in codes)
        parts.append(
            f"\n## {_GROUPS[prefix]}\n\n| code | severity | what is wrong | what to do | as a warning |\n"
            f"|---|---|---|---|---|\n{rows}"
        )
    return "".join((*parts, _LIMITS_HEAD, *(_limit_row(each) for each in limits_in(LIMITS))))


def _limit_row(limit: Limit) -> str:
    return f"| {limit} | {limit.bounds} | {limit.code} | {limit.fix} |\n"


def _row(code: str, rule: Rule) -> str:
    severity = f"{rule.severity}, *fixed*" if rule.guards_safety else rule.severity
    return f"| {code} | {severity} | {rule.meaning} | {rule.fix} | {fallback(code)} |\n"
