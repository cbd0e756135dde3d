"""Is luck the only thing said? (product 2.2; the seed's section 2)"""

import re

CAP = 400
LUCK = frozenset({"unlucky", "luck", "lucky", "chance", "misfortune", "fate", "fortune", "random"})
FILLERS = frozenset(
    "i was just guess think it were got had a an the my of bad pure simply really only very "
    "plain so and that is maybe probably believe this all me to be in with by".split()
)
QUESTION = (
    "Luck decides between equals. What made you equal to those who went unmatched? Say that, or "
    "tick 'Keep it anyway'."
)


def only_luck(text: str) -> bool:
    """True when what is left without filler words speaks of luck and of nothing else."""
    words = re.findall(r"[a-z']+", text[:CAP].casefold())
    left = [word for word in words if word not in FILLERS]
    return bool(left) and all(word in LUCK for word in left)
