"use strict";
// One item: keys, drafts, the lease, and what a typed value comes to. Strings only ever become text nodes.
(() => {
  const main = document.querySelector("main.item");
  const form = document.getElementById("answer");
  const data = main.dataset;
  const base = `/item/${data.item}`;
  const field = (name) => form?.elements.namedItem(name);
  const problem = document.getElementById("problem");
  const opened = Date.now();
  const WAIT = 1500; // ms between tries while the server cannot be reached
  const SETTLING = 250; // ms in which a new page accepts nothing: a bouncing key meant the item before
  let on_its_way = false;
  let drafting = null; // the draft that is on its way

  // --- talking to the desk ---

  async function post(address, fields, options = {}) {
    const body = new URLSearchParams({ ...fields, csrf: data.csrf });
    const answer = await fetch(address, {
      method: "POST", body, headers: { accept: "application/json" }, credentials: "same-origin", ...options,
    });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw Object.assign(new Error(said.error ?? answer.statusText), { status: answer.status, said });
    return said;
  }

  function tell(text) {
    problem.textContent = text;
    problem.hidden = !text;
  }

  function complain(error) {
    if (error.status === 401) tell(data.signedOut);
    else tell([error.said?.error ?? error.message, error.said?.remedy].filter(Boolean).join("。"));
  }

  // The same key goes with every try: whatever became of the first, it counts once.
  async function send(address, fields) {
    for (;;) {
      try {
        return await post(address, fields);
      } catch (error) {
        if (error.status !== undefined && error.status !== 502 && error.status !== 503) throw error;
        tell(data.waiting);
        await new Promise((done) => setTimeout(done, WAIT));
      }
    }
  }

  // --- deciding ---

  function typed() {
    const fields = {};
    for (const name of ["text", "unit", "reason", "row", "column", "printed", "start", "end"]) {
      const value = field(name)?.value;
      if (value) fields[name] = value;
    }
    return fields;
  }

  async function decide(more) {
    if (!form || on_its_way) return;
    on_its_way = true;
    main.setAttribute("aria-busy", "true");
    clearTimeout(draftTimer);
    await drafting; // or it would arrive behind the decision
    const seconds = Math.round((Date.now() - opened) / 1000);
    const fields = { ...typed(), version: field("version").value, key: field("key").value, seconds, ...more };
    try {
      const done = await send(form.action, fields);
      location.assign(done.next);
    } catch (error) {
      on_its_way = false;
      main.removeAttribute("aria-busy");
      if (error.status === 409) {
        sessionStorage.setItem("problem", [error.said.error, error.said.remedy].filter(Boolean).join("。"));
        location.replace(withParameter(data.here, "seen", data.version));
        return;
      }
      complain(error);
    }
  }

  async function undo() {
    const undoing = document.getElementById("undo");
    if (!undoing || on_its_way) return;
    on_its_way = true;
    try {
      const done = await send(undoing.action, { key: undoing.elements.namedItem("key").value });
      location.assign(done.next);
    } catch (error) {
      on_its_way = false;
      complain(error);
    }
  }

  function withParameter(address, name, value) {
    const url = new URL(address, location.href);
    url.searchParams.set(name, value);
    return url.pathname + url.search;
  }

  function ask(kind) {
    if (!form?.querySelector(`[data-kind="${kind}"]`)) return;
    if (kind === "correct" && !field("text")?.value.trim()) {
      field("text")?.focus();
      tell(document.activeElement === field("text") ? "" : data.needValue);
      return;
    }
    if ((kind === "cannot_tell" || kind === "flag") && !field("reason").value.trim()) {
      pending = kind;
      field("reason").focus();
      document.getElementById("draft-state").textContent = data.needReason;
      return;
    }
    decide({ kind });
  }

  let pending = null; // cannot_tell or flag, while its reason is written

  function accept() {
    if (!main.dataset.ready) return;
    ask(field("text")?.value.trim() ? "correct" : "accept");
  }

  function pick(button) {
    const text = field("text");
    if (!text) return;
    const unit = field("unit");
    if (unit) unit.value = "元"; // a rival's value is kept in 元
    text.value = button.dataset.value;
    taken = digits(text.value);
    setEvidence(button.dataset.printed, button.dataset.start, button.dataset.end);
    changed();
    light([Number(button.dataset.spot ?? 0)], true);
    document.activeElement?.blur();
  }

  // --- drafts and what a value comes to ---

  let draftTimer = 0;
  let trialTimer = 0;
  let turn = 0;
  const state = document.getElementById("draft-state");
  const kept = document.getElementById("kept");

  function changed() {
    clearTimeout(draftTimer);
    clearTimeout(trialTimer);
    draftTimer = setTimeout(saveDraft, 300);
    trialTimer = setTimeout(tryValue, 200);
  }

  function saveDraft(options) {
    drafting = sendDraft(options);
    return drafting;
  }

  async function sendDraft(options) {
    try {
      await post(`${base}/draft`, typed(), options);
      state.textContent = data.draft;
      if (problem.textContent === data.waiting) tell("");
    } catch (error) {
      if (error.status !== undefined) return complain(error);
      tell(data.waiting);
      draftTimer = setTimeout(saveDraft, WAIT);
    }
  }

  async function tryValue() {
    const text = field("text");
    if (!text) return;
    const mine = ++turn;
    try {
      const said = await post(`${base}/trial`, { text: text.value, unit: field("unit")?.value ?? "" });
      if (mine !== turn) return;
      kept.textContent = said.problem ?? (said.said ? `${data.keptAs} ${said.said}` : "");
      kept.classList.toggle("wrong", Boolean(said.problem));
      if (said.problem) text.setAttribute("aria-invalid", "true");
      else text.removeAttribute("aria-invalid");
      if (said.sums) showSums(said.sums);
    } catch {
      // The draft's own try says that the server cannot be reached.
    }
  }

  // --- sums ---

  function make(tag, css, ...children) {
    const el = document.createElement(tag);
    if (css) el.className = css;
    el.append(...children);
    return el;
  }

  function sumLine(sum) {
    const verdict = { fail: data.fails, rounding: data.rounding, pass: data.holds }[sum.verdict];
    const rows = sum.terms.map((term) => {
      const row = make("tr", term.own ? "own" : "", make("td", "sign", term.sign), make("th", "", term.name), make("td", "n", term.value));
      row.querySelector("th").scope = "row";
      return row;
    });
    const off = make("p", "off");
    if (sum.off) off.append(`${data.off} `, make("b", "n", sum.off));
    if (sum.note) off.append(" ", make("span", "why", sum.note));
    const line = make(
      "li", `sum ${sum.verdict}`,
      make("p", "formula", make("span", "verdict", verdict), " ", make("span", "check", sum.check), ` ${sum.formula}`),
      make("table", "", make("tbody", "", ...rows)), off,
    );
    line.dataset.sum = sum.id;
    return line;
  }

  // Those that fail, and those that failed before and hold now: the reviewer sees them turn green.
  function showSums(sums) {
    const box = document.getElementById("sums");
    const list = box.querySelector("ul");
    const shown = new Set([...list.children].map((line) => line.dataset.sum));
    const now = sums.filter((sum) => sum.verdict === "fail" || shown.has(sum.id));
    list.replaceChildren(...now.map(sumLine));
    const holding = document.getElementById("holding");
    holding.textContent = `${sums.filter((sum) => sum.verdict !== "fail").length} ${holding.dataset.said}`;
    box.hidden = sums.length === 0;
  }

  // --- lighting ---

  const stretches = new Map();
  for (const el of document.querySelectorAll(".text [data-s]")) {
    for (const spot of el.dataset.s.split(" ")) {
      if (!stretches.has(spot)) stretches.set(spot, []);
      stretches.get(spot).push(el);
    }
  }

  function reveal(el) {
    if (!el) return;
    const pane = el.closest(".pane");
    const box = pane.getBoundingClientRect();
    const at = el.getBoundingClientRect();
    pane.scrollBy({ top: at.top - box.top - pane.clientHeight / 2, left: 0 });
    const sheet = el.closest(".sheet");
    if (sheet) sheet.scrollBy({ left: at.left - sheet.getBoundingClientRect().left - sheet.clientWidth / 2, top: 0 });
  }

  function light(spots, scroll) {
    for (const el of document.querySelectorAll(".text .strong")) el.classList.remove("strong");
    for (const spot of spots) for (const el of stretches.get(String(spot)) ?? []) el.classList.add("strong");
    if (scroll) reveal(stretches.get(String(spots[0]))?.[0]);
  }

  function lightFields(spots) {
    for (const el of document.querySelectorAll(".work .lit")) el.classList.remove("lit");
    let first = null;
    for (const spot of spots) {
      for (const el of document.querySelectorAll(`.work [data-spot="${CSS.escape(spot)}"]`)) {
        el.classList.add("lit");
        const folded = el.closest("details");
        if (folded) folded.open = true;
        first ??= el;
      }
    }
    first?.scrollIntoView({ block: "nearest" });
  }

  // --- the lease ---

  async function hold() {
    if (data.can !== "yes") return;
    try {
      const said = await post(`${base}/hold`, {});
      const holder = document.getElementById("holder");
      holder.hidden = said.held;
      holder.textContent = said.held ? "" : data.holder.replace("{}", said.holder);
    } catch {
      // The next beat tries again; a decision says what is wrong.
    }
  }

  async function leave(address) {
    if (data.can === "yes" && !on_its_way) await post(`${base}/release`, {}, { keepalive: true }).catch(() => {});
    location.assign(address);
  }

  // --- panes ---

  function setTab(tab) {
    const buttons = [...document.querySelectorAll("button[data-tab]")];
    if (!buttons.length) return;
    for (const b of buttons) b.setAttribute("aria-pressed", String(b.dataset.tab === tab));
    main.dataset.tab = tab;
    if (tab === "text") reveal(stretches.get("0")?.[0]);
    else showPlace();
  }

  // The picture is scrolled to the first of its outlines, once.
  async function showPlace() {
    const pane = document.getElementById("pane-picture");
    const image = pane.querySelector("img");
    if (pane.dataset.shown) return;
    pane.dataset.shown = "yes";
    const answer = await fetch(image.getAttribute("src").replace(/png$/, "json"), { headers: { accept: "application/json" } });
    const { tops = [] } = answer.ok ? await answer.json() : {};
    if (!tops.length) return;
    await image.decode().catch(() => {});
    pane.scrollTop = image.offsetTop + tops[0] * image.clientHeight - pane.clientHeight / 2;
  }

  // --- events ---

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : event.target.parentElement;
    const mark = target.closest(".text [data-s]");
    if (mark) return lightFields(mark.dataset.s.split(" "));
    const link = target.closest("a[href]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0 && !link.hash) {
      event.preventDefault();
      return void leave(link.href);
    }
    const button = target.closest("button");
    if (!button) return undefined;
    if (button.dataset.tab) return setTab(button.dataset.tab);
    if (button.dataset.choice) {
      event.preventDefault();
      return pick(button);
    }
    if (button.dataset.kind) {
      event.preventDefault();
      return ask(button.dataset.kind);
    }
    if (button.id === "undo-button") {
      event.preventDefault();
      return void undo();
    }
    if (button.dataset.spot) light([button.dataset.spot], true);
    return undefined;
  });

  form?.addEventListener("submit", (event) => event.preventDefault());
  form?.addEventListener("input", (event) => {
    if (event.target.name === "text" && digits(event.target.value) !== taken) setEvidence("", "", "");
    changed();
  });

  // --- evidence: the characters of the source a value was read from ---

  let taken = ""; // digits of the value the evidence stands for; a sign or a unit may be added to them
  const digits = (text) => text.replace(/[^\d０-９]/g, "");

  function setEvidence(printed, start, end) {
    field("printed").value = printed;
    field("start").value = start;
    field("end").value = end;
    if (!start) taken = "";
  }

  // Offsets count characters, strings count UTF-16 units.
  function offsetOf(page, node, at) {
    const before = document.createRange();
    before.setStart(page, 0);
    before.setEnd(node, at);
    return Number(page.dataset.from) + [...before.toString()].length;
  }

  function grab() {
    const text = field("text");
    const chosen = getSelection();
    if (!text || !chosen.rangeCount || chosen.isCollapsed) return;
    const range = chosen.getRangeAt(0);
    const inside = range.commonAncestorContainer;
    const page = (inside instanceof Element ? inside : inside.parentElement).closest(".text .page");
    const said = range.toString();
    if (!page || !digits(said)) return;
    const lead = said.length - said.trimStart().length;
    const start = offsetOf(page, range.startContainer, range.startOffset) + lead;
    text.value = said.trim();
    taken = digits(text.value);
    setEvidence("", start, start + [...said.trim()].length);
    chosen.removeAllRanges();
    changed();
  }

  function onField(event) {
    const target = event.target;
    if (event.key === "Escape") {
      pending = null;
      target.blur();
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (target.name === "reason" && pending) ask(pending);
      else if (target.name === "reason" && !field("text")?.value.trim()) target.blur();
      else ask("correct");
    }
  }

  const KEYS = {
    a: () => main.dataset.ready && ask("accept"),
    e: () => field("text")?.focus(),
    n: () => ask("absent"),
    s: () => ask("cannot_tell"),
    f: () => ask("flag"),
    u: undo,
    j: () => leave(data.after),
    k: () => leave(data.before),
    q: () => leave(data.queue),
    g: grab,
    t: () => setTab(main.dataset.tab === "picture" ? "text" : "picture"),
    Enter: accept,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (document.getElementById("keys").open) return;
    const target = event.target;
    if (target.matches("input, textarea")) return onField(event);
    if (target.matches("select") || event.repeat) return;
    if (event.key === "Enter" && target.closest("button, a, summary")) return;
    const choice = /^[1-9]$/.test(event.key) && document.querySelector(`[data-choice="${event.key}"]`);
    const action = choice ? () => pick(choice) : KEYS[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  addEventListener("pagehide", () => {
    if (draftTimer && !on_its_way) saveDraft({ keepalive: true });
  });

  const carried = sessionStorage.getItem("problem");
  if (carried) {
    sessionStorage.removeItem("problem");
    tell(carried);
  }
  taken = field("start")?.value ? digits(field("text").value) : "";
  setTimeout(() => (main.dataset.ready = "yes"), SETTLING);
  setTab("text");
  light([0], true);
  if (field("text")?.value) tryValue();
  hold();
  setInterval(hold, 60_000);
})();
