"""The words of news pages' own furniture, as patterns for one line.

Kept apart as a table: each entry is what one part of a page's template says. They are those of news sites in general.
"""

from __future__ import annotations

import re

from onrecord.reports.agencies import AGENCY
from onrecord.reports.written_days import DAY

TOOL_WORDS = frozenset(
    {"share", "tweet", "print", "email", "e-mail", "whatsapp", "facebook", "twitter", "telegram", "linkedin", "reddit"}
    | {"pinterest", "comment", "comments", "like", "follow", "views", "listen", "menu", "login", "subscribe", "gallery"}
    | {"advertisement", "advertisements", "moreimage", "instagram", "youtube", "search"}
)
"""At least one of these makes a bar of page tools."""
TOOL_FILLERS = frozenset(
    {
        "this",
        "article",
        "story",
        "page",
        "on",
        "via",
        "to",
        "by",
        "copy",
        "link",
        "save",
        "read",
        "aloud",
        "text",
        "size",
    }
    | {"font", "a", "x", "more", "image", "images", "home", "sign", "in", "pin", "it", "view", "us", "post"}
)
"""These join them: 'share this article on Facebook'."""

SECTIONS = frozenset(
    {"home", "news", "world", "politics", "opinion", "opinions", "sport", "sports", "business", "economy", "culture"}
    | {"arts", "science", "health", "technology", "tech", "lifestyle", "life", "travel", "features", "analysis"}
    | {"local", "national", "international", "regional", "region", "video", "videos", "photos", "multimedia", "blogs"}
    | {"entertainment", "weather", "editorial", "editorials", "africa", "asia", "europe", "americas", "middle east"}
    | {"latest", "live", "security", "society", "about", "contact", "archive", "podcasts", "radio", "tv", "interviews"}
)
"""Sections that a site's navigation names."""

LABEL = re.compile(
    r"(?:tags?|topics?|keywords?|filed under|categor(?:y|ies)|section|views?|shares?|comments?|tweet|print|e-?mail)"
    r"\s{0,3}(?:[:#|].{0,250}|\(?\d[\d.,]{0,9}\)?)",
    re.I,
)
"""A word of the template and what it labels: 'Tags: Kano, police', 'Views: 371'."""

_LINES = (
    r"(?:read|see) (?:also|more|next)\b.{0,160}",
    r"(?:also read|you may also like|don['’]?t miss)\b.{0,160}",
    r"(?:recommended|trending|top stories|latest news)(?: (?:for you|now|today|stories|articles))?(?::.{0,160})?",
    r"related(?: (?:news|stories|articles|coverage|topics|posts|content))?:?",
    r"related(?:(?: (?:news|stories|articles|coverage|topics|posts|content)\b)|:).{0,160}",
    r"(?:more (?:on this (?:story|topic)|stories|news)|most (?:read|popular|viewed))\b.{0,160}",
    r"(?:follow|like|join|find) us (?:on|at)\b.{0,120}",
    r"follow @?\w.{0,60} on (?:twitter|facebook|instagram|x|telegram)\b.{0,40}",
    r"(?:subscribe|sign up|register)\b.{0,30}\b(?:to|for)\b.{0,120}",
    r"\(?click (?:here|to)\b.{0,80}",
    r"(?:©|\(c\)|copyright\b).{0,200}",
    r".{0,120}\ball rights reserved\b.{0,60}",
    r"community (?:standards|guidelines)\b.{0,80}",
    r"(?:terms of (?:use|service)|terms and conditions)\b.{0,160}",
    r"(?:privacy policy|cookie policy|about us|contact us)\b.{0,160}",
    r"our standards:.{0,100}",
    r"warning:? graphic (?:content|images?).{0,30}",
    r"get short url(?: topic .{0,90}\(\d{1,6}\))?[\s\d]{0,20}|comment via .{0,60}|discussion",
    r"(?:last )?(?:updated?|modified|published|posted)(?: at| on)?:? .{0,15}"
    rf"(?:{DAY}|\d{{1,2}}:\d{{2}})(?!.{{0,20}}:\s?\w+ \w+ \w+).{{0,70}}",
    r"(?:additional )?(?:reporting|writing|editing|compiled|translated) by .{0,300}",
    r"source: .{2,60}|(?-i:[Ss]ource(?: (?:[A-Z]\w{0,20}|and|agencies|&)){1,5})",
    rf"[(\[]?with (?:(?-i:{AGENCY})|agencies)\b[^.]{{0,60}}",
)
LINE = re.compile("|".join(_LINES), re.I)
"""Whole lines: 'Read also', 'Follow us on …', legal lines, credits and stamps."""

SLUG = re.compile(r"[A-Z]{1,10}[A-Z\d]{0,10}-(?:[A-Z\d]{1,10}-)?\d{3,9}(?: \([A-Z ,.&-]{2,40}\))?")
"""A wire's own number for the text: 'ABC1-XY2-0123 (ORIGIN)'."""

DESK_CODE = re.compile(r"(?=.{1,12}$)(?:[A-Z]{2,8}|\d{1,4})(?:[ /-]{1,3}(?:[A-Z]{1,6}|\d{1,4})){0,2}")
"""Initials and numbers of a desk under a text: 'MK/AB', '218-11'."""

_SURE = (
    r"\b(?:community standards|comment via|our standards: ?the|subscribe to our|follow us on)",
    r"\b(?:privacy policy|cookie policy|terms of (?:use|service)|all rights reserved|sign up (?:for|to) our)",
    r"\bcopyright (?:©|\(c\)|(?:19|20)\d\d)",
    r"©\s?(?:19|20)\d\d",
)
FOOT_SURE = re.compile("|".join(_SURE), re.I)
"""Words that stand only in the foot of a page."""

FOOT_START = re.compile(
    r"(?:(?<=[.!?…”\"')\]])|^)\s{0,8}(?:(?:\.\.\.\s{0,4})?(?:\d{1,6}\s{1,4}){1,3})?"
    r"(?:Tags|Topics?|Related(?: News| Coverage| Articles| Stories)?|Source:?|(?:Additional )?[Rr]eporting by"
    r"|(?:Writing|Editing) by|(?:Read|See) [Aa]lso|Read [Mm]ore|Most [Rr]ead|Share)\b(?=\s{0,3}:?\s{0,3}[A-Za-z])",
    re.M,
)
"""Words that a foot can start with, after a sentence's end, perhaps behind counters."""
CREDITS = re.compile(r"\s*(?:Additional )?(?:[Rr]eporting|Writing|Editing|Compiled) by\b")
