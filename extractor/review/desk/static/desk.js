"use strict";
// What all pages share: keys that press what they are written on, and the table of keys.
(() => {
  const dialog = document.getElementById("keys");
  const opener = document.getElementById("keys-open");

  function typing(target) {
    return target instanceof Element && target.closest("input:not([type=hidden]), textarea, select, [contenteditable]");
  }

  function showKeys() {
    if (!dialog.open) dialog.showModal();
  }

  if (dialog && opener) {
    opener.hidden = false;
    opener.addEventListener("click", showKeys);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (typing(event.target) || dialog?.open) return;
    if (event.key === "?") {
      showKeys();
      event.preventDefault();
      return;
    }
    const onControl = event.target instanceof Element && event.target.closest("button, a, summary");
    if (event.key === "Enter" && onControl) return; // it presses what has the focus
    const button = document.querySelector(`[data-press="${CSS.escape(event.key)}"]`);
    if (!button || event.repeat) return;
    event.preventDefault();
    button.click();
  });

  // A one-time ticket is used by the page itself; the button is there for whoever has no scripts.
  document.querySelector("form[data-at-once]")?.requestSubmit();

  // A form that is on its way is not sent twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
})();
