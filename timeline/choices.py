from django.db.models import TextChoices


class ItemState(TextChoices):
    PLANNED = "planned", "Planned"
    RUNNING = "running", "Running"
    CAUGHT_UP = "caught_up", "Caught up"
    MERGED = "merged", "Merged"
    DONE = "done", "Done"
    SKIPPED = "skipped", "Not for me"
    DROPPED = "dropped", "Left out"


OPEN_STATES = (ItemState.PLANNED, ItemState.RUNNING, ItemState.CAUGHT_UP)
HELD_STATES = (ItemState.DONE, ItemState.SKIPPED)  # survive every replan
