"""The finished, fictional case of the example page, read by the same rules as anybody's."""

from typing import Any

from django.utils import timezone

from autopsy.queries.page import page_of
from autopsy.queries.reading import reading_of
from autopsy.queries.shown import cause_views, rating_views
from autopsy.rules.stage import stage_sentence

SECTIONS: dict[str, dict[str, Any]] = {
    "specialty": {
        "asked_type": "us_md", "applicant_type": "us_md_senior", "graduation_year": 2026,
        "match_year": 2026, "match_result": "unmatched",
        "primary_specialty": "Orthopaedic Surgery", "backup_specialties": [],
        "experience_story": "mixed", "earlier_attempts": 0, "program_mix": "mostly_reach",
    },
    "exams": {
        "exam_series": "usmle", "step1_status": "passed", "step1_attempts": 1,
        "step2_status": "passed", "step2_attempts": 1, "step2_score": 244,
    },
    "class_rank": {"class_quartile": "3", "honors_count": 2, "aoa": "no"},
    "research": {
        "publications": 0, "abstracts_talks": 3, "papers_in_progress": 1,
        "research_role": "later",
    },
    "clinical": {
        "evaluation_concerns": "isolated", "concern_kinds": ["communication"],
        "specialty_honors": "no", "sub_internships": 1,
    },
    "geography": {
        "divisions": ["pacific"], "divisions_applied": 1, "geo_limit": "preference",
        "geo_limit_ended": "yes",
    },
    "applications": {
        "programs_applied": 62, "interviews_offered": 4, "interviews_attended": 4,
        "letters_in_specialty": 0, "letters_known_well": 1, "submitted_days": 0,
        "file_complete": "yes", "statement_focus": "one_specialty", "mock_interviews": 1,
        "statement_reader": "other_reader", "cv_reader": "yes", "cv_problems": [],
        "interview_feedback": "none_received",
    },
    "red_flags": {"red_flags": ["none"], "on_page": "full"},
    "questions": {
        "own_qualification": "main", "own_coherence": "unlikely", "own_interview": "unknown",
        "evidence_qualification": "Step 2 CK and research were thin for the tier I chose.",
    },
    "ratings": {
        "own_rating_competitiveness": 4, "own_rating_geography": 1, "own_rating_quality": 2,
        "own_rating_interview": 1,
    },
}  # fmt: skip
EXTRAS = {
    "name": "Robin Example", "degree": "MD", "school": "Riverside School of Medicine (invented)",
    "target_year": 2028,
    "priorities": ["Two letters from orthopedics, asked for by May", "One finished case report"],
    "asks": ["Is orthopedics realistic with these numbers, and what would change it?"],
}  # fmt: skip


def context() -> dict[str, Any]:
    reading = reading_of(SECTIONS, list(SECTIONS))
    return {
        "reading": reading,
        "stage": stage_sentence(reading.facts),
        "causes": cause_views(reading),
        "ratings": rating_views(reading),
        "page": page_of(reading, EXTRAS, keys=None, on=timezone.localdate()),
    }
