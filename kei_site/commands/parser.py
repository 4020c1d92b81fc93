"""The table of commands -> an argument parser."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kei_site import __version__
from kei_site.commands.shared_options import examples, share

Adder = Callable[[argparse.ArgumentParser], None]


def make_parser(asked: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """Return the parser of all commands; the name of the command is parsed as `command`.

    Of the words `asked` only the first that is no option can name a command: no other command has options then.
    """
    wanted = next((word for word in asked if not word.startswith("-")), "") if asked is not None else None
    parser = argparse.ArgumentParser(
        prog="kei-site",
        description="Markdown briefs in, a fast, accessible, citable site out.",
        epilog="To begin: kei-site init my-site, then in that folder kei-site serve.\n"
        "Every day: kei-site new, serve, check, build. For the schedule: kei-site list --due.\n"
        "`kei-site COMMAND --help` shows the options of a command, and examples.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"kei-site {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (words, add) in COMMANDS.items():
        command = commands.add_parser(name, help=words, formatter_class=argparse.RawDescriptionHelpFormatter)
        if wanted in (None, name):
            add(command)
    return parser


def _build(parser: argparse.ArgumentParser) -> None:
    parser.description = "Read the briefs and write the site. On errors in the content nothing is written."
    parser.epilog = examples(
        "kei-site build",
        "kei-site build --site my-site --output /srv/www",
        "kei-site build --explain        say why each file was rendered again",
        "kei-site build --keep-going     leave briefs with errors out",
        "kei-site build --strict --format json",
    )
    share(parser, "--site", "--output", "--cache")
    parser.add_argument(
        "--clean",
        action="store_true",
        help="clear the cache and render everything again but images that are still right",
    )
    parser.add_argument("--drafts", action="store_true", help="publish drafts, too")
    share(parser, "--no-search", "--jobs")
    parser.add_argument("--explain", action="store_true", help="say for each file why it was rendered again")
    parser.add_argument("--verbose", action="store_true", help="print every warning on a terminal, too")
    parser.add_argument("--timings", action="store_true", help="say how long each stage took")
    words = "publish all that is sound and list the rest; then the exit code is 3 (always: `on_error` in site.yaml)"
    parser.add_argument("--keep-going", action=argparse.BooleanOptionalAction, help=words)
    share(parser, "--strict")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def _check(parser: argparse.ArgumentParser) -> None:
    parser.description = "Check everything that a build checks, and what an editor would look at. Nothing is published."
    parser.epilog = examples(
        "kei-site check",
        "kei-site check --fix            show what can be fixed safely, and ask",
        "kei-site check --summary        how many of each kind, and where most are",
        "kei-site check --strict --format github",
        "kei-site check --links outlets  ask the outlets where briefs appeared whether the pages are still there",
        "kei-site check --format sarif > check.sarif",
    )
    share(parser, "--site", "--output", "--cache", "--jobs")
    parser.add_argument("--drafts", action="store_true", help="as if drafts were published, too")
    share(parser, "--strict")
    parser.add_argument("--format", choices=("text", "json", "sarif", "github"), default="text")
    words = "count the diagnostics by code, with the worst files and how to lower each"
    parser.add_argument("--summary", action="store_true", help=words)
    links = "ask these addresses on the web, too; the answers are remembered for a month"
    parser.add_argument("--links", choices=("outlets",), help=links)
    words = "fix line ends, byte order marks, control characters, Unicode forms, dates, addresses, the spelling of tags"
    parser.add_argument("--fix", action="store_true", help=words)
    parser.add_argument("--yes", action="store_true", help="with --fix: do not ask")


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.description = "Show the site in a browser on this machine while it is being written. Nobody else can see it."
    parser.epilog = examples(
        "kei-site serve",
        "kei-site serve --drafts                    with what is not ready",
        'kei-site serve --at "2026-12-24 09:00"     as it will be then',
    )
    share(parser, "--site")
    parser.add_argument("--port", type=int, metavar="N", help="where to listen (default: the first free from 8000)")
    parser.add_argument("--drafts", action="store_true", help="show drafts, too")
    parser.add_argument("--at", metavar="DATETIME", help='as it will be then: "2026-12-24 09:00", in the site\'s zone')
    share(parser, "--no-search")


def _new(parser: argparse.ArgumentParser) -> None:
    from kei_site.model.brief import BRIEF_TYPES

    parser.description = "Write the file of a new brief, with its front matter. A file that is there is never touched."
    parser.epilog = examples(
        'kei-site new "What the summit left open"',
        'kei-site new "A year of exercises" --type report --author kim --tag NATO --tag Exercises',
    )
    parser.add_argument("title", metavar="TITLE", help="the title of the brief")
    share(parser, "--site")
    parser.add_argument("--type", choices=BRIEF_TYPES, default="brief", metavar="T", help=", ".join(BRIEF_TYPES))
    parser.add_argument("--author", action="append", metavar="ID", help="the id of an author; may be given again")
    parser.add_argument("--tag", action="append", metavar="T", help="a tag; may be given again")
    parser.add_argument("--series", metavar="NAME", help="the series that the brief belongs to")
    parser.add_argument("--slug", metavar="S", help="the name in the address (default: made of the title)")


def _list(parser: argparse.ArgumentParser) -> None:
    parser.description = "List the briefs, and what is held back until when."
    parser.epilog = examples(
        "kei-site list",
        "kei-site list --due                 what waits for its date or embargo, and when to build next",
        "kei-site list --drafts",
        "kei-site list --tag NATO --format json",
        "kei-site list --outlets --format csv > outlets.csv   for the annual report",
    )
    share(parser, "--site", "--output", "--cache")
    parser.add_argument("--due", action="store_true", help="only what is held back, and until when")
    parser.add_argument("--drafts", action="store_true", help="only drafts")
    parser.add_argument("--tag", metavar="T", help="only briefs with this tag")
    parser.add_argument("--outlets", action="store_true", help="where briefs appeared elsewhere, newest first")
    parser.add_argument("--format", choices=("text", "json", "csv"), default="text")


def _digest(parser: argparse.ArgumentParser) -> None:
    parser.description = "Write an e-mail of what is new. Nothing is sent."
    parser.epilog = examples(
        "kei-site digest --output week.eml", "kei-site digest --since 2026-07-01 --tag NATO --output nato.html"
    )
    share(parser, "--site", "--cache")
    words = "the first day (default: a week that ends with the newest brief)"
    parser.add_argument("--since", metavar="DATE", help=words)
    parser.add_argument("--tag", metavar="T", help="only briefs with this tag")
    words = "the message to write (.eml), or the same as a page (.html)"
    parser.add_argument("--output", type=Path, metavar="FILE", required=True, help=words)


def _deposit(parser: argparse.ArgumentParser) -> None:
    parser.description = "Write the files by which a registry of DOIs takes in briefs. Nothing is sent."
    parser.epilog = examples(
        "kei-site deposit --format datacite", "kei-site deposit --format crossref --email desk@example.org"
    )
    share(parser, "--site", "--cache")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="briefs (default: all that have a DOI)")
    parser.add_argument("--format", choices=("datacite", "crossref"), required=True, help="the registry")
    parser.add_argument("--email", metavar="ADDRESS", help="of the depositor, for Crossref (default: `contact`)")
    words = "the folder to write to (default: deposit)"
    parser.add_argument("--into", type=Path, metavar="DIR", default=Path("deposit"), help=words)


def _freeze(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Keep the text of a published brief as it is, before it is changed: readers find it at an address of its own."
    )
    parser.epilog = examples("kei-site freeze content/briefs/2024/the-rok-and-nato.md")
    share(parser, "--site", "--cache")
    parser.add_argument("path", type=Path, metavar="PATH", help="the file of the brief, which says `versions: true`")


def _import(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Make a site of an archive of another program, with a receipt of every item. What editors changed since the "
        "last import is left as it is."
    )
    parser.epilog = examples(
        "kei-site import wordpress export.xml --into new-site --media wp-content/uploads",
        "kei-site import markdown old-site --into new-site --from hugo",
        "kei-site import markdown old-site --into new-site --dry-run     print the receipt, write nothing",
        "kei-site import --verify export.xml --output new-site/public    is every address and sentence there?",
    )
    words = "replay the old addresses of a sitemap or an archive against a built site, and its sentences"
    parser.add_argument("--verify", type=Path, metavar="SOURCE", help=words)
    parser.add_argument("--output", type=Path, metavar="PUBLIC", help="with --verify: the folder of the built site")
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", title="kinds of archives")
    wordpress = kinds.add_parser("wordpress", help="exports of WordPress (WXR), also several of one site, also gzip")
    wordpress.add_argument("files", nargs="+", type=Path, metavar="FILE", help="an export: Tools, Export, All content")
    words = "what a type of posts becomes: page, skip, or a type of briefs (event=event); may be given again"
    wordpress.add_argument("--type", action="append", default=[], metavar="NAME=KIND", help=words)
    markdown = kinds.add_parser(
        "markdown", help="a folder of Hugo, Jekyll, Quarto, Eleventy, Pelican, MkDocs, or plain Markdown"
    )
    markdown.add_argument("folder", type=Path, metavar="FOLDER", help="the folder of the old site")
    words = f"the program that the folder was made for (default: guessed): {', '.join(_TOOLS)}"
    markdown.add_argument("--from", dest="tool", choices=_TOOLS, default="", metavar="TOOL", help=words)
    for kind in (wordpress, markdown):
        _import_options(kind)


_TOOLS = ("hugo", "jekyll", "quarto", "eleventy", "pelican", "mkdocs", "markdown")


def _import_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--into", type=Path, default=Path("."), metavar="DIR", help="the new site (default: here)")
    words = "a folder with the images and files of the old site; may be given again"
    parser.add_argument("--media", action="append", default=[], type=Path, metavar="DIR", help=words)
    words = "load images and files that are in no folder from the old site"
    parser.add_argument("--fetch", action="store_true", help=words)
    parser.add_argument("--dry-run", action="store_true", help="print the receipt, write nothing")


def _completion(parser: argparse.ArgumentParser) -> None:
    parser.description = "Print a script with which the tab key completes commands and options in a shell."
    parser.epilog = examples(
        'eval "$(kei-site completion bash)"                      in ~/.bashrc',
        "kei-site completion zsh > ~/.zfunc/_kei-site            with ~/.zfunc in fpath, before compinit",
        "kei-site completion fish > ~/.config/fish/completions/kei-site.fish",
    )
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), metavar="SHELL", help="bash, zsh or fish")


def _theme(parser: argparse.ArgumentParser) -> None:
    parser.description = "The templates of the theme: what there is, and one to be changed."
    parser.epilog = examples(
        "kei-site theme list",
        "kei-site theme copy after_article.html     into templates/ of the site, to be changed there",
        "kei-site theme copy brief.html --print     how it is in the theme now",
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    shown = actions.add_parser("list", help="the templates, and which of them are the site's own")
    share(shown, "--site")
    copied = actions.add_parser("copy", help="write one template into the site")
    copied.add_argument("name", metavar="NAME", help="a name of the list, such as brief.html")
    share(copied, "--site")
    copied.add_argument("--print", action="store_true", help="print it instead")


def _schema(parser: argparse.ArgumentParser) -> None:
    parser.description = "Print the JSON Schema by which text editors complete and check what you write."
    parser.epilog = examples(
        "kei-site schema front-matter > .vscode/brief.schema.json",
        "kei-site schema site > .vscode/site.schema.json",
        "kei-site schema figure > .vscode/figure.schema.json",
    )
    share(parser, "--site")
    words = (
        "front-matter: of briefs, with the keys that the site declares under `extra`; site: of site.yaml; "
        "figure: of charts and tables"
    )
    parser.add_argument("kind", choices=("front-matter", "site", "figure"), metavar="KIND", help=words)


def _init(parser: argparse.ArgumentParser) -> None:
    parser.description = "Begin a new site: its configuration, an about page, a first brief."
    parser.epilog = examples("kei-site init my-site")
    parser.add_argument("folder", type=Path, metavar="DIR")


def _publish(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Send what changed since the last publishing to a place of `publish:` in site.yaml, in an order in which no "
        "page ever lacks a file. What is sent is the last good build."
    )
    parser.epilog = examples(
        "kei-site publish",
        "kei-site publish live --dry-run     show what is new, changed and gone; send nothing",
        "kei-site publish live --rollback    go back to what was there before",
    )
    parser.add_argument("name", nargs="?", metavar="TARGET", help="the `name` of a place, if there are several")
    share(parser, "--site", "--output", "--cache")
    parser.add_argument("--dry-run", action="store_true", help="print what would be sent, and send nothing")
    parser.add_argument("--rollback", action="store_true", help="publish the edition before the last one again")
    words = "look at the files of the place, not at its manifest alone, and repair what differs"
    parser.add_argument("--verify", action="store_true", help=words)


def _hosts(parser: argparse.ArgumentParser) -> None:
    parser.description = "Measure the built site against the limits of hosts, and say which files cost how much."
    parser.epilog = examples("kei-site hosts")
    share(parser, "--site", "--output", "--cache")


COMMANDS: Mapping[str, tuple[str, Adder]] = {
    "build": ("write the site", _build),
    "check": ("everything that a build checks, and more; nothing is published", _check),
    "serve": ("live preview on this machine, with reload and an error overlay", _serve),
    "new": ("write the file of a new brief", _new),
    "list": ("what there is, and what is held back until when", _list),
    "digest": ("write an e-mail of what is new; nothing is sent", _digest),
    "freeze": ("keep the text of a brief as it is, before it is changed", _freeze),
    "deposit": ("write files for a registry of DOIs; nothing is sent", _deposit),
    "publish": ("send what changed to where readers load it from", _publish),
    "hosts": ("does the built site fit what hosts take?", _hosts),
    "init": ("begin a new site in a folder", _init),
    "schema": ("print the JSON Schema of front matter or of site.yaml", _schema),
    "theme": ("the templates of the theme: list them, or copy one to change it", _theme),
    "import": ("make a site of an archive of another program, with a receipt", _import),
    "completion": ("let the tab key complete commands and options", _completion),
}
"""The help and the options of each command, in the order of the help; each has a module of its name."""
