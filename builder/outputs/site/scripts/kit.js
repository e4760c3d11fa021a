/* What stands in the kit stood on the page of the SOP once, and links to it may stand
   anywhere: they lead on. Without a script they end at the line that names it. */
(function () {
  /** Return the nearest line for a place in the kit, such as an item of a checklist.
   * @param {string} anchor @returns {Element | null} */
  function lineOf(anchor) {
    for (let name = anchor; name; name = name.slice(0, Math.max(0, name.lastIndexOf(".")))) {
      const found = document.getElementById(name);
      if (found) return found.closest("[data-kit]") && found;
    }
    return null;
  }

  function follow() {
    const way = lineOf(decodeURIComponent(location.hash.slice(1)))?.closest("[data-kit] > *");
    const link = (way?.localName === "dd" ? way.previousElementSibling : way)?.querySelector("a");
    if (link) location.replace(link.href.replace(/#.*/, "") + location.hash);
  }

  whenReady(() => {
    if (!document.querySelector("[data-kit]")) return;
    follow();
    addEventListener("hashchange", follow);
  });
})();
