"""Names in short, for calendars that others see."""

TITLES = frozenset({"dr", "dr.", "prof", "prof.", "md", "do", "phd"})


def initials_of(name: str) -> str:
    """'Amara Okafor, MD' -> 'A. O.'"""
    named = name.partition(",")[0].split()
    words = [word for word in named if word.casefold() not in TITLES]
    return " ".join(f"{word[0].upper()}." for word in words[:3]) or "someone"
