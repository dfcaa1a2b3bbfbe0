"""Issues over time: composed once, edited by people, approved and frozen, withdrawn and issued anew, never lost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.build import Standing, build, left_out
from digest.carried import carried
from digest.compose import compose
from digest.draft import Draft, Entry, numbering_of
from digest.elsewhere import told_elsewhere
from digest.window import IssueWindow, window_by_id
from domain.days import ZONE
from domain.digest import Approval, Issue, IssueState
from domain.errors import StateError, UsageError
from domain.settings import Settings
from store import Store
from store.digests.records import Clash, Edit, NewEdit, StoredIssue
from store.mails.mail_record import MailKind

__all__ = ["Issues", "hash_of"]


@dataclass(frozen=True, slots=True)
class Issues:
    """The issues of one office."""

    store: Store
    settings: Settings

    def newest(self, window_id: str) -> StoredIssue | None:
        """The last edition that is kept of a window."""
        editions = self.store.digests.of_window(window_id)
        return editions[-1] if editions else None

    def window_of(self, stored: StoredIssue) -> IssueWindow:
        """The window of a kept issue: the days it was opened with, whatever the settings say by now."""
        return IssueWindow(stored.window_id, stored.first_day, stored.last_day, numbering_of(stored.composed))

    def view(self, issue_id: str, now: datetime) -> Issue:
        """An issue by its id as it is now: frozen, kept as a draft, or put together for this once. UsageError where
        the id is none.
        """
        window = window_by_id(issue_id, self.settings)
        stored = self.store.digests.get(issue_id) or (self.newest(window.id) if issue_id == window.id else None)
        if stored is None:
            if issue_id != window.id:
                raise UsageError(f"Không có số điểm tin {issue_id}.", "Hãy xem danh sách các số điểm tin.")
            return self.preview(window, now)
        return self.of(stored)

    def preview(self, window: IssueWindow, now: datetime) -> Issue:
        """What the issue of a window would be; nothing is kept of it."""
        return build(compose(self.store, self.settings, window, now), self._standing(window.id, None))

    def of(self, stored: StoredIssue) -> Issue:
        """A kept issue: the frozen record, or the draft with people's edits."""
        if stored.frozen is not None:
            issue = Issue.model_validate_json(stored.frozen)
            return issue.model_copy(update={"hash": stored.hash, "state": IssueState(stored.state)})
        return build(Draft.model_validate_json(stored.composed), self._standing(stored.id, stored))

    def open(self, window: IssueWindow, now: datetime, author: str = "") -> StoredIssue:
        """The newest edition of a window, composed and kept where there is none."""
        stored = self.newest(window.id)
        if stored is None:
            draft = compose(self.store, self.settings, window, now)
            self._add(window.id, window, draft, author)
            stored = self._get(window.id)
            self._note_uses(stored)
        return stored

    def refresh(self, issue_id: str, now: datetime) -> StoredIssue:
        """Compose an open issue anew; what people decided stays. A frozen one is left as it is."""
        stored = self._get(issue_id)
        if stored.frozen is not None:
            return stored
        draft = compose(self.store, self.settings, self.window_of(stored), now)
        self.store.digests.recompose(issue_id, draft.model_dump_json())
        stored = self._get(issue_id)
        self._note_uses(stored)
        return stored

    def edit(self, issue_id: str, edits: Sequence[NewEdit], *, author: str, expected: int) -> tuple[int, list[Clash]]:
        """Keep people's edits; see ``store.digests.repository.Digests.save``."""
        outcome = self.store.digests.save(issue_id, edits, author=author, expected=expected)
        self._note_uses(self._get(issue_id))
        return outcome

    def settle(self, issue_id: str, edit_id: int, *, take_mine: bool, author: str) -> bool:
        """Choose between two people's texts of a field."""
        done = self.store.digests.settle(issue_id, edit_id, take_mine=take_mine, author=author)
        self._note_uses(self._get(issue_id))
        return done

    def left_out(self, stored: StoredIssue) -> list[Entry]:
        """The entries of an open issue that a person dropped."""
        return left_out(Draft.model_validate_json(stored.composed), self.store.digests.edits(stored.id))

    def submit(self, issue_id: str, author: str) -> None:
        """Hand a draft in for approval."""
        self._move(issue_id, {IssueState.DRAFT}, IssueState.REVIEW, author)

    def send_back(self, issue_id: str, author: str, note: str = "") -> None:
        """Give it back to be edited."""
        self._move(issue_id, {IssueState.REVIEW}, IssueState.DRAFT, author, note)

    def approve(self, issue_id: str, author: str, now: datetime) -> Issue:
        """Freeze an issue as it is: from here on it is the record whose hash stands in its footer. An empty author:
        the machine sends it and nobody has approved it. Raises StateError while two texts wait for a choice,
        OutlineError where the office's templates cannot be used.
        """
        with self.store.transaction():
            stored = self._get(issue_id)
            if stored.frozen is not None:
                raise StateError(f"Số điểm tin {issue_id} đã duyệt rồi.", "Hãy thu hồi nếu cần sửa.")
            if self.store.digests.clashes(issue_id):
                raise StateError(
                    f"Số điểm tin {issue_id} còn mục có hai bản sửa khác nhau.", "Hãy chọn một bản rồi duyệt."
                )
            self._refuse_twice(stored)
            approval = Approval(who=author, at=now.astimezone(ZONE))
            issue = self.of(stored).model_copy(update={"state": IssueState.APPROVED, "approval": approval})
            record = self._record(issue)
            self.store.digests.set_state(issue_id, IssueState.APPROVED, author=author, frozen=(record, hash_of(record)))
        return self.of(self._get(issue_id))

    def mark_sent(self, issue_id: str, author: str = "") -> None:
        """Its mails are on their way."""
        self._move(issue_id, {IssueState.APPROVED, IssueState.SENT}, IssueState.SENT, author)

    def withdraw(self, issue_id: str, author: str, note: str = "") -> StoredIssue:
        """Take a frozen issue back: it stays as it was, and its next edition ("39a") begins as a draft with the same
        decisions. Its mails that have not gone out yet do not go out.
        """
        with self.store.transaction():
            stored = self._get(issue_id)
            if stored.state not in {IssueState.APPROVED, IssueState.SENT}:
                raise StateError(f"Số điểm tin {issue_id} chưa duyệt nên không cần thu hồi.", "Hãy sửa trực tiếp.")
            self.store.digests.set_state(issue_id, IssueState.WITHDRAWN, author=author, note=note)
            self.store.mails.cancel(MailKind.DIGEST, [issue_id])
            window = self.window_of(stored)
            editions = len(self.store.digests.of_window(window.id))
            if editions > 26:
                raise StateError(f"Số điểm tin {window.id} đã thu hồi quá nhiều lần.", "Hãy chọn hai ngày khác.")
            name = f"{window.id}{chr(ord('a') + editions - 1)}"
            draft = Draft.model_validate_json(stored.composed)
            self._add(name, window, draft, author, replaces=issue_id)
            edits = [NewEdit(one.field, one.value, one.article_id) for one in self.store.digests.edits(issue_id)]
            if edits:
                self.store.digests.save(name, edits, author=author, expected=0)
            fresh = self._get(name)
            self._note_uses(fresh)
        return fresh

    def touched(self, issue_id: str) -> bool:
        """Whether a person has worked on an issue."""
        moved = any(one.author for one in self.store.digests.events(issue_id))
        return moved or bool(self.store.digests.history(issue_id))

    def edits(self, issue_id: str) -> list[Edit]:
        """The edits in force."""
        return self.store.digests.edits(issue_id)

    def _record(self, issue: Issue) -> str:
        """What is frozen: the issue, and what its files are written with."""
        from digest.render.frame import frame_of  # the templates' reader loads for longer than an issue takes to open
        from digest.render.paper import issue_paper

        issue_paper(issue, self.settings)  # a template that fails would keep every file from being made for good
        frame = frame_of(self.settings)
        return json.dumps(
            issue.model_dump(mode="json", by_alias=True) | {"frame": frame.model_dump(mode="json")}, ensure_ascii=False
        )

    def _refuse_twice(self, stored: StoredIssue) -> None:
        """An article that another week's issue has told since this one was composed is not told again."""
        items = {one.article_id: one for one in self.of(stored).items}
        told = told_elsewhere(self.store.digests.used_in(list(items)), stored.window_id)
        if told:
            article_id, other = next(iter(told.items()))
            raise StateError(
                f"Bài “{items[article_id].title}” đã có trong số điểm tin {other}.",
                "Hãy bấm Cập nhật hoặc bỏ bài đó rồi duyệt.",
            )

    def _get(self, issue_id: str) -> StoredIssue:
        stored = self.store.digests.get(issue_id)
        if stored is None:
            raise UsageError(f"Không có số điểm tin {issue_id}.", "Hãy xem danh sách các số điểm tin.")
        return stored

    def _add(self, name: str, window: IssueWindow, draft: Draft, author: str, replaces: str | None = None) -> None:
        self.store.digests.add(
            name,
            window.id,
            (window.first, window.last),
            (window.instants.start, window.instants.end),
            draft.model_dump_json(),
            state=IssueState.DRAFT,
            author=author,
            replaces=replaces,
        )

    def _standing(self, issue_id: str, stored: StoredIssue | None) -> Standing:
        office = self.settings.office
        name = " ".join(part for part in (office.name, office.province) if part and part not in office.name[5:])
        requests = self.store.digests.requests.all()
        head = f"{office.parent} {office.name} {office.place}"
        before = carried(self.store, self.settings, requests, issue_id)
        if stored is None:
            return Standing(issue_id, requests=requests, carried=before, office=name, head=head)
        return Standing(
            id=stored.id,
            state=IssueState(stored.state),
            revision=stored.revision,
            replaces=stored.replaces,
            edits=self.store.digests.edits(stored.id),
            requests=requests,
            carried=before,
            office=name,
            head=head,
        )

    def _move(self, issue_id: str, of: set[IssueState], to: IssueState, author: str, note: str = "") -> None:
        stored = self._get(issue_id)
        if stored.state == to:
            return
        if stored.state not in of:
            raise StateError(f"Số điểm tin {issue_id} không ở trạng thái này nữa.", "Hãy tải lại trang để xem.")
        self.store.digests.set_state(issue_id, to, author=author, note=note)

    def _note_uses(self, stored: StoredIssue) -> None:
        issue = self.of(stored)
        uses: list[tuple[str, str, int | None]] = []
        for item in issue.items:
            uses.append((item.article_id, "late" if item.late_for else "item", item.n))
            uses += [(one.article_id, "reprint", item.n) for one in item.reprints if one.article_id]
        uses += [(one.article_id, "repeated", None) for one in issue.repeated if one.article_id]
        if stored.frozen is None:
            uses += [(one.item.article_id, "dropped", None) for one in self.left_out(stored)]
        self.store.digests.note_uses(stored.id, uses)


def hash_of(record: str) -> str:
    """SHA-256 of a frozen record, in a form that does not depend on how its JSON was laid out."""
    plain = json.dumps(json.loads(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
