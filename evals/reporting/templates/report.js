"use strict";
// From a count to its leaves, from a leaf to its gold and its source. Strings of a document only become text nodes.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const { words, documents, titles, letters, shapes, kinds, bands, bandShapes, pairings, slices, parts } = data;
  const [list, more, find, back] = ["list", "more", "find", "back"].map(byId);
  const AROUND = 120; // characters on each side of a figure
  const STEP = 100; // leaves drawn at a time
  const FAULTS = "WHO";
  let asked = {}; // the filter of the count that was picked
  let origin = null; // that count
  let found = [];
  let drawn = 0;

  const key = (parts) => parts.map((part) => words[part]).join(" / ");

  const leaves = data.leaves.map((row) => {
    const [document, place, line, column, letter, strict, kind, gold, given, givenKey, pairing, ...rest] = row;
    const [roundOk, decoy, supported, cited, byOffsets, band, score, goldSpan, givenSpan] = rest;
    return {
      document, letter, strict, supported, cited, byOffsets, score, goldSpan, givenSpan,
      place: words[place], row: words[line], column: words[column], kind: words[kind], gold: words[gold],
      given: words[given], givenKey: givenKey ? key(givenKey) : "", pairing: words[pairing], band: words[band],
      roundOk: roundOk === 1, decoy: decoy === 1,
    };
  });

  function make(tag, css, ...children) {
    const el = document.createElement(tag);
    if (css) el.className = css;
    el.append(...children);
    return el;
  }

  // --- filtering ---

  const tests = {
    letter: (leaf, value) => leaf.letter === value,
    place: (leaf, value) => leaf.place === value,
    column: (leaf, value) => leaf.column === value,
    band: (leaf, value) => leaf.band === value,
    kind: (leaf, value) => leaf.kind === value,
    document: (leaf, value) => documents[leaf.document].name === value,
    low: (leaf, value) => "CWH".includes(leaf.letter) && leaf.score >= Number(value),
    high: (leaf, value) => leaf.score <= Number(value),
    part: (leaf, value) => documents[leaf.document].slices[asked.slice] === value,
  };

  function says() {
    const { letter, place, column, band, kind, slice, part, low, high } = asked;
    return [
      letter && `${shapes[letter]} ${letters[letter]}`,
      place && (titles[place] ?? place),
      column,
      band !== undefined && (band ? `${bandShapes[band] ?? ""} ${bands[band] ?? band}` : "没有分档"),
      kind && (kinds[kind] ?? kind),
      part !== undefined && `${slices[slice] ?? slice}：${parts[part] ?? part}`,
      asked.document,
      low !== undefined && `分数 ${Number(low).toFixed(3)} ～ ${Number(high).toFixed(3)}`,
    ].filter(Boolean).join(" · ");
  }

  function fits(leaf, sought) {
    for (const name in asked) if (tests[name] && !tests[name](leaf, asked[name])) return false;
    if (!sought.length) return true;
    const hay = `${documents[leaf.document].name} ${leaf.place} ${leaf.row} ${leaf.column} ${leaf.gold} ${leaf.given}`;
    return sought.every((word) => hay.toLowerCase().includes(word));
  }

  function apply() {
    const sought = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const all = !Object.keys(asked).length;
    found = leaves.filter((leaf) => (!all || FAULTS.includes(leaf.letter)) && fits(leaf, sought));
    const count = Number(origin?.dataset.count ?? 0);
    const missing = !sought.length && count > found.length ? `，共 ${count.toLocaleString("en-US")} 项，其余不在本页` : "";
    byId("filter").textContent = `${all ? "全部不对的项" : says()}：${found.length.toLocaleString("en-US")} 项${missing}`;
    byId("clear").hidden = all && !find.value;
    list.replaceChildren();
    drawn = 0;
    draw();
  }

  function draw() {
    list.append(...found.slice(drawn, drawn + STEP).map(item));
    drawn = Math.min(drawn + STEP, found.length);
    more.hidden = drawn >= found.length;
    more.textContent = `再列一些（还有 ${(found.length - drawn).toLocaleString("en-US")} 项）`;
  }

  function pick(button) {
    origin?.removeAttribute("aria-current");
    origin = button;
    const { count, ...filters } = button.dataset;
    asked = filters;
    find.value = "";
    button.setAttribute("aria-current", "true");
    apply();
    byId("leaves").scrollTop = 0;
    if (getComputedStyle(byId("leaves")).position !== "sticky") byId("leaves").scrollIntoView({ block: "start" });
    back.hidden = false;
    byId("h-leaves").focus({ preventScroll: true });
  }

  function clear() {
    const was = origin;
    was?.removeAttribute("aria-current");
    origin = null;
    asked = {};
    find.value = "";
    back.hidden = true;
    apply();
    was?.focus({ preventScroll: true });
  }

  // --- one leaf ---

  const mark = (leaf) => make("span", `letter ${leaf.letter}`, `${shapes[leaf.letter]} ${letters[leaf.letter]}`);

  function item(leaf) {
    const band = leaf.band ? `${bandShapes[leaf.band] ?? ""} ${bands[leaf.band] ?? leaf.band}` : "";
    const kind = leaf.kind ? (kinds[leaf.kind] ?? leaf.kind) : "";
    const button = make(
      "button", "",
      mark(leaf), make("b", "", `${leaf.row} / ${leaf.column}`),
      make("span", "values", `标注 ${leaf.gold || "—"} → 读出 ${leaf.given || "—"}`),
      make("span", "soft", [titles[leaf.place], documents[leaf.document].name, kind, band].filter(Boolean).join(" · ")),
    );
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    const entry = make("li", "leaf", button);
    button.addEventListener("click", () => toggle(entry, button, leaf));
    return entry;
  }

  function toggle(entry, button, leaf) {
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    if (open) return entry.lastElementChild.remove();
    entry.append(opened(leaf));
    for (const box of entry.querySelectorAll(".text")) {
      const figure = box.querySelector("mark");
      if (figure) box.scrollTop = figure.offsetTop - box.offsetTop - box.clientHeight / 2;
    }
    return undefined;
  }

  const yes = (answer, right, wrong) => (answer === 1 ? `✓ ${right}` : answer === 2 ? `✗ ${wrong}` : "");

  function opened(leaf) {
    const document_ = documents[leaf.document];
    const score = leaf.score < 0 ? "" : `分数 ${leaf.score.toFixed(3)}`;
    const band = leaf.band ? `${bandShapes[leaf.band] ?? ""} ${bands[leaf.band] ?? leaf.band}` : "";
    const lines = [
      ["报告", document_.name],
      ["位置", titles[leaf.place]],
      ["行", leaf.row],
      ["列", leaf.column],
      ["标注的值", leaf.gold || (leaf.decoy ? "没有（诱饵：原文不给此项）" : "没有")],
      ["读出的值", leaf.given || "没有"],
      ["读出时叫", leaf.givenKey],
      ["行的配对", leaf.pairing && (pairings[leaf.pairing] ?? leaf.pairing)],
      ["判为", `${shapes[leaf.letter]} ${letters[leaf.letter]}${leaf.kind ? `：${kinds[leaf.kind] ?? leaf.kind}` : ""}`],
      ["不对齐行", leaf.strict === leaf.letter ? "" : `${shapes[leaf.strict]} ${letters[leaf.strict]}`],
      ["舍入后", leaf.roundOk ? "与标注相等" : ""],
      ["出处", yes(leaf.supported, "所引的字就是此数", "所引的字不是此数")],
      ["引得对否", yes(leaf.cited, "引在标注之处", "引在别处") + (leaf.cited && !leaf.byOffsets ? "（按章节判）" : "")],
      ["可信程度", [band, score].filter(Boolean).join(" · ")],
    ];
    const terms = lines.filter(([, text]) => text).map(([name, text]) => make("div", "", make("dt", "", name), make("dd", "", text)));
    return make("div", "opened", make("dl", "", ...terms), ...texts(leaf, document_));
  }

  // --- source text ---

  function texts(leaf, document_) {
    if (!document_.given) return [make("p", "note", "这份报告的原文没有随评测给出，只能看数。")];
    const same = leaf.goldSpan && leaf.givenSpan && String(leaf.goldSpan) === String(leaf.givenSpan);
    if (same) return [excerpt("原文：标注与所引同在此处", document_, leaf.goldSpan, "gold")];
    return [
      leaf.gold ? excerpt("原文：标注之处", document_, leaf.goldSpan, "gold", "标注没有说数印在哪里。") : "",
      leaf.given ? excerpt("原文：所引之处", document_, leaf.givenSpan, "given", "读出的值没有引出处。") : "",
    ];
  }

  function excerpt(title, document_, span, css, without) {
    const body = make("p", "");
    const piece = span && document_.pieces.find(([at, text]) => at <= span[0] && span[1] <= at + characters(text).length);
    if (piece) {
      const text = characters(piece[1]);
      const [start, end] = span.map((offset) => offset - piece[0]);
      const [from, to] = [Math.max(0, start - AROUND), Math.min(text.length, end + AROUND)];
      const part = (low, high) => text.slice(low, high).join("");
      body.append(part(from, start), make("mark", css, part(start, end)), part(end, to));
    } else {
      body.append(span ? "所说的位置不在原文之内。" : without);
    }
    const box = make("div", "text", make("h4", "", title), body);
    box.tabIndex = 0;
    return box;
  }

  const split = new Map();

  // Offsets count characters; JavaScript counts UTF-16 units, which differ beyond the basic plane.
  function characters(text) {
    if (!split.has(text)) split.set(text, [...text]);
    return split.get(text);
  }

  // --- events ---

  function step(by) {
    const buttons = [...list.querySelectorAll(".leaf > button")];
    const at = buttons.indexOf(document.activeElement?.closest(".leaf")?.firstElementChild);
    if (by > 0 && at === buttons.length - 1 && !more.hidden) {
      draw();
      return step(by);
    }
    const next = buttons[at < 0 ? 0 : Math.min(Math.max(at + by, 0), buttons.length - 1)];
    next?.focus();
    return next;
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target.closest("[data-count]") : null;
    if (target) pick(target);
  });
  for (const dot of document.querySelectorAll(".dot[data-count]")) {
    dot.setAttribute("tabindex", "0");
    dot.setAttribute("role", "button");
    dot.setAttribute("aria-label", dot.querySelector("title").textContent);
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const dot = event.target instanceof Element && event.target.matches(".dot[data-count]");
    if (event.key === "Escape") clear();
    else if (event.target === find) return;
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") find.focus();
    else if (dot && (event.key === "Enter" || event.key === " ")) pick(event.target);
    else return;
    event.preventDefault();
  });
  find.addEventListener("input", apply);
  more.addEventListener("click", draw);
  byId("clear").addEventListener("click", clear);
  back.addEventListener("click", () => {
    origin?.scrollIntoView({ block: "center" });
    origin?.focus({ preventScroll: true });
  });
  addEventListener("beforeprint", () => { if (!origin) list.replaceChildren(); });
  addEventListener("afterprint", () => { if (!origin) apply(); });
  apply();
})();
