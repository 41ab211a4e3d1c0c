"""A site as search engines read it: schema.org's GovernmentOffice (schema.org/GovernmentOffice)."""

from collections.abc import Iterable, Mapping

from sites.records import Phone, Site
from sites.voice.addresses import full_address

_CHINA = "+86"
# Reached from inside the country only: no code of a country stands before them.
_INLAND_KINDS = ("service", "short")


def site_data(site: Site, url: str) -> Mapping[str, object] | None:
    """For the site's page, as JSON-LD; None for a demonstration, which no machine may take for
    real. url: the page's absolute address.

    telephone: numbers that can be dialled and are not doubtful, as an answer of a search engine
    has no room for the doubt; geo: WGS-84, only of coordinates that are known exactly.
    """
    if site.is_demo:
        return None
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "GovernmentOffice",
        "name": site.unit,
        "url": url,
        "isAccessibleForFree": True,
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "CN",
            "addressRegion": site.province,
            "addressLocality": "".join(filter(None, (site.city, site.county))) or site.province,
            "streetAddress": full_address(site),
        },
    }
    if numbers := list(_telephones(site.phones)):
        data["telephone"] = numbers
    if site.hours:
        data["description"] = site.hours
    if site.fix and site.fix.precision == "exact":
        point = site.fix.point
        data["geo"] = {"@type": "GeoCoordinates", "latitude": point.lat, "longitude": point.lon}
    return data


def _telephones(phones: Iterable[Phone]) -> Iterable[str]:
    for phone in phones:
        if phone.tel and not phone.is_doubtful:
            inland = phone.kind in _INLAND_KINDS
            yield phone.tel if inland else _CHINA + phone.tel.removeprefix("0")
