"""What is said. Callers import the noun's own file; Django finds the tables here."""

from outreach.models.ask import Ask, ProgramContact
from outreach.models.document import Document
from outreach.models.letter import Letter, LetterAssignment, LetterEvent
from outreach.models.message import Attachment, Message
from outreach.models.template import Template

__all__ = [
    "Ask",
    "Attachment",
    "Document",
    "Letter",
    "LetterAssignment",
    "LetterEvent",
    "Message",
    "ProgramContact",
    "Template",
]
