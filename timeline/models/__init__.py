from timeline.models.plan import Plan, PlanItem

__all__ = ["Plan", "PlanItem"]
