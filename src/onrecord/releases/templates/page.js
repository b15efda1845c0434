"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const wide = matchMedia("(min-width: 1040px)");
  const items = all(".incidents > li");
  const pane = byId("pane");
  const shelf = byId("shelf");
  const legend = document.querySelector(".legend");
  const map = byId("map");
  let chosen = null;

  /* ---- choosing an incident: its claims and its reports come together ---- */

  const putBack = () => {
    if (!chosen) return;
    all(".texts .report", chosen.detail).forEach((report) => {
      report.open = false;
      narrow(report, "");
    });
    all(".report", chosen.detail).concat(all(".report", shelf))
      .sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)))
      .forEach((report) => shelf.append(report));
    shelf.before(legend);
    chosen.item.querySelector("details").append(chosen.detail);
    chosen.item.classList.remove("chosen");
    chosen.item.querySelector("summary").removeAttribute("aria-current");
    all(`[data-of="${chosen.item.id}"]`).forEach((dot) => dot.classList.remove("chosen"));
    chosen = null;
  };

  const narrow = (report, key) => {
    report.querySelector(".fulltext").classList.toggle("narrowed", key !== "");
    all("mark", report).forEach((mark) => {
      mark.classList.toggle("other", key !== "" && !mark.dataset.i.split(" ").includes(key));
    });
  };

  const choose = (item, { focus = false } = {}) => {
    if (chosen && chosen.item === item) return;
    putBack();
    const detail = item.querySelector(".detail");
    chosen = { item, detail };
    item.classList.add("chosen");
    item.querySelector("summary").setAttribute("aria-current", "true");
    all(`[data-of="${item.id}"]`).forEach((dot) => dot.classList.add("chosen"));
    const texts = detail.querySelector(".texts");
    texts.append(legend);
    texts.dataset.reports.split(" ").filter(Boolean).forEach((key) => {
      const report = byId(key);
      report.open = true;
      narrow(report, item.id);
      texts.append(report);
    });
    if (wide.matches) {
      pane.replaceChildren(detail);
      pane.scrollTop = 0;
      if (focus) detail.focus({ preventScroll: true });
    } else {
      all("details", item.parentElement).filter((other) => other.parentElement.matches("li"))
        .forEach((other) => { other.open = other === item.querySelector("details"); });
    }
  };

  const toIncident = (key) => {
    const item = byId(key);
    if (!item || !items.includes(item)) return false;
    item.hidden = false;
    choose(item, { focus: true });
    item.scrollIntoView({ block: "nearest" });
    return true;
  };

  items.forEach((item) => {
    item.querySelector("summary").addEventListener("click", (event) => {
      if (!wide.matches && item.querySelector("details").open) {
        putBack();
        return;
      }
      if (wide.matches) event.preventDefault();
      else item.querySelector("details").open = false;
      if (!wide.matches) event.preventDefault();
      choose(item);
      history.replaceState(null, "", `#${item.id}`);
    });
  });

  /* ---- from a value to its words, and back ---- */

  const light = (name) => {
    all("mark.lit").forEach((mark) => mark.classList.remove("lit"));
    const marks = all("mark[data-w]").filter((mark) => mark.dataset.w.split(" ").includes(name));
    marks.forEach((mark) => {
      mark.closest("details").open = true;
      mark.classList.add("lit");
    });
    if (marks.length) marks[0].scrollIntoView({ block: "center" });
    return marks.length > 0;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const target = link && (link.getAttribute("href") || "");
    if (target && target.startsWith("#w-")) {
      if (light(target.slice(1))) event.preventDefault();
    } else if (target && /^#i\d+$/.test(target)) {
      event.preventDefault();
      toIncident(target.slice(1));
      history.replaceState(null, "", target);
    } else if (target && /^#r\d+$/.test(target)) {
      event.preventDefault();
      const report = byId(target.slice(1));
      report.open = true;
      report.scrollIntoView({ block: "start" });
    }
    const mark = event.target.closest("mark[data-w]");
    if (mark && chosen) {
      const names = mark.dataset.w.split(" ").map((name) => `#${name}`);
      const value = all(".words", chosen.detail).find((link) => names.includes(link.getAttribute("href")));
      if (value) {
        light(value.getAttribute("href").slice(1));
        value.focus();
      }
    }
  });

  addEventListener("hashchange", () => {
    const name = location.hash.slice(1);
    if (!toIncident(name)) light(name);
  });

  /* ---- the filter: over what the list shows, never over the reports ---- */

  const filter = document.querySelector(".filter");
  const apply = () => {
    const words = byId("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
    const statuses = all("input[name=status]:checked").map((box) => box.value);
    let shown = 0;
    items.forEach((item) => {
      const fits = statuses.includes(item.dataset.status) && words.every((word) => item.dataset.search.includes(word));
      item.hidden = !fits;
      all(`[data-of="${item.id}"]`).forEach((dot) => dot.classList.toggle("faded", !fits));
      shown += fits ? 1 : 0;
    });
    byId("shown").textContent = shown === items.length ? "" : `${shown} of ${items.length} shown`;
    byId("nothing").hidden = shown > 0 || items.length === 0;
  };
  if (filter && items.length) {
    filter.hidden = false;
    filter.addEventListener("input", apply);
    filter.addEventListener("submit", (event) => event.preventDefault());
    items.forEach((item) => item.querySelector("summary").addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      const visible = items.filter((other) => !other.hidden);
      const next = visible[visible.indexOf(item) + step];
      if (next) next.querySelector("summary").focus();
      event.preventDefault();
    }));
  }

  /* ---- the map: dots keep their size while the land grows ---- */

  const mapped = () => {
    const full = { x: 0, y: 0, w: map.viewBox.baseVal.width, h: map.viewBox.baseVal.height };
    let view = { ...full };
    const pins = all(".pin", map);
    const show = () => {
      view.w = Math.min(full.w, Math.max(full.w / 24, view.w));
      view.h = view.w * full.h / full.w;
      view.x = Math.min(full.w - view.w, Math.max(0, view.x));
      view.y = Math.min(full.h - view.h, Math.max(0, view.y));
      map.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
      const scale = Math.max(0.05, view.w / map.clientWidth / Number(map.dataset.pixel));
      pins.forEach((pin) => pin.setAttribute("transform",
        `translate(${pin.dataset.x} ${pin.dataset.y}) scale(${scale.toFixed(4)})`));
    };
    const zoom = (factor, x = view.x + view.w / 2, y = view.y + view.h / 2) => {
      const w = Math.min(full.w, Math.max(full.w / 24, view.w * factor));
      const share = w / view.w;
      view = { x: x - (x - view.x) * share, y: y - (y - view.y) * share, w, h: view.h * share };
      show();
    };
    const at = (event) => {
      const box = map.getBoundingClientRect();
      return [view.x + (event.clientX - box.left) / box.width * view.w,
        view.y + (event.clientY - box.top) / box.height * view.h];
    };
    const buttons = document.querySelector(".zoom");
    buttons.hidden = false;
    buttons.addEventListener("click", (event) => {
      const act = event.target.dataset.zoom;
      if (act === "in") zoom(0.6);
      if (act === "out") zoom(1 / 0.6);
      if (act === "all") { view = { ...full }; show(); }
    });
    map.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey && view.w >= full.w && event.deltaY > 0) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 0.85 : 1 / 0.85, ...at(event));
    }, { passive: false });
    let drag = null;
    map.addEventListener("pointerdown", (event) => {
      if (!event.target.closest("a")) drag = { x: event.clientX, y: event.clientY, from: { ...view } };
    });
    addEventListener("pointermove", (event) => {
      if (!drag || view.w >= full.w) return;
      const unit = view.w / map.clientWidth;
      view.x = drag.from.x - (event.clientX - drag.x) * unit;
      view.y = drag.from.y - (event.clientY - drag.y) * unit;
      show();
    });
    ["pointerup", "pointercancel"].forEach((name) => addEventListener(name, () => { drag = null; }));
    addEventListener("resize", show);
    show();
  };

  document.body.classList.add("live");
  const arrange = () => {
    const item = chosen ? chosen.item : null;
    putBack();
    pane.hidden = !wide.matches;
    const left = document.querySelector(".left");
    const rest = [byId("reports"), document.querySelector("footer")];
    if (wide.matches) {
      left.append(...rest);
      items.forEach((other) => { other.querySelector("details").open = false; });
    } else {
      document.querySelector("main").after(...rest);
    }
    if (item) choose(item);
  };
  wide.addEventListener("change", arrange);
  arrange();
  if (map) mapped();
  const linked = location.hash.slice(1);
  if (!toIncident(linked)) {
    if (wide.matches && items.length) {
      const primary = items.filter((item) => !item.classList.contains("background"));
      choose(primary.find((item) => item.dataset.status === "contested") || primary[0] || items[0]);
    }
    if (linked) light(linked);
  }
})();
