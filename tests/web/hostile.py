"""Two hundred strings that a stranger might put into a title, a name or a query; on a page they must stay text."""

from __future__ import annotations

__all__ = ["HOSTILE"]

_MARK = "xk7"
"""Stands in each of them, so that a page can be searched for what became of it."""

_RUN = (f"window.{_MARK}=1", f"alert({_MARK})")

_TAGS = tuple(
    form.replace("RUN", run)
    for run in _RUN
    for form in (
        "<script>RUN</script>",
        "</script><script>RUN</script>",
        "<SCRIPT SRC=//la.example/RUN></SCRIPT>",
        "<scr<script>ipt>RUN</scr</script>ipt>",
        "<img src=x onerror=RUN>",
        "<img src=x onerror='RUN'>",
        '<img src="x" onerror="RUN">',
        "<svg onload=RUN>",
        "<svg><script>RUN</script></svg>",
        "<svg><animate onbegin=RUN attributeName=x dur=1s>",
        "<svg><use href='data:image/svg+xml,RUN'/></svg>",
        "<math><mtext><mglyph><style><img src=x onerror=RUN>",
        "<body onload=RUN>",
        "<iframe src=javascript:RUN></iframe>",
        "<iframe srcdoc='<script>RUN</script>'></iframe>",
        "<object data=javascript:RUN>",
        "<embed src=javascript:RUN>",
        "<a href=javascript:RUN>x</a>",
        "<a href='&#106;avascript:RUN'>x</a>",
        "<form action=javascript:RUN><button>x</button></form>",
        "<button formaction=javascript:RUN>x</button>",
        "<input autofocus onfocus=RUN>",
        "<select autofocus onfocus=RUN>",
        "<details open ontoggle=RUN>",
        "<video><source onerror=RUN></video>",
        "<audio src=x onerror=RUN>",
        "<marquee onstart=RUN>",
        "<style>*{background:url(javascript:RUN)}</style>",
        "<link rel=stylesheet href=//la.example/RUN>",
        "<meta http-equiv=refresh content='0;url=javascript:RUN'>",
        "<base href=//la.example/RUN>",
        "<template><script>RUN</script></template>",
        "<noscript><p title='</noscript><img src=x onerror=RUN>'>",
        "<textarea></textarea><script>RUN</script>",
        "<title></title><script>RUN</script>",
        "<!--><script>RUN</script>-->",
        "<![CDATA[<script>RUN</script>]]>",
        "<?xml version='1.0'?><script>RUN</script>",
        "<div style=background:url(RUN)>",
        "<dialog open>RUN</dialog>",
    )
)

_BREAKOUTS = tuple(
    form.replace("RUN", run)
    for run in _RUN
    for form in (
        '" onmouseover="RUN',
        "' onmouseover='RUN",
        '"><script>RUN</script>',
        "'><script>RUN</script>",
        '" autofocus onfocus="RUN" x="',
        "` onmouseover=`RUN",
        '"/><svg/onload=RUN>',
        "</textarea><script>RUN</script>",
        "</title><script>RUN</script>",
        "</option></select><script>RUN</script>",
        '\\"><script>RUN</script>',
        '";RUN;//',
        "';RUN;//",
        "</style><script>RUN</script>",
        "--><script>RUN</script>",
    )
)

_TEMPLATES = tuple(
    form.format(mark=_MARK)
    for form in (
        "{{{{7*7}}}}{mark}",
        "{{{{ config }}}}{mark}",
        "{{{{ ''.__class__.__mro__ }}}}{mark}",
        "{{% for a in range(9) %}}{mark}{{% endfor %}}",
        "{{# {mark} #}}",
        "${{7*7}}{mark}",
        "#{{7*7}}{mark}",
        "<%= 7*7 %>{mark}",
        "{{{{ request.app.state.services.key }}}}{mark}",
        "{{% include '/etc/passwd' %}}{mark}",
        "%(x)s%s%d{mark}",
        "{{0.__class__}}{mark}",
        '=HYPERLINK("http://la.example","{mark}")',
        "+1+{mark}",
        "-1+{mark}",
        "@SUM({mark})",
        "=cmd|' /C calc'!{mark}",
        "; DROP TABLE users; --{mark}",
        "' OR '1'='1{mark}",
        "{mark}\r\nset-cookie: a=b",
    )
)

_LETTERS = tuple(
    form.format(mark=_MARK)
    for form in (
        "\u202e{mark}gnud",
        "\u2066{mark}\u2069",
        "{mark}\u200b\u200b\u200b",
        "{mark}\ufeff",
        "{mark}\u0000",
        "{mark}\u0007\u001b[31m",
        "\ud7ff{mark}\ue000",
        "{mark}" + "\u0301" * 60,
        "{mark}\u2028\u2029",
        "＜script＞{mark}＜/script＞",
        "‹script›{mark}",
        "<\u0000script>{mark}</script>",
        "&lt;script&gt;{mark}",
        "&#60;script&#62;{mark}",
        "&amp;lt;{mark}&amp;gt;",
        "\u00ad\u00ad{mark}",
        "ﷺ﷽{mark}",
        "{mark}🏳️‍🌈👩‍⚕️",
        "Đặng Thị Ổ {mark}",
        "Đặng {mark}",
    )
)

_LONG = tuple(
    form
    for n in (80, 400, 2000)
    for form in (
        _MARK + "x" * n,
        _MARK + "ộ" * n,
        _MARK + " " * n + "x",
        _MARK + "<" * n,
        _MARK + "&" * n,
        _MARK + '"' * n,
        _MARK + "{" * n,
        _MARK + "\n" * n + "x",
        _MARK + "/" * n,
        _MARK + "%00" * n,
    )
)

_PATHS = tuple(
    form.format(mark=_MARK)
    for form in (
        "../../etc/passwd{mark}",
        "javascript:{mark}",
        "data:text/html,<script>{mark}</script>",
        "//la.example/{mark}",
        "http://la.example/{mark}",
        "/\\la.example/{mark}",
        "file:///etc/passwd{mark}",
        "vbscript:{mark}",
        "?a=b&c=<script>{mark}</script>",
        "#<img src=x onerror={mark}>",
        'tỉnh:"<b>{mark}</b>"',
        '"{mark}<mark>"',
        "-{mark} OR (((",
        "=<script>{mark}",
        "nguồn:{mark}' OR 1",
        "từ:{mark}/99/9999",
        "NOT AND OR {mark}",
        "*{mark}*?",
        "{mark}~2^9",
        "[{mark} TO *]",
    )
)

HOSTILE = (*_TAGS, *_BREAKOUTS, *_TEMPLATES, *_LETTERS, *_LONG, *_PATHS)
