"""Values that have broken somebody's site. Add what breaks yours; never take one out.

Each is what stands after the equals sign of a query string, already percent-encoded: some are no valid UTF-8, which
no Python string could hold.
"""

from urllib.parse import quote

RAW = [
    # Nothing, blanks, controls
    "", "+", "%20%20", "%00", "a%00b", "%0d%0aSet-Cookie:x=1", "%0a", "%09", "%1b%5b31m", "%7f", "%c2%85", "%0b",
    # Not UTF-8, surrogates, overlong forms, non-characters
    "%ff", "%fe%ff", "%c0%80", "%c0%ae%c0%ae/", "%ed%a0%80", "%ed%a0%80%ed%b0%80", "%f4%90%80%80", "%e2%82", "%80",
    "%ef%bf%be", "%ef%bf%bf", "%ef%b7%90", "%ee%80%80", "%", "%zz", "%u0041", "%25", "%2525", "%25%30%30",
    # Separators of addresses
    "a%26b=c", "a=b", "a;b", "a%23b", "?", "??", "a/b", "..%2f..%2fetc%2fpasswd", "....//", "%2e%2e%2f",
    "\\\\evil.test\\x", "//evil.test", "http://evil.test", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd",
    "%255c", "C:%5cboot.ini",
]  # fmt: skip
TEXT = [
    # Numbers
    "0", "-0", "-1", "1.5", "1e9", "1e400", "1_000", "0x10", "0b1", "NaN", "nan", "inf", "-Infinity", "١٢", "²", "½", "Ⅷ",
    str(10**30), str(-(10**30)), str(2**31), str(2**63), str(2**64), "9" * 4300, "9" * 5000, "1" + "0" * 400,
    "00000000000000000001", "+1", "1,000", "1e-7", "0.1e1000000000",
    # Dates
    "0000-00-00", "2026-02-30", "2026-13", "99999-01", "-0001-01-01", "2026-W54", "0", "10000", "1e12", "2026-1-1-1",
    "0-0", "2026-", "-1-1", "9999-12", "99999999999-12",
    # Unicode
    "🎉", "👨‍👩‍👧‍👦", "🏳️‍🌈", "日本語", "العربية", "\u202eexe.txt", "\u2066x\u2069", "\u200b", "\ufeff", "\u00ad",
    "e\u0301" * 20, "a" + "\u0301" * 500, "Z\u0335\u0321a\u0327l", "ß", "ﬀ", "İi", "\u2028\u2029", "\U0010ffff", "\uffff", "𝒽",
    # Quotes, SQL, LIKE
    "'", '"', "''", "`", "' OR 1=1 --", "'; DROP TABLE wagtail_pmi_topic; --", '" OR ""="', "1) OR (1=1", "%' OR '1'='1",
    "%", "_", "\\", "\\'", "%%%", "admin'/*", "1 UNION SELECT null,null", "$$", ":param", "?", "%s", "%(x)s", "{0}",
    # Search operators
    "AND", "OR", "NOT", "NEAR(a b)", "a*", "^a", "a:b", "-a", "+a", "(", ")", "((((((((((", "a & | b", "!a", "<->", "a <2> b",
    "title:x", "{a b}:c", '"unclosed', "* * *", "NOT NOT NOT", "a~2", "[a TO b]", "@@", "&&&",
    # Templates, markup, scripts
    "{{ 7*7 }}", "{% debug %}", "{{ request.user.password }}", "{# x #}", "${7*7}", "#{7*7}", "<%= 7*7 %>",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</title><script>", "<!--", "]]>", "&lt;", "&#0;",
    "<svg/onload=alert(1)>", "';alert(1)//",
    # Lookups and attributes
    "__class__", "pk__in", "path__startswith", "live=0", "-title", "?", "user__password", "random", "title, (SELECT 1)",
    # Commands, shells, formats
    "| id", "$(id)", "`id`", "; ls", "=1+1", "@SUM(1)", "+1|cmd", "\tx", "null", "None", "undefined", "true", "[]", "{}",
    "[object Object]", "a" * 201, "word " * 17, "x" * 10_000, "ü" * 3_000,
]  # fmt: skip

HOSTILE: list[str] = list(dict.fromkeys([*RAW, *(quote(text, safe="") for text in TEXT)]))

MEGABYTE = "x" * 1_000_000
