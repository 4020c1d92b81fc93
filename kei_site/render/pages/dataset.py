"""The page of a figure -> the schema.org data of the data set behind it. Render, pure."""

from kei_site.model.views.figure_pages import FigurePageView
from kei_site.render.figures.alternative import description
from kei_site.render.figures.tabular import measured
from kei_site.render.pages.json_ld import Data, author, filled, publisher
from kei_site.render.urls import absolute, license_url


def dataset(view: FigurePageView) -> Data:
    """Return the data set behind a figure, with the file that holds it (Google's dataset feature)."""
    text, site, card = view.figure.text, view.site, view.card
    data = {
        "@type": "Dataset",
        "@id": view.permalink,
        "url": view.permalink,
        "name": text.title,
        "description": description(view.figure),
        "inLanguage": text.language,
        "license": license_url(text.license or site.license) or text.license,
        "creator": [author(site, who) for who in card.authors] if card else publisher(site),
        "publisher": publisher(site),
        "datePublished": card.date.iso if card else "",
        "isBasedOn": text.source_url,
        "creditText": text.source,
        "image": absolute(site, text.image),
        "variableMeasured": list(measured(view.figure)),
        "isAccessibleForFree": True,
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "text/csv",
            "contentUrl": absolute(site, text.csv),
        },
        "isPartOf": [absolute(site, link.url) for link in view.shown_in],
    }
    return filled(data)
