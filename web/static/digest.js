// The desk of an issue: what is typed is saved by itself, items are dragged. Buttons do both without this script.
(function () {
  "use strict";

  function revisions(value) {
    document.querySelectorAll("[data-revision]").forEach(function (field) { field.value = value; });
  }

  function say(form, text) {
    var place = form.querySelector("[data-saved]");
    if (place) place.textContent = text;
  }

  // Only what was changed in this window goes out: a field that stands here as it was may have been changed by another
  // person meanwhile.
  function save(form, field) {
    var values = new FormData();
    ["lan", "article_id", field.name].forEach(function (name) { values.append(name, form.elements[name].value); });
    say(form, "Đang lưu…");
    return fetch(form.action, { method: "POST", body: values, headers: { "X-Autosave": "1" } })
      .then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      })
      .then(function (saved) {
        revisions(saved.lan);
        if (saved.hai_ban) { location.href = form.action.replace(/\/muc$/, "/hai-ban"); return; }
        say(form, "Đã lưu " + saved.luc);
      })
      .catch(function () { say(form, "Chưa lưu được; bấm Lưu để thử lại."); });
  }

  document.addEventListener("change", function (event) {
    var form = event.target.closest && event.target.closest("form[data-autosave]");
    if (form && event.target.name) save(form, event.target);
  });

  var dragged = null;
  document.addEventListener("dragstart", function (event) {
    var item = event.target.closest && event.target.closest("[data-article]");
    if (!item || event.target.closest("input, textarea, select, a")) return;
    dragged = item;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", item.dataset.article);
  });
  // The upper half of an item means before it, the lower half after it; a line shows where.
  function under(event) {
    var over = dragged && event.target.closest && event.target.closest("[data-article]");
    return over && over !== dragged ? over : null;
  }
  function isAfter(event, over) {
    var box = over.getBoundingClientRect();
    return event.clientY > box.top + box.height / 2;
  }
  function unmark() {
    document.querySelectorAll("[data-drop]").forEach(function (one) { one.removeAttribute("data-drop"); });
  }
  document.addEventListener("dragover", function (event) {
    var over = under(event);
    unmark();
    if (!over) return;
    event.preventDefault();
    over.dataset.drop = isAfter(event, over) ? "after" : "before";
  });
  document.addEventListener("drop", function (event) {
    var over = under(event), list = over && over.closest("[data-order]");
    if (!list) return;
    event.preventDefault();
    var values = new FormData();
    values.append("article_id", dragged.dataset.article);
    values.append(isAfter(event, over) ? "sau" : "truoc", over.dataset.article);
    values.append("lan", document.querySelector("[data-revision]").value);
    var item = "item-" + dragged.dataset.article;
    fetch(list.dataset.order, { method: "POST", body: values, headers: { "X-Autosave": "1" } })
      .then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      })
      .then(function (saved) {
        if (saved.hai_ban) { location.href = list.dataset.order.replace(/\/thu-tu$/, "/hai-ban"); return; }
        history.replaceState(null, "", "#" + item);
        location.reload();
      })
      .catch(function () {
        document.querySelector("[data-saved-all]").textContent = "Chưa đổi được thứ tự; tải lại trang để thử lại.";
      });
  });
  document.addEventListener("dragend", function () { dragged = null; unmark(); });
})();
