from django.contrib import admin

from smartpick.reference.models import FeeTier, Figure, SeasonDate, Specialty


@admin.register(SeasonDate)
class SeasonDateAdmin(admin.ModelAdmin):
    list_display = ("title", "season", "starts_on", "status", "trust")
    list_filter = ("season", "status")


@admin.register(FeeTier)
class FeeTierAdmin(admin.ModelAdmin):
    list_display = (
        "application_service", "match_year", "first", "last", "flat_cents", "each_cents", "status",
    )  # fmt: skip
    list_filter = ("match_year", "application_service")


@admin.register(Figure)
class FigureAdmin(admin.ModelAdmin):
    list_display = ("specialty", "applicant_type", "measure", "statistic", "edition", "value")
    list_filter = ("measure", "edition", "trust")
    search_fields = ("specialty",)


admin.site.register(Specialty)
