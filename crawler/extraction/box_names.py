"""Names (class, id) of boxes that are no part of an article: one home for the two questions asked of them.

``NO_TEXT`` asks whether a box may hold paragraphs of the text; a wrong yes loses text, so it looks at whole names and
is outvoted where most of a page is inside. ``OUTSIDE`` asks whether a date or a name in a box may be the article's; a
wrong no invents one, so it takes in clocks, counters and licences too.
"""

from __future__ import annotations

import re

__all__ = ["NO_TEXT", "OUTSIDE"]

# Written as name parts: "-" stands before and after every part once a name is normalised.
NO_TEXT = re.compile(
    "|".join(
        (
            r"comments?-|-comment|disqus|-fb-root|fb-(?:like|comment|share)|binh-?luan|wpdiscuz|respond-|"
            r"feed-?back|-captcha",
            r"related|lien-?quan|tin-?khac|cung-?chuyen-?muc|tin-?lien|tin-?moi|recommend|read-?more|"
            r"read-?next|up-?next|-next-",
            r"more-?(?:news|stories|articles|from|posts|info-)|see-?also|also-?(?:read|like)|you-?may|"
            r"doc-?them|xem-?them",
            r"most-?(?:read|popular|viewed|shared)|trending|jp-relatedposts|kbwscwl-related|outbrain|taboola",
            r"bread-?crumbs?|duong-?dan-|side-?bar|-footer|footer-|chan-?trang|-nav-|nav-?bar|navigation|-menu|menu-|"
            r"mega-?menu|mast-?head",
            r"paginat|-pager|-paging|phan-?trang|skip-?(?:link|to)|back-?to-?top|-toc-|"
            r"table-?of-?contents?|-widget-area",
            r"-social|social-|-shar(?:e|es|ing)-|share-?(?:bar|box|button|link|this|tool|block|icon)|"
            r"add-?this|chia-?se|sharedaddy",
            r"newsletter|subscri(?:be|ption)|sign-?up|log-?in-|-login|tool-?bar|print-?(?:button|link|only)|-no-?print",
            r"sponsor|advert(?!orial)|-ads?-|-adv-|ad-?(?:slot|unit|container|wrapper|banner|block|box)|"
            r"quang-?cao|-dfp-|banner",
            r"pop-?up|-modal|cookie|gdpr|-consent|-promo|promo-|hot-?line|-marquee|ticker|lien-?ket|"
            r"-weather|thoi-?tiet",
            r"copy-?right|visitor|-counter|hit-?count|thong-?ke|truy-?cap|-vote|voting|-rating|danh-?gia|"
            r"-poll-|-hoi-dap-",
            r"-tag-?s?-|-tags?-list|tag-?cloud|-hashtags?|screen-?reader|visually-?hidden|-sr-only|-lich-cong-tac",
            r"author-?(?:bio|box|info|card|about)|about-?(?:the-)?author|box-?author|-bio-|-disclaimer|"
            r"audio-?(?:player|box)|-tts-",
            r"-correction-box",
        )
    )
)

OUTSIDE = re.compile(
    r"(?:^|[\s_\-])(?:side-?bar|sidenav|footer|bottom|top-?bar|top-?header|topbar|header-?top|masthead"
    r"|nav|navbar|menu|breadcrumbs?"
    r"|comments?(?:-?(?:list|area|respond|form|section|box))?|comment-?list|binh-?luan|disqus|related"
    r"|lien-?quan|tin-?khac|tin-?lien"
    r"|tin-?moi|xem-?nhieu|doc-?nhieu|most|popular|trending|recent|latest|other-?news|newsother|othernews"
    r"|widget|banner|clock|dong-?ho"
    r"|today|hom-?nay|current-?(?:date|time)|server-?time|copyright|license|giay-?phep|thong-?ke|counter"
    r"|visitors?|calendar|lich"
    r"|weather|poll|vote|quang-?cao|ads?|advert|recommend\w*|right-?col|col-?right|cot-?phai|left-?col"
    r"|cot-?trai|hotline|events?)"
    r"(?:$|[\s_\-\d])"
)
