"""The invented answers of the demo people, as a browser would send them: one form a section."""

from typing import Any

Case = dict[str, dict[str, Any]]

ORTHOPEDICS: Case = {
    "specialty": {
        "asked_type": "us_md", "graduation_year": 2026, "match_year": 2026,
        "match_result": "unmatched", "primary_specialty": "Orthopaedic Surgery",
        "primary_programs": 62, "no_backup": "on", "experience_story": "mixed",
        "program_mix": "mostly_reach", "earlier_attempts": 0,
    },
    "exams": {
        "exam_series": "usmle", "step1_status": "passed", "step1_attempts": 1,
        "step2_status": "passed", "step2_attempts": 1, "step2_score": 244,
    },
    "class_rank": {"class_quartile": "3", "honors_count": 2, "aoa": "no"},
    "research": {
        "publications": 0, "abstracts_talks": 3, "papers_in_progress": 1,
        "outputs_in_specialty": 2, "research_role": "later",
    },
    "clinical": {
        "evaluation_concerns": "isolated", "concern_kinds": ["communication"],
        "specialty_honors": "no", "sub_internships": 1,
    },
    "geography": {
        "divisions": ["pacific"], "geo_limit": "preference", "geo_limit_ended": "yes",
        "reason": "A parent was ill; a sibling has taken over since May.",
    },
    "applications": {
        "programs_applied": 62, "interviews_offered": 4, "interviews_attended": 4,
        "letters_in_specialty": 0, "letters_known_well": 1, "letters_count": 3,
        "submitted_on": "2025-09-24", "file_complete": "yes", "statement_focus": "one_specialty",
        "mock_interviews": 1, "statement_reader": "other_reader", "cv_reader": "yes",
        "cv_no_problems": "on", "interview_feedback": "none_received", "soap_applied": "yes",
        "soap_offers": 0, "signals_available": 30, "signals_used": 30,
        "signals_aim": "mostly_reach",
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

HALF_WAY: Case = {
    "specialty": {
        "asked_type": "us_do", "graduation_year": 2026, "match_year": 2026,
        "match_result": "preliminary_only", "primary_specialty": "Anesthesiology",
        "primary_programs": 40, "backup_1": "Internal Medicine", "backup_1_programs": 12,
        "experience_story": "primary", "program_mix": "mixed", "earlier_attempts": 0,
    },
    "exams": {
        "exam_series": "both", "step1_status": "passed", "step1_attempts": 1,
        "step2_status": "passed", "step2_attempts": 2, "step2_score": 238,
        "level1_status": "passed", "level1_attempts": 1, "level2_status": "passed",
        "level2_attempts": 1, "level2_score": 520,
    },
    "class_rank": {"class_quartile": "not_ranked", "honors_count": 4, "ghhs": "yes"},
    "applications": {
        "programs_applied": 52, "interviews_offered": 7, "interviews_attended": 6,
        "letters_in_specialty": 2, "letters_known_well": 2,
    },
    "red_flags": {"red_flags": ["exam_failure"], "on_page": "short"},
}  # fmt: skip

INTERVIEWS: Case = {
    **ORTHOPEDICS,
    "specialty": {
        "asked_type": "us_md", "graduation_year": 2026, "match_year": 2026,
        "match_result": "unmatched", "primary_specialty": "Obstetrics and Gynecology",
        "primary_programs": 70, "no_backup": "on", "experience_story": "primary",
        "program_mix": "mixed", "earlier_attempts": 0,
    },
    "exams": {
        "exam_series": "usmle", "step1_status": "passed", "step1_attempts": 1,
        "step2_status": "passed", "step2_attempts": 1, "step2_score": 255,
    },
    "geography": {"divisions": ["south_atlantic", "middle_atlantic"], "geo_limit": "none"},
    "applications": {
        **ORTHOPEDICS["applications"],
        "programs_applied": 70, "interviews_offered": 14, "interviews_attended": 13,
        "letters_in_specialty": 3, "letters_known_well": 3, "mock_interviews": 0,
        "interview_feedback": "negative", "signals_available": 18, "signals_used": 18,
        "signals_aim": "mixed",
    },
    "questions": {
        "own_qualification": "unlikely", "own_coherence": "unlikely", "own_interview": "main",
        "evidence_interview": "Two programs said that my answers were long and hard to follow.",
    },
    "ratings": {
        "own_rating_competitiveness": 1, "own_rating_geography": 1, "own_rating_quality": 2,
        "own_rating_interview": 4,
    },
}  # fmt: skip

ABROAD: Case = {
    "specialty": {
        "asked_type": "non_us_img", "graduation_year": 2021, "match_year": 2026,
        "match_result": "unmatched", "primary_specialty": "Internal Medicine",
        "primary_programs": 150, "backup_1": "Family Medicine", "backup_1_programs": 45,
        "experience_story": "primary", "program_mix": "mixed", "earlier_attempts": 1,
        "visa_need": "yes", "visa_checked": "no", "recent_clinical_work": "no",
        "ecfmg": "certified", "us_clinical_months": 2,
    },
    "exams": {
        "exam_series": "usmle", "step1_status": "passed", "step1_attempts": 1,
        "step2_status": "passed", "step2_attempts": 1, "step2_score": 247,
        "step3_status": "passed",
    },
    "class_rank": {"class_quartile": "1", "honors_count": 0},
    "research": {"publications": 4, "abstracts_talks": 6, "research_role": "mixed"},
    "clinical": {"evaluation_concerns": "none", "specialty_honors": "not_graded"},
    "geography": {
        "divisions": ["middle_atlantic", "east_north_central", "south_atlantic"],
        "geo_limit": "none",
    },
    "applications": {
        "programs_applied": 195, "interviews_offered": 2, "interviews_attended": 2,
        "letters_in_specialty": 1, "letters_known_well": 1, "file_complete": "no",
        "filters_checked": "no", "submitted_on": "2025-10-20", "statement_focus": "general",
        "statement_reader": "nobody", "mock_interviews": 0,
    },
    "red_flags": {"red_flags": ["none"], "on_page": "full"},
    "questions": {
        "own_qualification": "contributed", "own_coherence": "contributed",
        "own_interview": "unknown",
    },
    "ratings": {
        "own_rating_competitiveness": 3, "own_rating_geography": 2, "own_rating_quality": 4,
        "own_rating_interview": 2,
    },
}  # fmt: skip

PROFESSIONALISM: Case = {
    **INTERVIEWS,
    "clinical": {
        "evaluation_concerns": "repeated", "concern_kinds": ["reliability", "teamwork"],
        "specialty_honors": "yes", "sub_internships": 2,
    },
    "red_flags": {
        "red_flags": ["professionalism"], "professionalism_state": "remediated",
        "professionalism_happened": "Late to four shifts in the fall of the third year.",
        "professionalism_done": "Finished the school's program; the letter is on file.",
        "on_page": "short",
    },
}  # fmt: skip

LONG = "Wide words fill this line so that the page shows what it does with all of them, honestly"
FULLEST: Case = {
    "specialty": {
        **ABROAD["specialty"],
        "asked_type": "us_md", "visa_need": "", "visa_checked": "", "ecfmg": "",
        "us_clinical_months": "", "recent_clinical_work": "yes", "graduation_year": 2025,
        "primary_specialty": "Otolaryngology", "primary_programs": 98, "backup_1": "Surgery",
        "backup_1_programs": 60, "backup_2": "Radiology, Interventional-Integrated",
        "backup_2_programs": 30, "backup_3": "Physical Medicine and Rehabilitation",
        "backup_3_programs": 22, "experience_story": "other", "earlier_attempts": 2,
        "line": LONG,
    },
    "exams": {**HALF_WAY["exams"], "step1_attempts": 3, "step3_status": "not_passed", "line": LONG},
    "class_rank": {
        "class_quartile": "4", "gpa": "2.71", "honors_count": 1, "aoa": "no", "ghhs": "no",
        "line": LONG,
    },
    "research": {
        "publications": 11, "abstracts_talks": 23, "papers_in_progress": 6,
        "outputs_in_specialty": 9, "research_role": "mixed", "line": LONG,
    },
    "clinical": {
        "evaluation_concerns": "repeated",
        "concern_kinds": ["knowledge", "communication", "reliability", "teamwork"],
        "specialty_honors": "no", "sub_internships": 4, "line": LONG,
    },
    "geography": {
        "divisions": ["new_england", "middle_atlantic"], "geo_limit": "firm",
        "states": "Massachusetts, Connecticut, Rhode Island, New York, New Jersey",
        "reason": "Custody of two children until August 2027.", "geo_limit_ended": "no",
        "couples_match": "yes", "line": LONG,
    },
    "applications": {
        **ORTHOPEDICS["applications"],
        "programs_applied": 210, "interviews_offered": 9, "interviews_attended": 7,
        "letters_count": 4, "letters_from_leader": 1, "letters_new": 1,
        "standardized_letter": "no", "statement_focus": "same_for_several",
        "statement_reader": "specialty_faculty", "cv_no_problems": "",
        "cv_problems": ["gap", "errors", "unrelated"], "interview_feedback": "mixed",
        "line": LONG,
    },
    "red_flags": {
        "red_flags": [
            "leave", "exam_failure", "course_failure", "professionalism", "match_violation",
        ],
        "leave_happened": "A leave of eight months in 2023.", "leave_done": "Returned full time.",
        "leave_explained": "no", "course_failures": 2, "professionalism_state": "open",
        "on_page": "full", "line": LONG,
    },
    "questions": {
        "own_qualification": "main", "own_coherence": "contributed",
        "own_interview": "contributed",
        "evidence_qualification": "Three attempts at Step 1 and a list that reached.",
        "evidence_coherence": "Four specialties, one statement.",
        "evidence_interview": "Nine offers, no place high on a list.",
    },
    "ratings": {
        "own_rating_competitiveness": 4, "own_rating_geography": 4, "own_rating_quality": 4,
        "own_rating_interview": 4,
    },
}  # fmt: skip

CASES: dict[str, Case] = {
    "orthopedics": ORTHOPEDICS,
    "half_way": HALF_WAY,
    "interviews": INTERVIEWS,
    "abroad": ABROAD,
    "professionalism": PROFESSIONALISM,
    "fullest": FULLEST,
}
