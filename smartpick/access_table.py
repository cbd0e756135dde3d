"""One line for each address: who may ask, how, and what the log calls it.

The middleware of `smartpick/accounts/middleware.py` enforces it before a view runs; a system check
refuses to start when a pattern has no line or a line no pattern. The gate in
`smartpick/campaign/access.py` still decides on the object.
"""

from dataclasses import dataclass
from enum import StrEnum


class Who(StrEnum):
    ANYONE = "anyone"
    PERSON = "signed in, a visitor on trial too"
    MEMBER = "signed in with an account"
    DEAN = "dean of a school"
    ADMINISTRATOR = "administrator of a school"
    OPERATOR = "operator"
    TRYOUT = "anyone, on the try-out's own computer"


GET = ("GET",)
POST = ("POST",)
BOTH = ("GET", "POST")


@dataclass(frozen=True)
class Line:
    who: Who
    methods: tuple[str, ...] = GET
    of: str = "-"  # whose object
    log: str = "-"  # the kind of view entry, when somebody else than its owner asks
    step_up: bool = False


def own(methods: tuple[str, ...] = GET, *, step_up: bool = False) -> Line:
    return Line(Who.PERSON, methods, of="own record", step_up=step_up)


def account(methods: tuple[str, ...] = GET, *, step_up: bool = False) -> Line:
    return Line(Who.MEMBER, methods, of="own account", step_up=step_up)


def advisee(methods: tuple[str, ...] = GET, *, log: str = "opened") -> Line:
    return Line(Who.DEAN, methods, of="an advisee who shares", log=log)


def of_list(methods: tuple[str, ...] = GET) -> Line:
    """The school's list of people, which its deans keep."""
    return Line(Who.DEAN, methods, of="own school")


def school(methods: tuple[str, ...] = GET, *, step_up: bool = False) -> Line:
    return Line(Who.ADMINISTRATOR, methods, of="own school", step_up=step_up)


TABLE: dict[str, Line] = {
    # the doors
    "home:landing": Line(Who.ANYONE),
    "home:try": Line(Who.ANYONE, POST),
    "home:clear-trial": own(POST),
    "home:example": Line(Who.ANYONE),
    "home:help": Line(Who.ANYONE),
    "home:privacy": Line(Who.ANYONE),
    "home:accessibility": Line(Who.ANYONE),
    "home:status": Line(Who.ANYONE),
    "home:search": own(),
    "home:week": own(),
    "home:updates": own(),
    "home:enter": Line(Who.TRYOUT, BOTH),
    "home:mail": Line(Who.TRYOUT),
    "home:claim": account(BOTH),
    "home:notifications": account(BOTH),
    # accounts
    "accounts:join": Line(Who.ANYONE, BOTH),
    "accounts:verify": own(BOTH),
    "accounts:verify-again": own(POST),
    "home:start": own(BOTH),
    "accounts:settings": account(),
    "accounts:sign-in-settings": account(),
    "accounts:end-sessions": account(POST),
    "accounts:profile": account(BOTH),
    "home:who-sees": account(),
    "accounts:link": account(BOTH),
    "accounts:link-accept": account(BOTH),
    "accounts:link-end": account(BOTH),
    "accounts:ask-dean": account(POST),
    "accounts:confirm": account(BOTH),
    "accounts:email-objection": Line(Who.ANYONE, BOTH),
    "accounts:invitation": Line(Who.ANYONE),
    "accounts:accept-invitation": account(BOTH),
    "accounts:join-by-code": Line(Who.ANYONE, BOTH),
    # the autopsy
    "autopsy:sections": own(),
    "autopsy:edit-section": own(BOTH),
    "autopsy:autosave-section": own(POST),
    "autopsy:private-rank": own(BOTH),
    "autopsy:review": own(),
    "autopsy:submit": account(POST),
    "autopsy:withdraw": account(POST),
    "autopsy:diagnosis": own(),
    "autopsy:disagree": own(POST),
    "autopsy:versions": own(),
    "autopsy:version": own(),
    "autopsy:history": own(),
    "autopsy:restore": own(POST),
    "autopsy:forget": own(BOTH),
    "autopsy:answer": own(BOTH),
    "autopsy:check-answer": own(POST),
    "autopsy:rehearse": own(BOTH),
    "autopsy:summary": own(),
    "autopsy:edit-page": own(BOTH),
    "autopsy:download": own(POST),
    "autopsy:summary-pdf": own(),
    "autopsy:kit": own(BOTH),
    "autopsy:kit-pdf": own(),
    "autopsy:comment-reply": account(POST),
    "autopsy:comment-close": account(POST),
    # people who can help
    "mentors:directory": own(),
    "mentors:add-person": own(BOTH),
    "mentors:widen": own(),
    "mentors:edit-person": Line(Who.PERSON, BOTH, of="own people"),
    "mentors:remove-person": Line(Who.PERSON, POST, of="own people"),
    "mentors:use-school": Line(Who.PERSON, POST, of="own people"),
    "mentors:recommendation-aside": account(POST),
    "mentors:import": account(BOTH),
    "mentors:import-template": account(),
    "mentors:import-run": account(),
    "mentors:import-rejected": account(),
    "mentors:import-columns": account(POST),
    "mentors:import-people": account(POST),
    "mentors:import-add": account(POST),
    "mentors:import-undo": account(POST),
    "mentors:import-leave": account(POST),
    "home:person": own(),
    "mentors:targets": own(),
    "mentors:board": own(),
    "mentors:adjacent": own(POST),
    "mentors:choose": own(POST),
    "mentors:facts": own(BOTH),
    "mentors:set-state": own(POST),
    "mentors:edit-choice": own(BOTH),
    "mentors:move-stage": own(BOTH),
    "mentors:undo-move": own(POST),
    "mentors:seat": own(POST),
    "mentors:edge": own(POST),
    "mentors:from-edge": own(POST),
    "mentors:rhythm": own(BOTH),
    "mentors:log-contact": own(BOTH),
    "mentors:add-promise": own(BOTH),
    "mentors:add-concern": own(BOTH),
    "mentors:summary-for": own(),
    "mentors:remove-contact": own(POST),
    "mentors:move-promise": own(BOTH),
    "mentors:deliver": own(POST),
    "mentors:reopen-promise": own(POST),
    "mentors:remove-concern": own(POST),
    "mentors:team": own(),
    "mentors:meetings": own(),
    "mentors:new-meeting": own(BOTH),
    "mentors:remove-action": own(POST),
    "mentors:meeting-ics": own(),
    "mentors:meeting": own(BOTH),
    "mentors:call-off": own(POST),
    "mentors:reopen-meeting": own(POST),
    "mentors:kit": own(BOTH),
    "mentors:kit-pdf": own(),
    "mentors:notes": own(BOTH),
    "mentors:made": own(),
    "mentors:new-opinion": own(BOTH),
    "mentors:remove-opinion": own(POST),
    "mentors:repair-helper": own(POST),
    "mentors:direction": own(BOTH),
    "mentors:repairs": own(),
    "mentors:repair": own(BOTH),
    "mentors:repair-step": own(POST),
    # what is said
    "outreach:new-message": own(BOTH),
    "outreach:messages": own(),
    "outreach:message": own(BOTH),
    "outreach:preview": own(),
    "outreach:message-eml": own(POST),
    "outreach:autosave-message": own(POST),
    "outreach:check-message": own(POST),
    "outreach:rebuild-message": own(POST),
    "outreach:reset-part": own(POST),
    "outreach:remove-message": own(POST),
    "outreach:follow-up": own(POST),
    "outreach:hand-over": own(POST),
    "outreach:undo-sending": own(POST),
    "outreach:mark-sent": own(POST),
    "outreach:not-sent": own(POST),
    "outreach:record-answer": own(POST),
    "outreach:forget-answer": own(POST),
    "outreach:set-wait": own(POST),
    "outreach:show-message": account(POST),
    "outreach:send-message": account(POST),
    "outreach:letters": own(),
    "outreach:new-letter": own(BOTH),
    "outreach:letter": own(BOTH),
    "outreach:letter-matrix": own(BOTH),
    "outreach:briefing": own(),
    "outreach:end-letter": own(POST),
    "outreach:take-up-letter": own(POST),
    "outreach:letter-step": own(POST),
    "outreach:undo-letter-step": own(POST),
    "outreach:board": own(),
    "outreach:unspoken": own(),
    "outreach:ask": own(BOTH),
    "outreach:ask-anyway": own(POST),
    "outreach:say-aloud": own(POST),
    "outreach:count-on": own(POST),
    "outreach:references": own(),
    "outreach:contacts": own(BOTH),
    "outreach:contact": own(BOTH),
    "outreach:drop-contact": own(POST),
    "outreach:plan": own(),
    "outreach:plan-pdf": own(),
    "outreach:documents": own(BOTH),
    "outreach:document": own(),
    "outreach:remove-document": own(POST),
    "outreach:show-document": account(POST),
    "outreach:templates": own(BOTH),
    "outreach:template": own(BOTH),
    "outreach:remove-template": own(POST),
    # this week
    "home:narrative": own(BOTH),
    "home:narrative-versions": own(),
    "home:after-submission": own(BOTH),
    "home:interview-add": own(POST),
    "home:interview-remove": own(POST),
    "home:close-cycle": own(BOTH),
    "home:cycles": own(),
    "home:cycle": own(),
    "home:cycle-reopen": own(POST),
    "home:in-match": own(POST),
    "home:later": own(POST),
    "home:now": own(POST),
    "home:put-off": own(POST),
    "home:effort": own(),
    "home:logbook": own(),
    "home:log": own(BOTH),
    "home:progress": own(BOTH),
    "home:progress-remove": own(POST),
    "home:add-action": own(BOTH),
    "home:action": own(BOTH),
    "home:action-done": own(POST),
    "home:action-skip": own(POST),
    "home:action-reopen": own(POST),
    # the year
    "timeline:reminders": account(BOTH),
    "timeline:send-now": account(POST),
    "timeline:reminder": account(),
    "timeline:snooze": account(POST),
    "timeline:end-snooze": account(POST),
    "timeline:finish": account(POST),
    "timeline:calendar": account(BOTH),
    "timeline:new-calendar": account(BOTH),
    "timeline:end-calendar": account(POST),
    "timeline:feed": Line(Who.ANYONE),
    "timeline:timeline": own(),
    "timeline:months": own(),
    "timeline:pdf": own(),
    "timeline:lay-out": own(POST),
    "timeline:read-joining": own(POST),
    "timeline:keep-days": own(POST),
    "timeline:tick-done": own(POST),
    "timeline:item": own(BOTH),
    "timeline:item-done": own(POST),
    "timeline:item-skip": own(POST),
    "timeline:item-back": own(POST),
    "timeline:item-unmove": own(POST),
    "timeline:roles": own(),
    "timeline:add-role": own(BOTH),
    "timeline:lean": own(BOTH),
    "timeline:role": own(BOTH),
    "timeline:choose-role": own(POST),
    "timeline:drop-role": own(POST),
    "timeline:track": own(BOTH),
    # programs
    "picks:programs": own(),
    "picks:add": own(BOTH),
    "picks:budget": own(BOTH),
    "picks:keep": own(POST),
    "picks:import": own(BOTH),
    "picks:file": own(BOTH),
    "picks:file-add": own(POST),
    "picks:file-undo": own(POST),
    "picks:file-rejected": own(),
    "picks:program": own(BOTH),
    "picks:edit": own(BOTH),
    "picks:band": own(POST),
    "picks:take": own(POST),
    "picks:drop": own(POST),
    "picks:csv": own(),
    # the dean
    "dean:faculty": of_list(),
    "dean:add-faculty": of_list(BOTH),
    "dean:list-me": of_list(POST),
    "dean:keep-filter": of_list(POST),
    "dean:drop-filter": of_list(POST),
    "dean:duplicates": of_list(),
    "dean:import": of_list(BOTH),
    "dean:import-template": of_list(),
    "dean:import-run": of_list(),
    "dean:import-rejected": of_list(),
    "dean:import-columns": of_list(POST),
    "dean:import-people": of_list(POST),
    "dean:import-add": of_list(POST),
    "dean:import-undo": of_list(POST),
    "dean:import-leave": of_list(POST),
    "dean:faculty-person": of_list(),
    "dean:edit-faculty": of_list(BOTH),
    "dean:endorse": of_list(POST),
    "dean:pause-endorsement": of_list(POST),
    "dean:keep-person": of_list(POST),
    "dean:recommend": of_list(POST),
    "dean:merge-faculty": of_list(POST),
    "dean:remove-faculty": of_list(POST),
    "dean:restore-faculty": of_list(POST),
    "dean:programs": of_list(),
    "dean:add-program": of_list(BOTH),
    "dean:edit-program": of_list(BOTH),
    "dean:remove-program": of_list(POST),
    "dean:restore-program": of_list(POST),
    "dean:program-import": of_list(BOTH),
    "dean:program-file": of_list(BOTH),
    "dean:program-file-add": of_list(POST),
    "dean:program-file-undo": of_list(POST),
    "dean:program-file-rejected": of_list(),
    "dean:cohort": Line(Who.DEAN, of="advisees who share", log="listed"),
    "dean:cohort-csv": Line(Who.DEAN, of="advisees who share", log="exported", step_up=True),
    "dean:print": Line(Who.DEAN, BOTH, of="advisees who share", log="printed", step_up=True),
    "dean:packet": Line(Who.DEAN, of="own packets"),
    "dean:packet-file": Line(Who.DEAN, of="own packets", step_up=True),
    "dean:report": Line(Who.DEAN, of="own school, numbers alone"),
    "dean:report-csv": Line(Who.DEAN, of="own school, numbers alone"),
    "dean:report-pdf": Line(Who.DEAN, of="own school, numbers alone"),
    "dean:keep-cohort-filter": Line(Who.DEAN, POST, of="own filters"),
    "dean:drop-cohort-filter": Line(Who.DEAN, POST, of="own filters"),
    "dean:nudge": Line(Who.DEAN, POST, of="advisees who share", log="listed"),
    "dean:give-ticked": Line(Who.DEAN, POST, of="advisees who share", log="listed"),
    "dean:reviews": Line(Who.DEAN, of="advisees who share", log="listed"),
    "dean:invitations": Line(Who.DEAN, BOTH, of="own school"),
    "dean:invite-again": Line(Who.DEAN, POST, of="own school"),
    "dean:accept-request": Line(Who.DEAN, POST, of="own school"),
    "dean:advisee": advisee(),
    "dean:advisee-people": advisee(),
    "dean:advisee-plan": advisee(),
    "dean:advisee-letters": advisee(),
    "dean:advisee-programs": advisee(),
    "dean:tasks": advisee(BOTH),
    "dean:end-advising": Line(
        Who.DEAN, BOTH, of="an advisee who shares", log="opened", step_up=True
    ),
    "dean:autopsy": advisee(),
    "dean:autopsy-pdf": advisee(log="printed"),
    "dean:comment": advisee(POST),
    "dean:comment-remove": advisee(POST),
    "dean:comment-close": advisee(POST),
    "dean:finish-review": advisee(POST),
    "dean:undo-review": advisee(POST),
    "dean:documents": advisee(log="listed"),
    "dean:document": advisee(),
    "dean:message": advisee(),
    "dean:notes": advisee(BOTH),
    "dean:answer-question": advisee(POST),
    "dean:write-to": advisee(BOTH),
    "dean:attention": advisee(BOTH),
    "dean:speak-again": advisee(POST),
    "dean:shared-notes": account(),
    "dean:ask": account(POST),
    # the school
    "dean:school": school(),
    "dean:test-mail": school(POST),
    "dean:test-mail-arrived": school(POST),
    "dean:school-people": school(BOTH, step_up=True),
    "dean:school-settings": school(BOTH),
    "outreach:school-templates": school(BOTH),
    "outreach:school-template": school(BOTH),
    "outreach:remove-school-template": school(POST),
    "dean:end-role": school(POST, step_up=True),
    "dean:hand-over": school(BOTH, step_up=True),
    # mail
    "records:stop": Line(Who.ANYONE, BOTH),
    "records:mail": account(),
    "records:mail-again": account(POST),
    "records:mail-arrived": account(POST),
    "records:mail-let-go": account(POST),
    "records:export": account(),
    "records:ask-export": account(POST, step_up=True),
    "records:export-file": account(step_up=True),
    "records:delete": account(),
    "records:ask-erasure": account(POST, step_up=True),
    "records:keep-account": account(POST),
    "records:operator": Line(Who.OPERATOR),
    "records:seasons": Line(Who.OPERATOR),
    "records:season-date": Line(Who.OPERATOR, BOTH),
    "records:operator-mail": Line(Who.OPERATOR),
    "records:release": Line(Who.OPERATOR, POST),
    "records:drop-held": Line(Who.OPERATOR, POST),
    "records:end-restore": Line(Who.OPERATOR, POST),
    "records:try-line": Line(Who.OPERATOR, POST),
}

# The account library's own pages: signed out or in, as each of them decides.
LIBRARY_PREFIXES = (
    "account_",
    "mfa_",
    "usersessions_",
    "socialaccount_",
    "openid_connect_",
)
LIBRARY = Line(Who.ANYONE, BOTH, of="own account")
LIBRARY_STEP_UP = frozenset(
    {
        "account_email",
        "account_change_password",
        "account_set_password",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
        "mfa_remove_webauthn",
        "mfa_edit_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "socialaccount_connections",
    }
)
LIBRARY_SIGNED_IN = Line(Who.MEMBER, BOTH, of="own account", step_up=True)
ADMIN = Line(Who.OPERATOR, BOTH, of="schools, users, seasons, figures")


def line_for(view_name: str) -> Line | None:
    """The line of an address, by the name of its pattern; nothing when it has none."""
    if view_name in TABLE:
        return TABLE[view_name]
    if view_name.startswith("admin:"):
        return ADMIN
    if view_name in LIBRARY_STEP_UP:
        return LIBRARY_SIGNED_IN
    if view_name.startswith(LIBRARY_PREFIXES):
        return LIBRARY
    return None
