from __future__ import annotations

from docx.oxml.ns import qn
from lxml import etree

from publishing.blocks import Run
from publishing.docx.splices import Splices
from publishing.docx.xml import el, paragraph, text_run, with_property

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_text_is_put_where_it_belongs_also_into_a_file_that_names_its_words_otherwise() -> None:
    bare = f'<x:document xmlns:x="{WORD}"><x:body><?diemtin-text 0?><x:p/><x:sectPr/></x:body></x:document>'
    root = etree.fromstring(bare)
    body = root[0]
    spliced = Splices(body)  # what the file had of that name is gone
    lines = [paragraph(text_run(Run(f"{n} < & ]]> “{n}”")), style="BodyText") for n in range(4)]
    spliced.before(body[-1], [*lines, el("w:hyperlink", r_id="rId1")])
    spliced.before(body[-1], lines[:1])
    made = etree.fromstring(spliced.put(etree.tostring(root)))
    told = ["".join(one.itertext()) for one in made.iter(qn("w:p"))]
    assert told == ["", *(f"{n} < & ]]> “{n}”" for n in range(4)), "0 < & ]]> “0”"]
    (link,) = made.iter(qn("w:hyperlink"))
    assert link.get(qn("r:id")) == "rId1"
    assert made[0][-1].tag == qn("w:sectPr")
    assert b"diemtin-text" not in etree.tostring(made)


def test_a_property_stands_right_after_the_style_of_a_paragraph_and_nowhere_else() -> None:
    line = paragraph(text_run(Run("a")), style="BodyText", properties=(el("w:jc", val="left"),))
    assert with_property(line, el("w:keepNext")).startswith(
        '<w:p><w:pPr><w:pStyle w:val="BodyText"/><w:keepNext/><w:jc w:val="left"/></w:pPr>'
    )
    table = el("w:tbl", el("w:tr"))
    assert with_property(table, el("w:keepNext")) == table
