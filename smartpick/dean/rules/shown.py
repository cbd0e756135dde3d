"""Which answers a repair was made from: a dean reads of it only when each of their keys is on.

Source: the rule of derived lines (product, People): a line needs every key that it leans on.
"""

from collections.abc import Mapping

KEYS_OF_WEAKNESS: Mapping[str, frozenset[str]] = {
    "letters": frozenset({"applications"}),
    "scores": frozenset({"exams"}),
    "professionalism": frozenset({"red_flags", "clinical"}),
    "geography": frozenset({"geography"}),
    "interviews": frozenset({"applications"}),
    "coherence": frozenset({"specialty", "applications"}),
}
