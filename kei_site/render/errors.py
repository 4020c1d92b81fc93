"""An exception while a target is rendered -> a diagnostic with the template's line and the brief. Render."""

import traceback

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic


def explain_failure(error: Exception, template: str, origin: Place, is_page: bool) -> Diagnostic:
    """Return the diagnostic of an error in the target of `origin`, at the innermost template line that is known.

    Codes: TPL01 to TPL06 for pages by Jinja's exception (https://jinja.palletsprojects.com, API, Exceptions); SCH01
    for search; THM02 for a font of the site.
    """
    if type(error).__name__ == "SearchFailed":
        fix = "install pagefind[bin], or build with --no-search"
        return diagnostic("SCH01", Place(path="content/site.yaml"), str(error), fix=fix)
    if type(error).__name__ == "DamagedFont":
        return diagnostic(
            "THM02", origin, "is no font, or a damaged one", found=str(error), fix="put a WOFF2 file there"
        )
    message = _message(error)
    if not is_page:
        return diagnostic("TPL06", origin, f"cannot be rendered: {message}", fix="report this to the developers")
    from kei_site.core.diagnostic_codes import CODES

    code, (place, chain) = _code(error), _template_place(error, template)
    message = f"{message}; met while making the page of {origin.path}"
    return diagnostic(code, place, message, found=chain, fix=CODES[code].fix)


def _message(error: Exception) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _code(error: Exception) -> str:
    from jinja2 import TemplateAssertionError, TemplateNotFound, TemplateSyntaxError, UndefinedError

    if isinstance(error, TemplateNotFound):
        return "TPL01"
    if isinstance(error, TemplateAssertionError):
        return "TPL05"
    if isinstance(error, TemplateSyntaxError):
        return "TPL02"
    if isinstance(error, UndefinedError):
        return "TPL03"
    return "TPL04" if isinstance(error, RecursionError) else "TPL06"


def _template_place(error: Exception, template: str) -> tuple[Place, str]:
    line = getattr(error, "lineno", None)
    if isinstance(line, int):
        return Place(path=f"templates/{getattr(error, 'name', None) or template}", line=line), ""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith("templates/")]
    if not frames:
        return Place(path=f"templates/{template}"), ""
    chain = " > ".join(
        dict.fromkeys(f"{frame.filename.removeprefix('templates/')}:{frame.lineno}" for frame in frames[-6:])
    )
    return Place(path=frames[-1].filename, line=frames[-1].lineno or 1), chain
