"""What services raise and views turn into words."""

from typing import Any


class RuleBroken(Exception):  # noqa: N818
    """A deed that the product's rules do not allow; the text is fit to be shown."""


class StaleEdit(Exception):  # noqa: N818
    """Somebody saved since this form was opened; `current` is what stands now."""

    def __init__(self, *, current: dict[str, Any], version: int, by: str, at: Any) -> None:
        super().__init__("saved since")
        self.current, self.version, self.by, self.at = current, version, by, at


class TooLong(Exception):  # noqa: N818
    """A document that cannot be made to fit."""


class PdfUnavailable(Exception):  # noqa: N818
    """The machine lacks what draws PDF pages; everything else works without it."""
