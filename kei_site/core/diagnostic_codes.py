"""The table of diagnostic codes: what each means, how bad it is, how to fix it (DIAGNOSTICS.md). Core, data."""

from collections.abc import Mapping

from kei_site.core.value import value


@value
class Rule:
    """The meaning of a code."""

    severity: str
    """`error` or `warning`, unless `site.yaml` sets another."""
    meaning: str
    """What is wrong, as a noun phrase."""
    fix: str
    """What to do, as an instruction."""
    guards_safety: bool = False
    """True if `site.yaml` cannot lower the severity."""


def _error(meaning: str, fix: str) -> Rule:
    return Rule(severity="error", meaning=meaning, fix=fix)


def _warning(meaning: str, fix: str) -> Rule:
    return Rule(severity="warning", meaning=meaning, fix=fix)


def _guard(meaning: str, fix: str) -> Rule:
    return Rule(severity="error", meaning=meaning, fix=fix, guards_safety=True)


CODES: Mapping[str, Rule] = {
    "ENC01": _error("a file is UTF-16 or UTF-32", "save it as UTF-8"),
    "ENC02": _error("bytes that are not UTF-8", "convert the file to UTF-8"),
    "ENC03": _warning("a byte order mark inside the text", "delete the mark"),
    "ENC04": _error("an unusual line separator in the front matter", "use plain line ends"),
    "ENC05": _error("a control character or noncharacter that is not allowed in feeds", "delete the character"),
    "ENC06": _error("half of a character (a surrogate)", "write the character itself"),
    "ENC07": _warning("lone carriage returns as line ends", "save the file with LF line ends"),
    "ENC08": _warning("a text in another Unicode form than NFC", "save it as NFC, or let `kei-site check --fix` do it"),
    "TXT01": _warning("invisible or direction-changing characters", "delete them, or use lang and dir"),
    "TXT02": _warning("a title or summary too long for cards and search results", "shorten it"),
    "TXT03": _warning("a brief without text", "write it below the front matter, or leave it at the summary"),
    "TXT04": _warning("letters that images for link previews cannot show", "give the brief an image"),
    "FM01": _error("an empty file", "start from the front matter that `kei-site new` writes"),
    "FM02": _error("no front matter", "begin the file with a line `---`"),
    "FM03": _error("front matter that does not close, or fences that are not `---`", "put `---` alone on its line"),
    "FM04": _error("front matter in TOML", "write YAML between `---` lines"),
    "FM05": _error("front matter that is not `key: value` pairs", "write one `key: value` per line"),
    "FM06": _error("a second YAML document in the front matter", "keep one block"),
    "FM07": _error("a duplicate key", "keep one of the two"),
    "FM08": _error("an unknown key", "use the nearest known key, or remove it"),
    "FM09": _error("a required key is missing", "add it"),
    "FM10": _error("a tab used to indent", "use two spaces"),
    "FM11": _error("a second colon in an unquoted value", "put the value in quotes"),
    "FM12": _error("a quoted value that does not end", "close the quote"),
    "FM13": _error("an escape that YAML does not know", "use single quotes"),
    "FM14": _error("a value that begins with a reserved character", "put the value in quotes"),
    "FM15": _error("not a whole number, or a number out of range", "write a whole number"),
    "FM16": _error("YAML that cannot be parsed", "correct the syntax at the place shown"),
    "FM17": _error("a value of the wrong type", "write it in the form shown"),
    "FM18": _error("a value that is not one of those allowed", "use one of the values listed"),
    "FM19": _guard("a text that may be meant as a draft", "write `draft: true` or `draft: false`"),
    "DAT01": _error("a day that does not exist", "correct the day"),
    "DAT02": _error("an ambiguous or unknown date format", "write YYYY-MM-DD"),
    "DAT03": _error("an invalid time or time zone", "write HH:MM and an offset such as +09:00"),
    "DAT04": _warning("a time that a clock change skips or repeats", "give the offset"),
    "DAT05": _error("a year outside 1970-2100", "correct the year"),
    "DAT06": _warning("a date in the future", "none needed if the brief is meant to wait"),
    "DAT07": _warning("an update before the date of publication", "correct one of the two"),
    "DAT08": _warning("an embargo without a zone", "give the offset"),
    "DAT09": _warning("an embargo that ends before the date", "correct one of the two"),
    "DAT10": _error("data that cannot be read", "correct the data file"),
    "DAT11": _error("a data record given twice", "keep one"),
    "DAT12": _error("rows of unequal length", "complete the rows"),
    "YML01": _error("YAML anchors or aliases", "write the value out"),
    "YML02": _error("YAML tags", "remove the tag"),
    "YML03": _error("YAML nested too deeply", "flatten it"),
    "YML04": _error("a YAML merge key", "write the keys out"),
    "YML05": _error("a key that is not text", "write the key as text"),
    "TAG01": _error("tags given as text", "write a list"),
    "TAG02": _error("a tag that is not text", "write each tag as text"),
    "TAG03": _warning("tags that differ only in case or form", "spell them alike"),
    "TAG04": _error("two tags with the same address", "give one of them another spelling, or a slug in tags.yaml"),
    "TAG05": _error("a tag that no slug can be made from", "use letters or digits"),
    "TAG06": _warning("a tag used only once", "use an existing tag, or ignore"),
    "TAG07": _warning("tags that are nearly the same", "use one of them"),
    "SLG01": _error(
        "a slug with characters that are not allowed in addresses", "use letters, digits and single hyphens"
    ),
    "SLG02": _error("a name that Windows cannot store", "choose another slug"),
    "SLG03": _error("a slug that is too long", "shorten it"),
    "SLG04": _error("no slug can be made from the name", "give `slug:`"),
    "SLG05": _error("two briefs with the same address", "give one of them another slug"),
    "SLG06": _error("addresses that some systems treat as the same", "give one of them another slug"),
    "SLG07": _error("a reserved address", "choose another slug"),
    "URL01": _error("two outputs with the same path", "rename one of them"),
    "URL02": _error("an alias that is taken, or redirects to itself", "remove the alias"),
    "URL03": _error("a redirect loop, or the same alias for two briefs", "keep one"),
    "URL04": _error("an alias outside the site", "write a path such as /old/address/"),
    "URL05": _guard("a file at the address of a brief that is not public yet", "put it elsewhere, or wait"),
    "FIL01": _error(
        "a file name with characters that are not possible in addresses or on some systems", "rename the file"
    ),
    "FIL02": _warning("a file that is ignored", "rename or delete it"),
    "FIL03": _error("a symbolic link", "replace it with the file itself"),
    "FIL04": _error("not a readable file", "replace it with a file, or check its permissions"),
    "FIL05": _guard("a file that changed while it was read", "save it and build again"),
    "LIM01": _error("too many tags", "use fewer"),
    "LIM02": _error("a file too large", "split it"),
    "LIM03": _error("a line too long", "break the line"),
    "LIM04": _error("output too large", "simplify the brief"),
    "LIM05": _error("a text that takes too long to parse", "simplify the place named"),
    "LIM06": _error("a value too long", "shorten it"),
    "LIM07": _error("too many links", "use fewer"),
    "LIM08": _error("a table with too many cells", "split the table"),
    "LNK01": _guard("a link with a scheme that is not allowed", "use http, https, mailto or a relative path"),
    "LNK02": _error("a broken link", "correct the path, or the heading"),
    "LNK03": _error("a link to a brief that is not public yet", "wait, or remove the link"),
    "LNK04": _warning("a link reference defined twice", "remove one"),
    "LNK05": _warning("a link reference that is never defined", "define it"),
    "LNK06": _warning("a link reference that is never used", "remove it"),
    "LNK07": _warning("a file name in another Unicode form", "write the name as the file has it"),
    "LNK08": _warning("an external address that did not answer", "check the address"),
    "LNK09": _warning("a slug that several briefs have", "write the path of the brief"),
    "LNK10": _guard("a file that is not published beside a text", "use a PDF, or put the file into a ZIP file"),
    "IMG01": _error("an image that does not exist", "correct the path"),
    "IMG02": _error("an image outside the brief's folder and static", "copy it next to the brief"),
    "IMG03": _guard("an SVG, which may carry scripts", "use PNG, JPEG, WebP or GIF"),
    "IMG04": _error("a file that is not the image its name says", "save it again in that form"),
    "IMG05": _error("an image too large", "make it smaller"),
    "IMG06": _error("an image that ends too early", "save it again"),
    "IMG07": _error("an animated image", "use a still image"),
    "IMG08": _error("an image in a print colour space", "save it as RGB"),
    "IMG09": _warning("an image without alternative text", "describe the image between the brackets"),
    "IMG10": _error("an image in a format that is not published", "save it as JPEG, PNG or WebP"),
    "HTM01": _error("raw HTML that is not allowed", "use Markdown or a directive"),
    "HTM02": _warning("raw HTML that does not close", "close the element"),
    "MD01": _error("a code fence that does not close", "close the fence"),
    "MD02": _error("nesting too deep", "flatten it"),
    "MD03": _warning("a table whose rows do not fit its head", "give each row as many cells as the head"),
    "MD04": _warning("a heading of the first level in the text", "begin with `##`"),
    "MD05": _warning("a heading that skips a level", "use the next level"),
    "MD06": _warning("a heading without letters, or the same twice", "reword it"),
    "MD07": _warning("a footnote missing, unused or inside itself", "write the footnote, or remove the reference"),
    "MD08": _warning("the info string of a code fence has quotes", "write the name of the language alone"),
    "MD09": _warning("emphasis that stays text", "write a blank outside of the emphasis"),
    "MD10": _warning("a link that Markdown does not read", "write `[words](address)`"),
    "MD11": _warning("Markdown that may read otherwise than it looks", "write it as shown"),
    "MD12": _warning("syntax of another program, published as text", "write it as Markdown"),
    "AUT01": _error("an unknown author", "add a file in content/authors, or correct the id"),
    "AUT02": _error("an invalid author record", "correct the record"),
    "AUT03": _error("two records for the same author", "keep one"),
    "AUT04": _warning("a name with a comma", "add `family:` and `given:`, or `kind: organization`"),
    "SHC01": _error("an unknown directive", "use one of those listed"),
    "SHC02": _error("a directive with a wrong argument", "correct it"),
    "SHC03": _error("a directive that does not close", "close it with `:::`"),
    "SHC04": _error("something to embed from a site that is not known", "add its host to `embeds: {hosts: …}`"),
    "SHC05": _error("an address with nothing that can be embedded", "give the address of the content itself"),
    "SHC06": _warning("something embedded without a title", "write its title behind the address"),
    "SHC07": _warning("something embedded without a poster", "add `poster=` and a picture next to the text"),
    "TPL01": _error("a template that does not exist", "restore or rename it"),
    "TPL02": _error("a template with a syntax error", "correct it"),
    "TPL03": _error("a name that no template defines", "correct the name"),
    "TPL04": _error("templates that include each other", "remove one of the includes"),
    "TPL05": _error("an unknown filter or test", "correct its name"),
    "TPL06": _error("a template that fails", "correct the expression"),
    "TPL07": _guard("a template whose name is computed", "name the template in quotes"),
    "CFG01": _error("no configuration", "run `kei-site init`"),
    "CFG02": _error("a setting of the wrong type", "write it in the form shown"),
    "CFG03": _error("an unknown setting", "use the nearest known one"),
    "CFG04": _error("an address that is not absolute https", "write https:// and the host"),
    "CFG05": _error("an unknown time zone", "use a name such as Asia/Seoul"),
    "CFG06": _error("an unknown language", "use a tag such as en or ko"),
    "CFG07": _error("a required setting is missing", "add it"),
    "CFG08": _warning("a setting that is an example", "write the address or the words of the institute"),
    "THM01": _error("colors that cannot be read on each other", "use the nearest color that can be read"),
    "THM02": _error("a file of the theme that does not exist, or cannot be used", "correct the path"),
    "THM03": _warning("a copy of a template that the theme has changed since", "take over what is new"),
    "EVT01": _error("an event that ends before it begins", "correct `start:` or `end:`"),
    "EVT02": _error("the details of an event in a text of another type", "write `type: event`"),
    "EVT03": _warning("a link to register for an event that is over", "remove the link"),
    "CFG09": _warning("a security.txt that has expired", "write a later date into it"),
    "CFG10": _error("a front-matter key of the site's own that every brief may have anyway", "choose another name"),
    "REL01": _error("a path to a brief that does not exist", "correct the path"),
    "REL02": _warning("two translations of a brief in one language", "correct `language:`, or keep one"),
    "REF01": _warning("an entry of a file of references that cannot be read or cited", "correct the entry"),
    "REF02": _error("a citation of a work that no file of references has", "correct the key, or add the entry"),
    "REF03": _warning("a key of two references", "give one of them another key"),
    "REF04": _error("a file of references that does not exist", "correct the path"),
    "OUT01": _warning("a text that is left out, because it has errors", "correct them and build again"),
    "OUT02": _warning("a link to a text that is left out", "correct the errors of that text"),
    "SRC01": _warning("a source folder without briefs", "write one with `kei-site new`"),
    "SCH01": _error("the search index could not be built", "install pagefind, or build with --no-search"),
    "FED01": _warning("the id of a published entry changed or vanished", "give the brief its former id"),
    "FED02": _error("the same id for two briefs", "give each its own id"),
}
