"""Deeds of a dean. Other floors import the few they need from here."""

from smartpick.dean.services.notes import accept_request, write_note

__all__ = ["accept_request", "write_note"]
