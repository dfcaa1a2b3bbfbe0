from __future__ import annotations

import re
from datetime import date

from starlette.testclient import TestClient

from tests.web.conftest import store_of
from tests.web.digest_pages import WEEK, issue_of, opened


def test_requests_are_written_listed_and_answered(own_client: TestClient) -> None:
    path = opened(own_client)
    item = issue_of(own_client).items[0]
    own_client.post(
        f"{path}/de-nghi",
        data={"article_id": item.article_id, "don_vi": "TTYT Mộc Châu", "thoi_han": "31/10/2022"},
    )
    asked = issue_of(own_client).items[0].request
    assert asked is not None
    assert (asked.unit, asked.due, asked.status) == ("TTYT Mộc Châu", date(2022, 10, 31), "chua_giao")
    assert "TTYT Mộc Châu" in own_client.get("/diem-tin").text
    own_client.post(
        f"{path}/de-nghi",
        data={"article_id": item.article_id, "don_vi": "TTYT Mộc Châu", "trang_thai": "da_tra_loi", "ve": "/diem-tin"},
    )
    assert "Không có đề nghị nào đang chờ" in own_client.get("/diem-tin").text


def test_a_request_that_another_person_changed_is_shown_and_stays(own_client: TestClient) -> None:
    path = opened(own_client)
    item = issue_of(own_client).items[0]
    store_of(own_client).digests.requests.put(
        item.article_id, WEEK, unit="Phòng Nghiệp vụ", due=date(2022, 10, 31), status="da_giao", author="lan"
    )
    wanted = {"article_id": item.article_id, "don_vi": "TTYT Mộc Châu", "thay": "chưa có đề nghị"}
    refused = own_client.post(f"{path}/de-nghi", data=wanted)
    assert refused.status_code == 409
    assert "lan vừa ghi đề nghị xử lý bài này: Phòng Nghiệp vụ, thời hạn 31/10/2022, đã giao" in refused.text
    assert "TTYT Mộc Châu, chưa giao" in refused.text
    shown = re.search(r'name="thay" value="([^"]+)"', own_client.get(path).text)
    assert shown is not None
    assert own_client.post(f"{path}/de-nghi", data=wanted | {"thay": shown[1]}).status_code == 303
    request = issue_of(own_client).items[0].request
    assert request is not None
    assert request.unit == "TTYT Mộc Châu"
