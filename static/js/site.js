// Small comforts. Every page works without this file.
(() => {
  "use strict";
  const announcer = document.querySelector("[data-announcer]");

  const announce = (message) => {
    if (announcer) announcer.textContent = message;
  };

  // One press, one request: the button says so and stays quiet until the next page.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.hasAttribute("data-no-busy")) return;
    const button = event.submitter || form.querySelector("button[type=submit]");
    if (!button || !button.classList.contains("button")) return;
    if (button.hasAttribute("data-busy")) {
      event.preventDefault();
      return;
    }
    button.setAttribute("data-busy", "");
    button.dataset.label = button.innerHTML;
    // The label changes after the browser has read the form, so that the button's own value is sent.
    setTimeout(() => {
      button.textContent = document.body.dataset.busyLabel || "…";
    });
  });
  // Coming back with the Back button finds the page as it was left: wake its buttons.
  const wake = (root) => {
    for (const button of root.querySelectorAll("[data-busy]")) {
      button.removeAttribute("data-busy");
      if (button.dataset.label) button.innerHTML = button.dataset.label;
    }
  };
  window.addEventListener("pageshow", () => wake(document));
  document.addEventListener("htmx:finally:request", () => wake(document));

  // A held place: minutes on screen, spoken only at 5, 2 and 1.
  const countdown = (element) => {
    // Counted from the server's clock: the device's own may be wrong.
    const until = Date.now() + Date.parse(element.dataset.countdown) - Date.parse(element.dataset.now);
    const target = element.querySelector("[data-countdown-text]");
    let last = null;
    const tick = () => {
      const seconds = Math.max(0, Math.round((until - Date.now()) / 1000));
      const minutes = Math.ceil(seconds / 60);
      const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      if (target) target.textContent = minutes > 60 ? "" : seconds ? `\u2066${clock}\u2069` : element.dataset.over;
      if (minutes !== last && last !== null) {
        if (!seconds) announce(element.dataset.over);
        else announce(element.getAttribute(`data-minutes-${minutes}`) || "");
      }
      last = minutes;
      if (seconds) setTimeout(tick, 1000);
    };
    if (!Number.isNaN(until)) tick();
  };

  // "Near me": fills the form's hidden coordinates and sends it; a refusal changes nothing.
  const nearMe = (button) => {
    if (!navigator.geolocation) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          const form = button.form;
          form.elements[button.dataset.latitude].value = coords.latitude.toFixed(4);
          form.elements[button.dataset.longitude].value = coords.longitude.toFixed(4);
          form.requestSubmit();
        },
        () => {
          button.hidden = true;
        },
        { maximumAge: 300000, timeout: 8000 },
      );
    });
  };

  const start = (root) => {
    root.querySelectorAll("[data-countdown]").forEach(countdown);
    root.querySelectorAll("[data-near-me]").forEach(nearMe);
  };
  start(document);
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.target instanceof Element && event.target.isConnected) start(event.target);
  });

  // Menus close on Escape and on a press elsewhere.
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (menu !== except) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details[data-menu][open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });
})();
