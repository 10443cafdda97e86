"use strict";
// Joins the two panes of a record. Strings of the record only ever become text nodes and titles, never markup.
(() => {
  const { facts, bands, shapes } = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const detail = byId("detail");
  const filter = byId("filter");
  const bandBoxes = [...document.querySelectorAll("input[name=band]")];
  const buttons = new Map([...document.querySelectorAll("button.fact")].map((b) => [Number(b.dataset.fact), b]));
  const groups = [...document.querySelectorAll(".group")];
  const stretches = new Map(); // spot -> its stretches of text, in reading order
  const factOfSpot = new Map();
  let selected = null;

  for (const el of document.querySelectorAll(".text [data-s]")) {
    for (const spot of spotsOf(el)) {
      if (!stretches.has(spot)) stretches.set(spot, []);
      stretches.get(spot).push(el);
    }
  }
  facts.forEach((fact, index) => {
    for (const evidence of fact.evidence) if (evidence.spot !== null) factOfSpot.set(evidence.spot, index);
    const { id, place, subject, printed, unit, value, flags } = fact;
    fact.hay = [id, place, subject, printed, unit, ...value, ...flags].join(" ").toLowerCase();
  });

  function spotsOf(el) { return el.dataset.s.split(" ").map(Number); }

  function factsAt(el) {
    return [...new Set(spotsOf(el).map((spot) => factOfSpot.get(spot)).filter((f) => f !== undefined))];
  }

  function make(tag, css, ...children) {
    const el = document.createElement(tag);
    if (css) el.className = css;
    el.append(...children);
    return el;
  }

  function reveal(el) {
    if (!el || !el.getClientRects().length) return; // in a pane that is not shown
    el.scrollIntoView({ block: "center", inline: "nearest" });
  }

  function setView(view) {
    document.body.dataset.view = view;
    for (const b of document.querySelectorAll(".switch button")) b.setAttribute("aria-pressed", b.dataset.view === view);
    reveal(view === "source" ? document.querySelector(".text .strong") : buttons.get(selected));
  }

  // --- lighting the source ---

  function light(spots, strong) {
    for (const el of document.querySelectorAll(".text .lit")) {
      el.classList.remove("lit", "strong");
      if (el.matches("mark")) el.tabIndex = -1;
    }
    for (const spot of spots) for (const el of stretches.get(spot) ?? []) el.classList.add("lit");
    const main = stretches.get(strong) ?? [];
    for (const el of main) el.classList.add("lit", "strong");
    if (main.length && main[0].matches("mark")) main[0].tabIndex = 0;
    return main[0];
  }

  function goTo(spot, also = []) {
    if (document.body.dataset.view !== "source") setView("source");
    const mine = selected === null ? [] : facts[selected].evidence.map((e) => e.spot);
    reveal(light([...mine, ...also], spot));
  }

  // --- selecting a fact ---

  function select(index, { spot = null, also = [], fromSource = false } = {}) {
    const fact = facts[index];
    if (!fact) return;
    buttons.get(selected)?.removeAttribute("aria-current");
    selected = index;
    const button = buttons.get(index);
    if (button) {
      button.setAttribute("aria-current", "true");
      button.closest("details").open = true;
      setTabStop(button);
    }
    const spots = fact.evidence.map((e) => e.spot).filter((s) => s !== null);
    const mark = light([...spots, ...also], spot ?? spots[0]);
    showDetail(fact, index);
    if (!fromSource) reveal(mark);
    reveal(button);
  }

  function clear() {
    buttons.get(selected)?.removeAttribute("aria-current");
    selected = null;
    light([], null);
    detail.hidden = true;
    detail.replaceChildren();
  }

  function setTabStop(button) {
    for (const b of document.querySelectorAll("button.fact[tabindex='0']")) b.tabIndex = -1;
    if (button) button.tabIndex = 0;
  }

  function step(by) {
    const shown = [...buttons].filter(([, b]) => !b.hidden).map(([index]) => index);
    if (!shown.length) return;
    const at = shown.indexOf(selected);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1);
    select(shown[next]);
    buttons.get(shown[next]).focus({ preventScroll: true });
  }

  // --- the detail panel ---

  const term = (name, ...content) => make("div", "", make("dt", "", name), make("dd", "", ...content));

  const list = (items, css) => make("ul", css, ...items.map((item) => make("li", "", item)));

  function spotButton(spot, css, ...children) {
    const el = make(spot === null ? "div" : "button", css, ...children);
    if (spot !== null) {
      el.querySelector(".why").append(" · ", make("span", "go", "看原文 ›"));
      el.type = "button";
      el.dataset.spot = spot;
    }
    return el;
  }

  function quote(evidence) {
    const where = [evidence.document, `第 ${evidence.page} 页`, evidence.source, evidence.match];
    const lines = [
      make("q", "", evidence.before, make("b", "", evidence.text), evidence.after),
      make("span", "why", where.filter(Boolean).join(" · ")),
    ];
    if (!evidence.stands) lines.push(make("strong", "alarm", "▲ 原文该处并无这些字"));
    return spotButton(evidence.spot, "quote", ...lines);
  }

  function rival(candidate) {
    const value = make("b", "", candidate.value);
    return spotButton(candidate.spot, "quote", value, make("span", "why", `所印 ${candidate.printed} · ${candidate.reason}`));
  }

  function neighbours(index) {
    const marks = facts[index].evidence.flatMap((e) => stretches.get(e.spot) ?? []);
    return [...new Set(marks.flatMap(factsAt))].filter((other) => other !== index);
  }

  function factButton(index) {
    const fact = facts[index];
    const el = make("button", "neighbour", `${fact.row} / ${fact.column} ${fact.printed}${fact.unit}`);
    el.type = "button";
    el.dataset.fact = index;
    return el;
  }

  function showDetail(fact, index) {
    const band = make("span", `badge ${fact.band.toLowerCase()}`, `${shapes[fact.band]} ${bands[fact.band]}`);
    const close = make("button", "close", "✕");
    close.type = "button";
    close.setAttribute("aria-label", "关闭");
    close.addEventListener("click", clear);
    const title = [`${fact.row} ${fact.subject}`.trim(), fact.column].join(" / ");
    const [value, yuan] = fact.value;
    const figures = make("p", "figures", make("b", "value", value));
    if (yuan) figures.append(make("span", "yuan", yuan));
    figures.append(band);
    const terms = make("dl", "", term("所印", make("span", "n", fact.printed), ` ${fact.unit}`));
    if (fact.reasons.length) terms.append(term("理由", list(fact.reasons, "plain")));
    if (fact.findings.length) terms.append(term("核对", list(fact.findings, "plain")));
    if (fact.flags.length) terms.append(term("标记", list(fact.flags, "chips")));
    terms.append(term("出处", list(fact.evidence.map(quote), "quotes")));
    if (fact.candidates.length) terms.append(term("其他读法", list(fact.candidates.map(rival), "quotes")));
    const others = neighbours(index);
    if (others.length) terms.append(term("同一处还有", list(others.map(factButton), "chips")));
    terms.append(term("可信度", `${fact.score}`), term("编号", make("code", "", fact.id)));
    detail.replaceChildren(
      make("header", "", make("h3", "", make("span", "path", fact.place), title), close),
      make("div", "body", figures, terms),
    );
    detail.hidden = false;
    detail.querySelector(".body").scrollTop = 0;
  }

  // --- filtering ---

  function applyFilter() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const allowed = new Set(bandBoxes.filter((box) => box.checked).map((box) => box.value));
    let count = 0;
    for (const [index, button] of buttons) {
      const fact = facts[index];
      button.hidden = !(allowed.has(fact.band) && words.every((word) => fact.hay.includes(word)));
      if (!button.hidden) count += 1;
    }
    for (const group of groups) {
      for (const row of group.querySelectorAll("tbody tr")) row.hidden = !row.querySelector("button.fact:not([hidden])");
      group.hidden = !group.querySelector("tbody tr:not([hidden])");
    }
    const all = facts.length.toLocaleString("en-US");
    byId("shown").textContent = count === facts.length ? `${all} 条` : `${count.toLocaleString("en-US")} / ${all} 条`;
    byId("empty").hidden = count > 0;
    const current = buttons.get(selected);
    setTabStop(current && !current.hidden ? current : [...buttons.values()].find((b) => !b.hidden));
  }

  function resetFilter() {
    filter.value = "";
    for (const box of bandBoxes) box.checked = true;
    applyFilter();
  }

  // --- events ---

  function pickMark(mark) {
    const here = factsAt(mark);
    if (!here.length) return;
    const next = here[(here.indexOf(selected) + 1) % here.length]; // a second click takes the next fact of the place
    if (buttons.get(next)?.hidden) resetFilter();
    select(next, { spot: spotsOf(mark).find((spot) => factOfSpot.get(spot) === next), fromSource: true });
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : event.target.parentElement;
    const mark = target.closest(".text mark");
    if (mark) return pickMark(mark);
    const blamed = target.closest(".blamed a"); // its panel may be closed; then the browser goes to the finding
    if (blamed) return void (document.querySelector(blamed.hash).closest("details").open = true);
    const button = target.closest("button");
    if (!button || button.disabled) return undefined;
    const spot = button.dataset.spot === undefined ? null : Number(button.dataset.spot);
    const also = (button.dataset.lit ?? "").split(" ").filter(Boolean).map(Number);
    if (button.dataset.fact !== undefined) {
      const index = Number(button.dataset.fact);
      if (buttons.get(index)?.hidden) resetFilter();
      if (spot !== null) setView("source"); // a finding: what is at fault stands in the source
      return select(index, { spot, also });
    }
    if (spot !== null) {
      if (button.closest("#findings, #hints")) clear(); // words, no figure: what was selected has no part in it
      return goTo(spot, also);
    }
    if (button.dataset.view) return setView(button.dataset.view);
    if (button.dataset.panel) return openPanel(byId(button.dataset.panel));
    return undefined;
  });

  function openPanel(panel) {
    if (document.body.dataset.view !== "facts") setView("facts");
    panel.open = true;
    panel.scrollIntoView({ block: "start" });
    panel.querySelector("summary").focus({ preventScroll: true });
  }

  document.addEventListener("mouseover", (event) => {
    const mark = event.target instanceof Element ? event.target.closest(".text mark:not([title])") : null;
    if (mark) mark.title = factsAt(mark).map((i) => `${shapes[facts[i].band]} ${facts[i].row} / ${facts[i].column}`).join("\n");
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target === filter;
    if (event.key === "Escape") {
      if (!typing && !filter.value && bandBoxes.every((box) => box.checked)) clear();
      else resetFilter();
      filter.blur();
    } else if (typing) {
      if (event.key === "Enter") step(1);
      return;
    } else if (event.key === "j") {
      step(1);
    } else if (event.key === "k") {
      step(-1);
    } else if (event.key === "/") {
      if (!filter.getClientRects().length) setView("facts");
      filter.focus();
      filter.select();
    } else if ((event.key === "Enter" || event.key === " ") && event.target.matches?.(".text mark")) {
      pickMark(event.target);
    } else {
      return;
    }
    event.preventDefault();
  });

  filter.addEventListener("input", applyFilter);
  for (const box of bandBoxes) box.addEventListener("change", applyFilter);

  const more = byId("more");
  if (more) {
    const cards = byId("cards");
    const fold = () => {
      const list = cards.querySelector("ul");
      if (!cards.classList.contains("open")) more.hidden = list.scrollHeight <= list.clientHeight + 4;
    };
    more.addEventListener("click", () => {
      more.setAttribute("aria-expanded", cards.classList.toggle("open"));
      fold();
    });
    addEventListener("resize", fold);
    cards.classList.add("folds");
    fold();
  }

  setView("source");
  setTabStop(buttons.values().next().value);
})();
