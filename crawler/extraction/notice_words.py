"""Words of pages that are no content: bot walls, logins, errors, outages. The one list that the verdict on an answer
(``crawler.fetch.verdicts``) and the refusal of a page read; all patterns are for folded text.
"""

from __future__ import annotations

import re

__all__ = ["ERROR", "LOGIN_TITLE", "OUTAGE", "WALL"]

WALL = re.compile(
    r"just a moment|attention required|checking your browser|verify(?:ing)? (?:(?:that |if )?you are )(?:a )?human|"
    r"are you (?:a )?(?:robot|human)|access (?:to this page )?(?:has been )?denied|request (?:was )?(?:blocked"
    r"|unsuccessful)|"
    r"unusual traffic|ddos protection|enable (?:javascript and cookies|cookies and javascript)|"
    r"(?:complete|solve) the (?:security|captcha)|security check|bot (?:verification|detection)|cloudflare ray id|"
    r"xac (?:minh|thuc|nhan) (?:rang )?(?:ban )?(?:khong phai|la (?:con )?nguoi)|"
    r"toi khong phai (?:la )?(?:nguoi may|robot)|(?:dang )?kiem tra (?:trinh duyet|ket noi cua ban)|"
    r"dang kiem tra (?:ket noi|bao mat)|truy cap (?:cua ban )?(?:da )?bi (?:tu choi|chan|han che)|"
    r"luu luong (?:truy cap )?bat thuong|yeu cau (?:cua ban )?(?:da )?bi (?:tu choi|chan)|"
    r"phat hien (?:truy cap|hanh vi) (?:bat thuong|tu dong)|"
    r"nhap ma (?:captcha|bao ve|xac (?:nhan|minh|thuc)) de (?:tiep tuc|truy cap)|"
    r"vui long (?:bat|kich hoat) javascript (?:va cookie )?de tiep tuc"
)
"""Of a page that wants proof of a person, or sends programs away. Such a page says little else."""

LOGIN_TITLE = re.compile(
    r"^(?:trang )?(?:dang nhap|log ?in|sign ?in|xac thuc)\b|\b(?:dang nhap he thong|yeu cau dang nhap)\b"
)
"""How the title of a login page begins."""

ERROR = re.compile(
    r"^(?:\W*(?:error|loi|http)?\W*(?:40[0-9]|50[0-9])\b.{0,60}|.{0,40}\b(?:page|file|"
    r"resource) (?:you .{0,30})?(?:(?:is |was )?not found|cannot be found|does(?: not|n't) exist).{0,40}|"
    r".{0,30}(?:khong tim thay|khong ton tai|da bi (?:xoa|go|di chuyen)|khong the hien thi).{0,50}|"
    r"not found|server error.{0,40}|bad gateway|service unavailable|"
    r"(?:runtime|application) error.{0,40}|under (?:construction|maintenance)|forbidden|thong bao loi.{0,40}"
    r"|da co loi xay ra.{0,40}|loi he thong.{0,20})$"
)
"""A heading or opening line of an error page, whole."""

OUTAGE = re.compile(
    r"(?:could not|cannot|can't|unable to|failed to|error) (?:connect(?:ing)?|establish(?:ing)?)(?: to| a)? .{0,40}?"
    r"(?:data ?(?:base|server)|mysql|sql|server|db)|database (?:connection )?error|error establishing|"
    r"(?:too many|no) connections|lost connection to|server has gone away|sqlstate ?\[|fatal error:"
    r"|uncaught (?:exception|error)|"
    r"warning: \w{1,30}\(|resource limit (?:is )?reached|exceeded the (?:timeout|maximum execution)|"
    r"account (?:has been )?suspended|bandwidth limit exceeded|(?:site|service) is (?:temporarily )?(?:offline"
    r"|unavailable|down)|"
    r"(?:user|system|internal|unexpected|critical|runtime) error\b|there has been a critical error"
    r"|internal server error|"
    r"be(?:ing)? back (?:shortly|soon)|scheduled maintenance|"
    r"khong (?:the )?ket noi (?:duoc )?(?:den |toi |voi )?(?:may chu|co so du lieu|csdl|database|he thong)|"
    r"loi (?:ket noi )?(?:co so du lieu|csdl|may chu|he thong|ung dung)|(?:may chu"
    r"|he thong) (?:dang )?(?:qua tai|gap su co)|"
    r"(?:trang|website|cong thong tin|he thong)\b.{0,40}\b(?:dang|tam thoi|tam)\b.{0,20}\b(?:bao tri|gian doan"
    r"|ngung|ngat|"
    r"khong (?:the )?truy cap)|(?:tam ngung|gian doan) (?:phuc vu|hoat dong|truy cap|dich vu)|"
    r"tai khoan (?:hosting )?(?:da )?(?:bi )?(?:tam )?khoa|ten mien (?:da )?(?:het han|bi tam)"
)
"""What a page says when the site behind it is down. Believed only on a page that says little else."""
