"""Every error the program raises on purpose.

Each text is a sentence for the person who reads it and says what to do next.
A row that cannot be taken is not an error: it is a `records.Problem`.
"""


class SitesError(Exception):
    """Base of all errors raised on purpose; `str(error)` is fit to be shown."""


class SettingError(SitesError):
    """A setting is unknown or has no usable value: do not start."""


class BadFileError(SitesError):
    """A file cannot be read at all: load nothing, the live release stays."""


class BadQuestionError(SitesError, ValueError):
    """A visitor's question cannot be understood; the visitor can mend it.

    field: name of the parameter at fault, as the visitor sent it.
    """

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class NotFoundError(SitesError, LookupError):
    """The page, site, area or release that was asked for does not exist."""


class LossError(SitesError):
    """A load would lose more than a tenth of the real sites: ask the operator first."""


class IdChangeError(SitesError):
    """A load would let an id mean another site than it did: ask the operator first."""


class StoreError(SitesError):
    """The store cannot be reached or refuses the change; nothing was changed."""


class MismatchError(StoreError):
    """What is stored of a release is not what was published: it is not served."""


class UnsignedError(MismatchError):
    """A release bears no valid signature, though the deployment asks for one: it is not served."""


class BadKeyError(SitesError):
    """What should be a key or a signature is none that can be used; nothing was changed."""


class AccountError(SitesError):
    """An operator's account cannot be made or changed like that; nothing was changed."""


class NotReadyError(SitesError):
    """No release is live yet, so no question can be answered."""


class GeocodingError(SitesError):
    """A place could not be asked for (not the same as: no such place).

    retry_after_s: seconds to wait before asking again; None when asking again does not help.
    """

    def __init__(self, message: str, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s
