"""Accounts, sessions, tokens, one-time links, and the log of decisions, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from domain.errors import UsageError
from domain.roles import Role
from store import Store
from store.db.people_tables import invitations, sessions, tokens, users

PASSWORD = "mat khau du dai"


def test_a_password_opens_its_account_alone(store: Store) -> None:
    made = store.users.create(" Ha.Nguyen ", "  Nguyễn Thu   Hà ", Role.EDITOR, PASSWORD)
    assert (made.login, made.name) == ("ha.nguyen", "Nguyễn Thu Hà")
    found = store.users.check("HA.nguyen", PASSWORD)
    assert found is not None
    assert found.id == made.id
    assert store.users.check("ha.nguyen", PASSWORD + "x") is None
    assert store.users.check("khong.co", PASSWORD) is None
    with store.database.read() as connection:
        assert PASSWORD not in str(connection.execute(select(users)).all())


def test_one_spelling_of_a_password_is_as_good_as_another(store: Store) -> None:
    store.users.create("a1", "A", Role.VIEWER, "Mật khẩu rất dài")
    assert store.users.check("a1", "Mật khẩu rất dài") is not None


@pytest.mark.parametrize("login", ["", "x", "có dấu", "a b", "-a", "a" * 81, "<script>"])
def test_a_name_that_cannot_be_used(store: Store, login: str) -> None:
    with pytest.raises(UsageError, match="Tên đăng nhập"):
        store.users.create(login, "Tên", Role.VIEWER, PASSWORD)


@pytest.mark.parametrize("password", ["", "ngan", "x" * 201])
def test_a_password_that_is_refused(store: Store, password: str) -> None:
    with pytest.raises(UsageError, match="Mật khẩu"):
        store.users.create("ten", "Tên", Role.VIEWER, password)
    assert store.users.count() == 0


def test_a_name_is_taken_once(store: Store) -> None:
    store.users.create("ten", "Tên", Role.VIEWER, PASSWORD)
    with pytest.raises(UsageError, match="đã có người dùng"):
        store.users.create("TEN", "Khác", Role.ADMIN, PASSWORD)


def test_somebody_is_always_left_to_administer(store: Store) -> None:
    first = store.users.create("mot", "Một", Role.ADMIN, PASSWORD)
    invited = store.users.create("hai", "Hai", Role.ADMIN)
    for change in ({"role": Role.EDITOR, "disabled": False}, {"role": Role.ADMIN, "disabled": True}):
        with pytest.raises(UsageError, match="ít nhất một"):
            store.users.change(first.id, name="Một", **change)  # type: ignore[arg-type]
    store.users.set_password(invited.id, PASSWORD)
    assert store.users.change(first.id, name="Một", role=Role.VIEWER, disabled=False).role is Role.VIEWER


def test_a_session_holds_until_it_is_ended_or_forgotten(store: Store) -> None:
    one = store.users.create("mot", "Một", Role.EDITOR, PASSWORD)
    secret = store.sessions.begin(one.id, address="10.0.0.1", browser="Chrome")
    found = store.sessions.find(secret, days=14)
    assert found is not None
    assert (found.id, found.role) == (one.id, Role.EDITOR)
    with store.database.write() as connection:
        assert secret not in str(connection.execute(select(sessions)).all())
        long_ago = store.database.now() - timedelta(days=15)
        connection.execute(update(sessions).values(used_at=long_ago))
    assert store.sessions.find(secret, days=14) is None
    assert store.sessions.find(secret, days=16) is not None
    store.sessions.end(secret)
    assert store.sessions.find(secret, days=16) is None


def test_what_a_browser_kept_before_the_sign_in_is_worth_nothing_after_it(store: Store) -> None:
    one = store.users.create("mot", "Một", Role.EDITOR, PASSWORD)
    former = store.sessions.begin(one.id, address="", browser="")
    store.sessions.begin(one.id, address="", browser="", former=former)
    assert store.sessions.find(former, days=14) is None
    assert len(store.sessions.of(one.id)) == 1


@pytest.mark.parametrize("how", ["everywhere", "password", "disabled"])
def test_every_session_ends_at_once(store: Store, how: str) -> None:
    store.users.create("khac", "Khác", Role.ADMIN, PASSWORD)
    one = store.users.create("mot", "Một", Role.EDITOR, PASSWORD)
    secrets = [store.sessions.begin(one.id, address="", browser="") for _ in range(2)]
    _, token = store.tokens.create(one.id, "máy in", Role.VIEWER)
    if how == "everywhere":
        assert store.sessions.end_all(one.id) == 2
    elif how == "password":
        store.users.set_password(one.id, PASSWORD + "2")
    else:
        store.users.change(one.id, name="Một", role=Role.EDITOR, disabled=True)
        assert store.tokens.find(token) is None
        assert store.users.check("mot", PASSWORD) is None
    assert [store.sessions.find(secret, days=14) for secret in secrets] == [None, None]


def test_a_token_may_no_more_than_its_owner(store: Store) -> None:
    store.users.create("khac", "Khác", Role.ADMIN, PASSWORD)
    one = store.users.create("mot", "Một", Role.ADMIN, PASSWORD)
    number, secret = store.tokens.create(one.id, "bảng điện tử", Role.EDITOR)
    found = store.tokens.find(secret)
    assert found is not None
    assert found.role is Role.EDITOR
    store.users.change(one.id, name="Một", role=Role.VIEWER, disabled=False)
    found = store.tokens.find(secret)
    assert found is not None
    assert found.role is Role.VIEWER
    with store.database.read() as connection:
        assert secret not in str(connection.execute(select(tokens)).all())
    store.tokens.revoke(number)
    assert store.tokens.find(secret) is None
    assert store.tokens.all(one.id)[0].revoked_at is not None
    assert store.tokens.all(one.id + 99) == []


def test_the_first_administrator_is_made_once(store: Store) -> None:
    former = store.invitations.create(None)
    secret = store.invitations.create(None)
    with pytest.raises(UsageError, match="hết hạn"):
        store.invitations.holder(former)
    with pytest.raises(UsageError, match="ít nhất 10"):
        store.invitations.make_administrator(secret, "mot", "Một", "ngan")
    assert store.invitations.holder(secret) is None  # a mistake does not spend it
    assert store.invitations.make_administrator(secret, "mot", "Một", PASSWORD).role is Role.ADMIN
    other = store.invitations.create(None)
    for spent in (secret, other):
        with pytest.raises(UsageError):
            store.invitations.make_administrator(spent, "hai", "Hai", PASSWORD)
    assert store.users.count() == 1


def test_a_password_is_chosen_by_a_link_that_works_once_and_not_for_ever(store: Store) -> None:
    one = store.users.create("mot", "Một", Role.EDITOR)
    secret = store.invitations.create(one.id)
    assert store.users.check("mot", PASSWORD) is None
    store.invitations.choose_password(secret, PASSWORD)
    assert store.users.check("mot", PASSWORD) is not None
    with pytest.raises(UsageError):
        store.invitations.choose_password(secret, PASSWORD)
    late = store.invitations.create(one.id)
    with store.database.write() as connection:
        connection.execute(update(invitations).values(expires_at=store.database.now() - timedelta(seconds=1)))
    with pytest.raises(UsageError, match="hết hạn"):
        store.invitations.holder(late)


def test_single_sign_on_binds_an_account_to_one_person(store: Store) -> None:
    store.users.create("mot", "Một", Role.EDITOR)
    bound = store.users.by_subject("https://sso 1", "MOT")
    assert bound is not None
    assert bound.single_sign_on
    again = store.users.by_subject("https://sso 1", "da-doi-ten")
    assert again is not None
    assert again.id == bound.id
    assert store.users.by_subject("https://sso 2", "mot") is None  # another person of the same name
    assert store.users.by_subject("https://sso 3", "la") is None


def test_decisions_are_kept_as_they_were(store: Store) -> None:
    one = store.users.create("mot", "Một", Role.EDITOR)
    store.audit.note(one, "Sửa ngày đăng", "bai/a1", {"day": None}, {"day": "2022-09-26"})
    store.audit.note(None, "Duyệt điểm tin", "diem-tin/2022-W39", after="đã duyệt\0")
    store.audit.note(one, "Sửa ngày đăng", "bai/a10")
    found, total = store.audit.find(actor="Một", action="Sửa ngày đăng")
    assert (total, [row.object for row in found]) == (2, ["bai/a10", "bai/a1"])
    assert (found[1].before, found[1].after) == ({"day": None}, {"day": "2022-09-26"})
    assert [row.actor for row in store.audit.of("diem-tin/2022-W39")] == ["Dòng lệnh"]
    assert [row.object for row in store.audit.of("bai/a1")] == ["bai/a1"]
    assert store.audit.find(limit=1, offset=1)[1] == 3
    assert store.audit.find(until=datetime.fromisoformat("2000-01-01T00:00:00+07:00"))[1] == 0
    assert store.audit.names() == (["Dòng lệnh", "Một"], ["Duyệt điểm tin", "Sửa ngày đăng"])


def test_a_decision_and_its_note_stand_or_fall_together(store: Store) -> None:
    def decide() -> None:
        with store.transaction():
            store.audit.note(None, "Thử", "x")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        decide()
    assert store.audit.find()[1] == 0
