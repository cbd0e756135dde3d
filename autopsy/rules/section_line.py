"""A section's facts as the one line that stands for them (product 2.6)."""

from collections.abc import Mapping
from typing import Any

from autopsy.choices import (
    ClassQuartile,
    Division,
    ExamSeries,
    ExamStatus,
    GeoLimit,
    RedFlagKind,
    Section,
)
from autopsy.rules.facts import EXAM_NAMES, SERIES_EXAMS

DOMAIN = 180  # characters of a section on the page: two lines
Values = Mapping[str, Any]


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, ended at a word with '...'."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 3]
    if " " in kept[limit // 2 :]:
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip(" ,;.") + "..."


def _counted(count: int | None, one: str, many: str = "") -> str:
    if count is None:
        return ""
    return f"{count} {one if count == 1 else many or one + 's'}"


def _sentence(*parts: str, joint: str = ", ") -> str:
    held = [part for part in parts if part]
    if not held:
        return ""
    text = joint.join(held)
    return f"{text[0].upper()}{text[1:]}."


def _specialty(v: Values) -> str:
    primary = v.get("primary_specialty")
    if not primary:
        return ""
    backups = v.get("backup_specialties")
    year = f" in {v['match_year']}" if v.get("match_year") else ""
    told = ""
    if backups == []:
        told = f"no backup{year}"
    elif backups:
        told = f"backup: {', '.join(backups)}"
    programs = _counted(v.get("primary_programs"), "program")
    earlier = v.get("earlier_attempts")
    again = f"{_counted(earlier, 'earlier Match', 'earlier Matches')}" if earlier else ""
    head = f"{primary} ({programs})" if programs else str(primary)
    return _sentence(head, told, again, joint="; ")


def _exams(v: Values) -> str:
    parts = []
    exams = [*SERIES_EXAMS.get(v.get("exam_series", ExamSeries.BOTH), ()), "step3", "level3"]
    for exam in exams:
        status = v.get(f"{exam}_status")
        if not status or (status == ExamStatus.NOT_TAKEN and exam.endswith("3")):
            continue
        score = v.get(f"{exam}_score")
        words = str(score) if score else ExamStatus(status).label.lower()
        attempts = v.get(f"{exam}_attempts")
        if score and status == ExamStatus.NOT_PASSED:
            words = f"{score}, not passed"
        if attempts and attempts > 1:
            words = f"{words} ({attempts} attempts)"
        parts.append(f"{EXAM_NAMES[exam]} {words}")
    known = [v.get(f"{exam}_attempts") for exam in exams if v.get(f"{exam}_status")]
    first = ". First attempts" if parts and known and all(n in (0, 1) for n in known) else ""
    return _sentence(", ".join(parts) + first) if parts else ""


def _class_rank(v: Values) -> str:
    quartile = v.get("class_quartile")
    societies = [name.upper() for name in ("aoa", "ghhs") if v.get(name) == "yes"]
    gpa = v.get("gpa")
    return _sentence(
        ClassQuartile(quartile).label if quartile else "",
        f"GPA {gpa}" if gpa else "",
        _counted(v.get("honors_count"), "clerkship with honors", "clerkships with honors"),
        ", ".join(societies),
    )


def _research(v: Values) -> str:
    role = {"first": "first author", "later": "second or later author", "mixed": "mixed roles"}
    return _sentence(
        _counted(v.get("publications"), "paper"),
        _counted(v.get("abstracts_talks"), "abstract or talk", "abstracts and talks"),
        _counted(v.get("papers_in_progress"), "paper in progress", "papers in progress"),
        role.get(v.get("research_role", ""), ""),
    )


def _clinical(v: Values) -> str:
    concerns = {
        "none": "no concerns in evaluations",
        "isolated": "one isolated concern",
        "repeated": "repeated concerns",
    }.get(v.get("evaluation_concerns", ""), "")
    kinds = v.get("concern_kinds")
    if kinds and concerns and v["evaluation_concerns"] != "none":
        concerns = f"{concerns} ({', '.join(kinds)})"
    honors = {"yes": "honors in the specialty", "no": "no honors in the specialty"}
    return _sentence(
        concerns,
        honors.get(v.get("specialty_honors", ""), ""),
        _counted(v.get("sub_internships"), "sub-internship"),
    )


def _geography(v: Values) -> str:
    divisions = v.get("divisions") or []
    limit = v.get("geo_limit")
    names = [Division(d).label.split(" (")[0] for d in divisions]
    where = f"{_counted(len(names), 'region')}: {', '.join(names)}" if names else ""
    if len(names) > 3:
        where = _counted(len(names), "region")
    ended = "the limit has ended" if v.get("geo_limit_ended") == "yes" else ""
    words = {"none": "no limit", "preference": "by preference", "firm": "a firm limit"}
    told = words.get(GeoLimit(limit).value, "") if limit else ""
    couples = "couples match" if v.get("couples_match") == "yes" else ""
    return _sentence(where, told, ended, couples, joint="; ")


def _applications(v: Values) -> str:
    offered, attended = v.get("interviews_offered"), v.get("interviews_attended")
    interviews = [
        _counted(offered, "interview offered", "interviews offered"),
        f"{attended} attended" if attended is not None else "",
    ]
    file = {"yes": "file complete", "no": "file incomplete"}.get(v.get("file_complete", ""), "")
    letters = v.get("letters_in_specialty")
    return _sentence(
        _counted(v.get("programs_applied"), "program"),
        *interviews,
        file,
        f"{_counted(letters, 'letter')} from the specialty" if letters is not None else "",
    )


def _red_flags(v: Values) -> str:
    flags = v.get("red_flags")
    if flags == ["none"]:
        return "None."
    if not flags:
        return ""
    told = [RedFlagKind(kind).label.lower() for kind in flags]
    done = [str(v[f"{kind}_done"]) for kind in flags if v.get(f"{kind}_done")]
    return _sentence(", ".join(told), *done, joint="; ")


COMPOSE = {
    Section.SPECIALTY: _specialty,
    Section.EXAMS: _exams,
    Section.CLASS_RANK: _class_rank,
    Section.RESEARCH: _research,
    Section.CLINICAL: _clinical,
    Section.GEOGRAPHY: _geography,
    Section.APPLICATIONS: _applications,
    Section.RED_FLAGS: _red_flags,
}


def composed_line(section: Section, values: Values) -> str:
    """The line that the facts of a section give, within its budget; empty without facts."""
    return cut(COMPOSE[section](values), DOMAIN)


def printed_line(section: Section, values: Values) -> str:
    return values.get("line") or composed_line(section, values)
