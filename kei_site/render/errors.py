"""An exception while a target is rendered -> a diagnostic with the template's line and the brief. Render."""

import traceback

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic


def explain_failure(error: Exception, template: str, origin: Place, is_page: bool) -> Diagnostic:
    """Return the diagnostic of an error in the target of `origin`, at the innermost template line that is known.

    Codes: those of `template_faults` for pages; SCH01 for search; THM02 for a font of the site.
    """
    if type(error).__name__ == "SearchFailed":
        fix = "install pagefind[bin], or build with --no-search"
        return diagnostic("SCH01", Place(path="content/site.yaml"), str(error), fix=fix)
    if type(error).__name__ == "DamagedFont":
        return diagnostic(
            "THM02", origin, "is no font, or a damaged one", found=str(error), fix="put a WOFF2 file there"
        )
    if not is_page:
        message = f"cannot be rendered: {_message(error)}"
        return diagnostic("TPL06", origin, message, fix="report this to the developers")
    from kei_site.render.template_faults import template_fault

    fault, (place, chain) = template_fault(error), _template_place(error, template)
    message = f"{fault.message}; met while making the page of {origin.path}{chain}"
    return diagnostic(fault.code, place, message, found=fault.found, fix=fault.fix)


def _message(error: Exception) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _template_place(error: Exception, template: str) -> tuple[Place, str]:
    """Return the innermost place in a template, and in words the templates by which the page came there."""
    line = getattr(error, "lineno", None)
    if isinstance(line, int):
        return Place(path=f"templates/{getattr(error, 'name', None) or template}", line=line), ""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith("templates/")]
    if not frames:
        return Place(path=f"templates/{template}"), ""
    names = [f"{frame.filename.removeprefix('templates/')}:{frame.lineno}" for frame in frames[-6:]]
    way = " > ".join(dict.fromkeys(names[:-1]))
    return Place(path=frames[-1].filename, line=frames[-1].lineno or 1), f", by way of {way}" if way else ""
