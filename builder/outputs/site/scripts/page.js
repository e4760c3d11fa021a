/* Small things: dates that depend on the day of reading, the verdict about a printed
   card, and copying the link to a step. Nothing is stored, nothing is sent. */
(function () {
  var NEW_FOR_DAYS = 30;

  function today() {
    return rules.day(new Date());
  }

  function daysSince(day) {
    return (Date.parse(today()) - Date.parse(day)) / 86400000;
  }

  function show(element) {
    if (element) element.hidden = false;
  }

  function markDates(root) {
    root.querySelectorAll("[data-review]").forEach(function (control) {
      if (control.dataset.review < today()) show(control.querySelector(".due"));
    });
    root.querySelectorAll("[data-after]").forEach(function (banner) {
      if (banner.dataset.after < today()) show(banner);
    });
    root.querySelectorAll("[data-before]").forEach(function (banner) {
      if (banner.dataset.before > today()) show(banner);
    });
    root.querySelectorAll("[data-since]").forEach(function (entry) {
      var days = daysSince(entry.dataset.since);
      if (days >= 0 && days <= NEW_FOR_DAYS) show(entry.querySelector(".fresh"));
    });
  }

  function judgeCard(main) {
    var asked = new URLSearchParams(location.search);
    var version = asked.get("v");
    var fingerprint = asked.get("c");
    if (!version && !fingerprint) return;
    main.querySelectorAll(".yours").forEach(show);
    main.querySelector("dd.yours span").textContent = version || "";
    main.querySelector("dd.yours code").textContent = fingerprint || "";
    if ("retired" in main.dataset || !version || !fingerprint) return;
    var same = version === main.dataset.version && fingerprint === main.dataset.fingerprint;
    var verdict = main.querySelector(".verdict");
    verdict.dataset.is = same ? "current" : "outdated";
    verdict.querySelector(".is-unknown").hidden = true;
    show(verdict.querySelector(same ? ".is-current" : ".is-outdated"));
  }

  function copyLink(event) {
    var link = event.target.closest && event.target.closest(".sop a.n");
    if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey) return;
    navigator.clipboard.writeText(link.href).then(
      () => tools.tell(link.closest(".sop").dataset.copied || "Link copied"),
      () => { /* the address bar shows the link all the same */ },
    );
  }

  function start() {
    markDates(document);
    var card = document.querySelector("main[data-fingerprint]");
    if (card) judgeCard(card);
  }

  document.addEventListener("click", copyLink);
  whenReady(start);
})();
