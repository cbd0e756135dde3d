"""Log lines carry keys and verbs, never names, answers or addresses."""

import logging

KNOWN_EXTRAS = frozenset(
    {"task", "count", "ms", "kind", "state", "code", "status", "request_id", "url_name", "verb"}
)
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class OnlyKnownFields(logging.Filter):
    """Drops every extra that is not on the list, and the locals of a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        for name in set(vars(record)) - STANDARD - KNOWN_EXTRAS:
            delattr(record, name)
        return True
