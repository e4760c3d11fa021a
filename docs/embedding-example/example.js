/* What a CRM does with the events of the player. */
"use strict";

const frame = document.getElementById("player");
const site = new URL(frame.src).origin;

addEventListener("message", (event) => {
  /* Any page can send anything: take only what comes from the player in our own frame. */
  if (event.origin !== site || event.source !== frame.contentWindow) return;
  const told = event.data;
  if (told?.format !== "sop-player-event" || !told.formatVersion.startsWith("1.")) return;
  if (told.event === "node") {
    document.getElementById("node").textContent = `${told.script}: ${told.node.id} (${told.node.kind})`;
    document.getElementById("outcome").textContent = "none yet"; // the agent may have gone back
  }
  if (told.event === "disposition") {
    document.getElementById("outcome").textContent = `${told.disposition.code} ${told.disposition.label}`;
  }
});
