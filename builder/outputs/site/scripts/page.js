/* Small things: dates that depend on the day of reading, the verdict about a printed
   card, and copying the link to a step. Nothing is stored, nothing is sent. */
(function () {
  const NEW_FOR_DAYS = 30;
  const { one, all } = tools;

  /** @returns {string} */
  function today() {
    return rules.day(new Date());
  }

  /** @param {string} day @returns {number} */
  function daysSince(day) {
    return (Date.parse(today()) - Date.parse(day)) / 86400000;
  }

  /** @param {Element | null} part */
  function show(part) {
    if (part instanceof HTMLElement) part.hidden = false;
  }

  /** Do something for each part whose date fits. @param {"review" | "after" | "before" | "since"} name
   * @param {(day: string) => boolean} fits @param {(part: HTMLElement) => void} action */
  function forDates(name, fits, action) {
    all(HTMLElement, document, `[data-${name}]`)
      .filter((part) => fits(part.dataset[name] ?? "")).forEach(action);
  }

  function markDates() {
    forDates("review", (day) => day < today(), (control) => show(control.querySelector(".due")));
    forDates("after", (day) => day < today(), show);
    forDates("before", (day) => day > today(), show);
    forDates("since", (day) => daysSince(day) >= 0 && daysSince(day) <= NEW_FOR_DAYS,
      (entry) => show(entry.querySelector(".fresh")));
  }

  /** A version may be raised without a word on the card being another, so a card is
   * judged by what it says. @param {HTMLElement} main */
  function judgeCard(main) {
    const asked = new URLSearchParams(location.search);
    const version = asked.get("v");
    const fingerprint = asked.get("c");
    if (!version && !fingerprint) return;
    main.querySelectorAll(".yours").forEach(show);
    one(HTMLElement, main, "dd.yours span").textContent = version;
    one(HTMLElement, main, "dd.yours code").textContent = fingerprint;
    if ("retired" in main.dataset || !fingerprint) return;
    const isCurrent = (main.dataset.fingerprint ?? "").split(" ").includes(fingerprint);
    const older = all(HTMLElement, main, "[data-card]").find((card) => card.dataset.card === fingerprint);
    tellVerdict(main, isCurrent ? "current" : older ? "outdated" : "unknown");
    show(older ?? null);
    if (isCurrent && version && version !== main.dataset.version) show(main.querySelector(".newer"));
    if (!isCurrent && !older) show(main.querySelector(".strange"));
  }

  /** @param {HTMLElement} main @param {string} verdict */
  function tellVerdict(main, verdict) {
    const place = one(HTMLElement, main, ".verdict");
    place.dataset.is = verdict;
    all(HTMLElement, place, "[data-when]").forEach((words) => {
      words.hidden = words.dataset.when !== verdict;
    });
  }

  /** @param {MouseEvent} event */
  function copyLink(event) {
    const link = event.target instanceof Element && event.target.closest(".sop .steps > li > a, .sop a.n");
    if (!(link instanceof HTMLAnchorElement) || !navigator.clipboard || event.ctrlKey || event.metaKey) return;
    const page = link.closest(".sop");
    const words = page instanceof HTMLElement && page.dataset.copied;
    navigator.clipboard.writeText(link.href).then(
      () => tools.tell(words || "Link copied"),
      () => { /* the address bar shows the link all the same */ },
    );
  }

  /** The number of a step leads to it, for those who copy the address. */
  function linkSteps() {
    all(HTMLElement, document, ".sop .steps > li[id] > b:first-child").forEach((number) => {
      const step = /** @type {HTMLElement} */ (number.parentElement);
      number.replaceWith(tools.element("a", { href: `#${step.id}`, textContent: number.textContent }));
    });
  }

  function start() {
    markDates();
    linkSteps();
    const card = document.querySelector("main[data-fingerprint]");
    if (card instanceof HTMLElement) {
      judgeCard(card);
      card.dataset.judged = "";
    }
  }

  document.addEventListener("click", copyLink);
  whenReady(start);
})();
