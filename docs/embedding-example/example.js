/* What a CRM does with the events of the player. */
"use strict";

const frame = /** @type {HTMLIFrameElement} */ (document.getElementById("player"));
const site = new URL(frame.src).origin;

/** @param {string} id @param {string} words */
function show(id, words) {
  const place = document.getElementById(id);
  if (place) place.textContent = words;
}

addEventListener("message", (event) => {
  /* Any page can send anything: take only what comes from the player in our own frame. */
  if (event.origin !== site || event.source !== frame.contentWindow) return;
  const told = event.data;
  if (told?.format !== "sop-player-event" || !told.formatVersion.startsWith("1.")) return;
  if (told.event === "node") {
    show("node", `${told.script}: ${told.node.id} (${told.node.kind})`);
    show("outcome", "none yet"); // the agent may have gone back
  }
  if (told.event === "disposition") {
    show("outcome", `${told.disposition.code} ${told.disposition.label}`);
  }
});
