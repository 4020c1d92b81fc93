"""`kei-site theme list` and `kei-site theme copy NAME`: the templates of the theme, and one to be changed."""

import argparse

from kei_site.build.theme import own_templates, theme_templates
from kei_site.check.copied_templates import changed_originals, copy_of, purpose_of
from kei_site.commands.options import request_of
from kei_site.core.errors import Refusal
from kei_site.core.suggest import nearest
from kei_site.output.disk import write_durably


def run_theme(options: argparse.Namespace) -> int:
    """List the templates, or copy one. Raises Refusal for an unknown name and a template that is there already."""
    return _copy(options) if options.action == "copy" else _list(options)


def _list(options: argparse.Namespace) -> int:
    folder, theme = request_of(options).site / "templates", theme_templates()
    own = own_templates({f"templates/{path.relative_to(folder)}": str(path) for path in folder.rglob("*.html")})
    changed = {told.place.path.removeprefix("templates/") for told in changed_originals(own, theme)}
    width = max(map(len, (*theme, *own)))
    for name in sorted({*theme, *own}):
        told = purpose_of(theme.get(name, ""))
        if name in own:
            state = "the theme's has changed since" if name in changed else "the site's own"
            told = f"[{state}] {told}".rstrip()
        print(f"{name:{width}}  {told}".rstrip())
    return 0


def _copy(options: argparse.Namespace) -> int:
    theme, name = theme_templates(), options.name.removeprefix("templates/")
    if name not in theme:
        close = nearest(name, theme)
        hint = f"did you mean {close}?" if close else "`kei-site theme list` names them"
        raise Refusal(f"the theme has no template {name}; {hint}")
    text = copy_of(name, theme[name])
    if options.print:
        print(text, end="")
        return 0
    target = request_of(options).site / "templates" / name
    if target.exists():
        raise Refusal(f"templates/{name} is there already; `kei-site theme copy {name} --print` shows the theme's")
    target.parent.mkdir(parents=True, exist_ok=True)
    write_durably(target, text.encode())
    print(f"templates/{name}: yours to change; `kei-site check` says when the theme's is another")
    return 0
