/* What several blocks need: saying what happened, copying, printing one part. */
const tools = (function () {
  const status = document.createElement("p");
  let silence = 0;

  /* Tell politely, to eyes and to screen readers; the place exists before its words. */
  function tell(words) {
    if (!status.isConnected) {
      status.className = "told";
      status.setAttribute("role", "status");
      document.body.append(status);
    }
    clearTimeout(silence);
    status.textContent = words;
    silence = setTimeout(() => { status.textContent = ""; }, 4000);
  }

  /* Without a secure address browsers offer no clipboard, only the old command. */
  function copyTheOldWay(text) {
    const area = document.createElement("textarea");
    const before = document.activeElement;
    area.value = text;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (before) before.focus({ preventScroll: true });
    return done ? Promise.resolve() : Promise.reject(new Error("not copied"));
  }

  function copy(text) {
    if (!navigator.clipboard) return copyTheOldWay(text);
    return navigator.clipboard.writeText(text).catch(() => copyTheOldWay(text));
  }

  /* The text of a message: fields in brackets, links with their address. */
  function plainText(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    const words = [...node.childNodes].map(plainText).join("");
    if (node.localName === "br") return "\n";
    if (node.localName === "var") return `[${words}]`;
    const target = node.localName === "a" ? node.getAttribute("href") : "";
    const leadsOut = /^(https|mailto|tel):/.test(target);
    return leadsOut && !target.endsWith(words) ? `${words} (${target})` : words;
  }

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

  function save(name, text, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  /* Every control that needs this script is hidden until it is there. */
  function reveal(part) {
    part.querySelectorAll("[hidden].live").forEach((found) => { found.hidden = false; });
  }

  return { tell, copy, plainText, printOnly, save, element, reveal };
})();

function whenReady(start) {
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
}
