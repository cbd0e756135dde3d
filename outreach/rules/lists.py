"""WD: the lists of words that the checks of a mail look for.

Rulebook of words, A.2 and A.5; luck, blame and spin are shared with the spoken answer.
Source: our own reading of what faculty answer and what they do not; trust 'guide'.
"""

VAGUE = (
    "(be|become|as) (my|a|a potential) mentor",
    "(would|could|will|can) you mentor me",
    "mentor me",
    "take me (on )?as (a|your) mentee",
    "(looking for|seek*|ask* for|in need of|interested in|hop* for) (a mentor|mentorship|mentoring)",
    "(provide|offer|give) .. mentorship",
    "pick your brain",
    "(chat|talk) about my (career|future|options|path|goals)",
    "(discuss|talk through) my (career|future|options|path|goals)",
    "any (advice|help|tips|pointers|suggestions)( at all| you (may|might) have| would help| would be)",
    "(give|giving|offer|offering|share|for|need|want|like|get|appreciate|welcome|seeking|seek) (me )?(some|general) (guidance|advice|mentorship)",
    "learn from you",
    "take me under your wing",
    "(touch base|hop on a call|grab (a )?coffee)",
    "(love|like|want|hoping) to connect",
    "(anything|any way) you (can|could) (help|do)",
    "what should i do",
)
ABASE = (
    "sorry (to|for) (bother*|disturb*|troubl*|writing|contacting|asking|taking|the (long|length))",
    "(apologi[sz]e|apologies|forgive me) for (bother*|disturb*|writing|contacting|asking|taking|the (long|length|delay|intrusion)|my)",
    "wast* your (precious |valuable )?time",
    "precious time",
    "(i am|i feel|feel like|felt like) (such |like )?(a |an |so |completely |totally )?(failure|stupid|worthless|pathetic|disappointment|embarrass*|ashamed|loser|nobody|useless)",
    "(not|never) (good|smart) enough",
    "(do|did) not deserve",
    "(humbly|humble (request|self)|lowly)",
)
NEEDY = (
    "desperat*",
    "beg (you|of you)",
    "please,? please",
    "(last|only) (hope|chance|resort|option left)",
    "(nowhere|no one|nobody) else to (turn|go|ask)",
    "(really |badly )?need you",
    "(i will|i would) do (anything|whatever)",
    "(anything|any (position|opportunity|role|spot|work)) at all",
    "mean the world",
    "(life|future|career|whole life) (depends|is in your hands|rests)",
    "save my (career|future)",
)
PRESSURE = (
    "(as soon as possible|asap|urgent(?! care)|urgently)",
    "(second|third|fourth|another) (e-mail|email|message) (and|but|with) (no|still no)",
    "(why|how come) (have|did) you not (answer*|repl*|respond*)",
    "you (have|did) not (answer*|repl*|respond*|write|written|got|get)",
    "still (waiting|have not heard|no (answer|reply|response))",
    "you .. (ignored|ignore) (me|my|this)",
    "expect (your|a|an) (answer|reply|response)",
)
HEALTH = (
    "depress*",
    "anxiety",
    "panic attack*",
    "(my|a) (nervous )?breakdown",
    "burn(ed|t)? ?out",
    "(my|in|started|seeing a|to) (therapy|therapist|psychiatrist|counsel*)",
    "(hospitali[sz]ed|miscarriage|chemotherapy)",
    "(my|an?|own) (illness|diagnosis|medication*|surgery|operation|cancer|pregnancy|disease)",
    "(was|got|been|am) (very |seriously |quite )?(ill|sick|pregnant|diagnosed)",
    "(adhd|ptsd|bipolar|suicid*)",
)
FAMILY = (
    "(divorce*|breakup|broke up|custody|separation)",
    "my (mother|father|mom|dad|parent*|wife|husband|partner|brother|sister|son|daughter|child|children|grandmother|grandfather|fiance*) .. (died|passed away|ill|sick|cancer|stroke|hospital*|divorce*|left me|death|suffer*)",
    "(death|illness|loss|funeral) of my",
    "family (problem*|crisis|issue*|emergenc*|conflict)",
    "(marital|marriage) (problem*|crisis|issue*)",
)
MONEY = (
    "(my|in|of|student) (debt*|loans?)",
    "(cannot|could not|not) (afford|pay)",
    "((am|was|were|are|being) broke|bankrupt*|evict*|overdraft)",
    "(my|pay|paying|the) (rent|bills)",
    "(financial|money) (problem*|trouble*|crisis|hardship|difficult*|strain)",
    "(lost my job|unemployed|out of work)",
)
PROMISE = (
    "(guarantee|promise) (me|that i|that you|you|i)",
    "(i|we) (will|am going to|shall) (definitely |certainly |surely )?match(?! (the|each|our|cases|controls|patients|them|by|with|on|to))",
    "(certain|sure|bound|guaranteed|confident) (to|i will|that i will) match",
    "(get|secure|find|land|give|reserve|save) me (a|an|the|into|in) .. (spot|position|place|slot|residency|program|interview)",
    "(100|hundred) ?(%|percent) (sure|certain)",
    "rank me (high*|first|to match|at the top)",
)
LETTERREQ = (
    "(write|writing|provide|providing|upload|uploading|submit|submitting|send|sending|give|giving|do|doing) .. (letter*|recommendation*|lor|lors|sloe)",
    "(letter*|lor|sloe) (of recommendation|of support|from you|for me|on my behalf)",
    "recommend me",
)
LETTERLATER = (
    "eventual*",
    "in # ?(-|to)? ?#? months",
    "what would (you need|make you|that need|it take)",
    "(one day|later this year|down the road|when you know my work)",
    "(next|in the) (spring|march|april|year)",
)
PROGCONTACT = (
    "(call|calling|phone|phoning|email|emailing|e-mail|e-mailing|contact|contacting|write to|writing to|reach* out to|speak* (with|to)|talk* (with|to)|put* in a (good )?word (with|to|at))(?! from) .. (program|programs|pd|pds|director|directors|coordinator|coordinators|colleague|colleagues)",
    "reach* out (after|before|on my behalf|for me|during)",
    "advocate for me",
    "(call|email|e-mail|message|contact) .. on my behalf",
)
PROGSELF = (
    "(offer|grant|give|extend|send) me an? (interview|invitation)",
    "(interview|invitation) (at|from|to|with) your program",
    "(consider|review|look at|reconsider) my (application|file|candidacy) (for|at|to|in) your (program|residency)",
    "(rank me|add me to your (list|rank list|waitlist))",
    "(position|spot|place|slot) (in|at) your (program|residency)",
)
GHOST = (
    "(drafted|wrote|written|prepared|attached) .. letter .. (sign|signature|edit|adapt|adjust)",
    "(you|just) (only )?(need|have) to sign",
    "(draft|text) of (the|your|my) (recommendation )?letter",
    "letter (for you )?to sign",
)
GAPS = (
    "gaps?",
    "weak*",
    "(lack|lacks|lacked|lacking|missing|limited|narrow|narrowly|late|thin)",
    "too (few|late|narrow|many|little)",
    "(no|only one|only two|few|without) .. (publication*|letter*|paper*|rotation*|sub-i*|experience|interview practice|research|home program)",
    "(failed|fail|repeat*|retook|retake*|second attempt|first attempt)",
    "did not (have|ask|prepare|rotate|apply|show|practi[sc]e)",
    "(need|needs|needed) to (improve|strengthen|fix|repair|build)",
    "(low|lower|below|under) .. (score*|average|median)",
)
REASON = (
    "your (role|work|paper*|article*|study|studies|talk|lecture|clinic|service|team|rotation|clerkship|course|session|workshop|book|chapter|poster|project*|lab|group)",
    "you (direct|lead|run|chair|supervised|taught|precepted|wrote|published|presented|spoke|oversee|sit on|saw me|read|advised|helped|mentioned|told)",
    "(because|since) you",
    "because of your (role|work|part|seat|place)",
    "(suggested|recommended|pointed me to|gave me|mentioned|named|said|told me) .. (you|your name)",
    "(worked|rotated|trained) (with|under|for) you",
    "(on|in) your (service|team|clinic|ward|rotation|lab)",
)
ATTACH = (
    "(attached|attaching|enclosed|enclosing|i attach|i enclose)",
    "(attachment|attachments|enclosure)",
    "(please )?find .. (cv|resume|statement|application|summary)",
    "(i have )?included my (cv|resume|eras|statement|application)",
)
ATTACHNOT = (
    "attached to (a|the|your|our|this|that|his|her|their|my)",
    "(can|could|will|would|happy to|glad to|able to) (also )?(attach|send|bring|share|enclose)",
)
OFFERED = (
    "(can|could|will|would|happy to|glad to|able to) (also )?(attach|send|bring|share|enclose)",
)
PAD = (
    "i was hoping (that )?you (might|may|would|could) be willing to",
    "in order to",
    "due to the fact that",
    "at this point in time",
    "i (just )?wanted to (reach out|take a moment|see if|ask if|inquire)",
    "i am writing to (inquire|ask) (if|whether) you (might|would|could)",
    "please do not hesitate to",
    "it would be (greatly|very much|highly) appreciated if",
    "i hope this (e-mail|email|message) finds you well",
)
RESULT = (
    "(completed|finished|submitted|started|began|begun|drafted|presented|published|accepted|arranged|passed|collected|enrolled|confirmed|joined|met|rotated|worked|working|wrote|written|sent|delivered|analy[sz]ed|revised|booked|signed|agreed|attended|cleaned|reviewed)",
    "(is|are|was|were) (now )?(done|ready|accepted|published|out|in print)",
    "went out",
    "no new results",
)
FIRSTMAIL = (
    "(my|the) (first |last |earlier |previous )?(e-mail|email|message|note) (of|from|on|about)",
    "(i wrote|i e-mailed|i emailed|writing again|following up|follow up)",
)
STRONG = (
    "(strong|detailed|specific) .. (letter|letters|recommendation)",
    "(letter|letters|recommendation) .. (strong|detailed|specific)",
)
STATUS = (
    "unmatched",
    "(did not|not) match*",
    "re-?appl*",
    "prelim*",
    "after the match",
)
ASKWORD = (
    "(meeting|meet|minutes|feedback|question*|assessment|plan|opinion|conversation|advice on|view|talk)",
)
VAGUESUBJ = frozenset(
    (
        "hi|hello|hey|question|a question|quick question|help|help needed|please help|mentorship|"
        "mentor|mentorship request|request|introduction|opportunity|career advice|advice|"
        "advice needed|looking for advice|email|follow up|following up|update|hello dr|urgent|"
        "important|guidance|chat|catch up|letter|favor|a favor|no subject|reaching out|connect|"
        "connecting"
    ).split("|")
)
SUBJPRIVATE = (
    "(fail*|failed|leave of absence|loa|probation|dismiss*|professionalism|remediation)",
    r"(step|level) [123]( ck| ce)?[ :]*\d{3}",
)
FIELD_CAPITALS = frozenset(
    "AAMC ACGME AMCAS COMLEX ECFMG ERAS FREIDA HIPAA ICMJE LCME MBBS MSPE NBME NRMP OBGYN ORCID PGY "
    "REDCAP SLOE SOAP USCE USMLE".split()
)

REQUEST = (
    "(would|could|can|will|may|might) you",
    "please (let|send|write|consider|advise|tell|share|call|email|contact|introduce|help|meet|review|support|provide|upload|mentor|give|get|offer|rank)",
    "i (would )?(like|want|wish) to ask",
    "i am (asking|hoping|looking for)",
    "i (ask|hope) .. (if|that) you",
    "(may|could|can|might) i (also )?(ask|list|meet|send|have|name|call|come|join|get)",
    "would it be (possible|all right|okay|fine)",
    "i would be (grateful|glad) .. (meeting|letter|call|minutes|introduction)",
    "is there any way you",
    "i would (love|like) (to|you|your)",
    "i was hoping",
    "i need (you|your|a)",
)
THANKS = ("(thank|thanks|grateful|appreciate) .. (for|that)",)
ASK_TYPES = {
    "meeting": (
        "meet (with )?(me|for|again|in|on|by|briefly|once)",
        "to meet",
        "(?<!our )(?<!the )(?<!last )(?<!first )(a|one|short|brief|focused) (meeting|call|conversation|zoom)",
        "# ?(-|to) ?# minutes",
        "#[- ]minute*",
        "time to (talk|meet|speak)",
        "(talk|speak) (with|to) me",
        "zoom (call|meeting)",
    ),
    "letter": LETTERREQ,
    "reference": (
        "(list|name|give|use) you .. reference",
        "(give|use|list|pass on) your name",
        "(be|serve as|act as) .. reference",
        "as (a|my) reference",
        "take (a call|calls) from",
    ),
    "outreach": PROGCONTACT,
    "introduction": ("introduc* me", "put me in touch", "connect me with"),
    "position": (
        "(position|job|spot|opening|opening*|research year|fellowship) (in|on|with|for|at) your",
        "hire me",
        "join your (lab|team|group|research)",
        "any (openings|positions)",
    ),
    "review": (
        "(read|review|edit|look over|comment on|correct|proofread) .. (statement|cv|resume|essay|application|draft)",
    ),
}
