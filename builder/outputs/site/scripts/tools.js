/* What several blocks need: finding parts, saying what happened, copying, printing one. */
const tools = (function () {
  const status = document.createElement("p");
  let silence = 0;

  /** The first part of a kind that fits; a page without it is broken.
   * @template {Element} T @param {new () => T} kind @param {ParentNode} within
   * @param {string} selector @returns {T} */
  function one(kind, within, selector) {
    const found = within.querySelector(selector);
    if (found instanceof kind) return found;
    throw new Error(`no ${kind.name} at ${selector}`);
  }

  /** @template {Element} T @param {new () => T} kind @param {ParentNode} within
   * @param {string} selector @returns {T[]} */
  function all(kind, within, selector) {
    /** @param {Element} found @returns {found is T} */
    const fits = (found) => found instanceof kind;
    return [...within.querySelectorAll(selector)].filter(fits);
  }

  /** Tell politely, to eyes and to screen readers; the place exists before its words.
   * @param {string | undefined} words */
  function tell(words) {
    if (!status.isConnected) {
      status.className = "told";
      status.setAttribute("role", "status");
      document.body.append(status);
    }
    clearTimeout(silence);
    status.textContent = words ?? "";
    silence = setTimeout(() => { status.textContent = ""; }, 4000);
  }

  /** Without a secure address browsers offer no clipboard, only the old command.
   * @param {string} text @returns {Promise<void>} */
  function copyTheOldWay(text) {
    const area = document.createElement("textarea");
    const before = document.activeElement;
    area.value = text;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    return done ? Promise.resolve() : Promise.reject(new Error("not copied"));
  }

  /** @param {string} text @returns {Promise<void>} */
  function copy(text) {
    if (!navigator.clipboard) return copyTheOldWay(text);
    return navigator.clipboard.writeText(text).catch(() => copyTheOldWay(text));
  }

  /** The text of a message: fields in brackets, links with their address.
   * @param {Node} node @returns {string} */
  function plainText(node) {
    if (node instanceof Text) return node.data;
    const words = [...node.childNodes].map(plainText).join("");
    if (!(node instanceof Element)) return words;
    if (node.localName === "br") return "\n";
    if (node.localName === "var") return `[${words}]`;
    const target = (node.localName === "a" && node.getAttribute("href")) || "";
    const leadsOut = /^(https|mailto|tel):/.test(target);
    return leadsOut && !target.endsWith(words) ? `${words} (${target})` : words;
  }

  /** @param {HTMLElement} part */
  function printOnly(part) {
    const root = document.documentElement;
    const end = () => {
      part.classList.remove("is-printed");
      root.classList.remove("prints-one");
    };
    part.classList.add("is-printed");
    root.classList.add("prints-one");
    addEventListener("afterprint", end, { once: true });
    print();
  }

  /** @param {string} name @param {string} text @param {string} type */
  function save(name, text, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /** @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name @param {Partial<HTMLElementTagNameMap[Name]>} properties
   * @param {(string | Node)[]} children @returns {HTMLElementTagNameMap[Name]} */
  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  /** Every control that needs this script is hidden until it is there.
   * @param {HTMLElement} part */
  function reveal(part) {
    all(HTMLElement, part, "[hidden].live").forEach((found) => { found.hidden = false; });
  }

  return { one, all, tell, copy, plainText, printOnly, save, element, reveal };
})();

/** Run once the page has been read. @param {() => void} start */
function whenReady(start) {
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
}
