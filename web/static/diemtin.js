// What scripts add: keys, the box of keys, menus that close, toasts that leave. Every page does without it.
(function () {
  "use strict";
  var root = document.documentElement;

  function typing(event) {
    // Telex and VNI compose letters out of d, o, x, j: nothing may fire while a person types.
    var target = event.target;
    return (
      event.isComposing ||
      event.keyCode === 229 ||
      event.ctrlKey || event.altKey || event.metaKey ||
      (target instanceof Element && target.closest("input:not([type='radio'], [type='checkbox']), textarea, select, [contenteditable=''], [contenteditable='true']"))
    );
  }

  function shown(element) {
    return element && element.getClientRects().length > 0;
  }

  function items() {
    return Array.prototype.filter.call(document.querySelectorAll("[data-item]"), shown);
  }

  function current() {
    return document.querySelector("[data-item].current");
  }

  function step(by) {
    var all = items();
    var at = all.indexOf(current());
    go(all, at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by);
  }

  function go(all, at) {
    if (!all.length) return;
    var next = all[Math.min(Math.max(at, 0), all.length - 1)];
    all.forEach(function (one) { one.classList.toggle("current", one === next); });
    var hint = document.querySelector("[data-none-chosen]");
    if (hint) hint.textContent = "";
    next.scrollIntoView({ block: "nearest" });
    var link = next.querySelector("[data-open], a[href]");
    if (link) link.focus({ preventScroll: true });
  }

  // A decision makes the page anew, without what was decided: the keys go on with what stands there now.
  var PLACE = "diemtin-at";

  function remember(at) {
    try { sessionStorage.setItem(PLACE, location.pathname + location.search + " " + at); } catch (refused) { /* no memory */ }
  }

  function goOn() {
    var kept = null;
    try { kept = sessionStorage.getItem(PLACE); sessionStorage.removeItem(PLACE); } catch (refused) { return; }
    var at = kept && kept.lastIndexOf(" ");
    if (at && kept.slice(0, at) === location.pathname + location.search) go(items(), Number(kept.slice(at + 1)));
  }

  // A key acts on what was chosen with j and k, or on the page as a whole; never on a row that nobody chose.
  function press(key) {
    var keyed = '[data-key="' + key + '"]';
    var chosen = current();
    var all = Array.prototype.filter.call((chosen || document).querySelectorAll(keyed), shown);
    var wanted = chosen ? all[0] : all.find(function (one) { return !one.closest("[data-item]"); });
    var hint = document.querySelector("[data-none-chosen]");
    if (hint) hint.textContent = "";
    if (!wanted) {
      if (!chosen && all.length && hint) hint.textContent = hint.dataset.noneChosen;
      return;
    }
    var item = wanted.closest("[data-item]");
    if (item) remember(items().indexOf(item));
    wanted.click();
    var field = wanted.tagName === "SUMMARY" && wanted.parentNode.open && wanted.parentNode.querySelector("input, textarea, select");
    if (field) field.focus();
  }

  function search() {
    var box = Array.prototype.find.call(document.querySelectorAll("[data-search]"), shown);
    if (box) { box.focus(); box.select(); } else { location.href = "/tim-kiem"; }
  }

  function showKeys() {
    var box = document.getElementById("keys");
    if (!box || !box.showModal) return false;
    if (box.open) box.close(); else box.showModal();
    return true;
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      document.querySelectorAll("details.menu[open]").forEach(function (menu) {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
      // Out of the fields that "d" opened, back to the keys.
      var edited = event.target instanceof Element && event.target.closest("[data-item] details");
      if (edited) edited.querySelector("summary").focus();
      return;
    }
    if (root.dataset.keys === "off" || typing(event)) return;
    if (document.querySelector("dialog[open]") && event.key !== "?") return;
    // A key that is held down moves on, and does nothing twice.
    if (event.repeat && event.key !== "j" && event.key !== "k") return;
    var done = true;
    if (event.key === "/") search();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "o") {
      var link = current() && current().querySelector("[data-open], a[href]");
      if (link) link.click(); else done = false;
    }
    else if (event.key === "x" || event.key === "d" || event.key === "m") press(event.key);
    else if (event.key === "?") showKeys();
    else done = false;
    if (done) event.preventDefault();
  });

  document.addEventListener("click", function (event) {
    var opener = event.target.closest && event.target.closest("[data-show-keys]");
    if (opener && showKeys()) event.preventDefault();
    var closer = event.target.closest && event.target.closest("[data-close]");
    if (closer && closer.closest("dialog")) { closer.closest("dialog").close(); event.preventDefault(); }
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  goOn();

  // A toast leaves after ten seconds, not while the pointer or the focus rests on it.
  document.querySelectorAll("[data-toast]").forEach(function (toast) {
    window.setTimeout(function leave() {
      if (toast.matches(":hover, :focus-within")) window.setTimeout(leave, 1000);
      else toast.hidden = true;
    }, 10000);
  });

  // A job's progress, as the server tells it; at its end the page is loaded once more.
  document.querySelectorAll("[data-stream]").forEach(function listen(place) {
    if (!window.EventSource) return;
    var events = new EventSource(place.dataset.stream);
    // Browsers come back by themselves where nobody answers, not where a server that starts says no.
    events.onerror = function () {
      place.querySelector("[data-stream-text]").textContent = place.dataset.lost;
      if (events.readyState === EventSource.CLOSED) window.setTimeout(function () { listen(place); }, 3000);
    };
    events.onmessage = function (event) {
      var told = JSON.parse(event.data);
      place.querySelector("[data-stream-text]").textContent = told.text;
      var bar = place.querySelector("rect.done");
      if (bar && told.total) bar.setAttribute("width", Math.min(100, (100 * told.done) / told.total));
      if (told.over) { events.close(); location.reload(); }
    };
    window.addEventListener("pagehide", function () { events.close(); });
  });

  // Forms that act at once when a choice is made; without scripts their button does it.
  document.addEventListener("change", function (event) {
    var form = event.target.closest && event.target.closest("form[data-at-once]");
    if (form) form.requestSubmit();
  });
})();
