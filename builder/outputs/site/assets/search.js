/* Material's search takes every word of a query for the beginning of one: "do" finds
   "documentation", and rare words count more, so that "call" finds "callback" first.
   Here a word is also asked for as it stands, with more weight, and a short one with a
   space behind it only so. Queries go to a worker and are reached on their way there.
   Without this, search only ranks worse. */
(function () {
  "use strict";
  const QUERY = 2;
  const WORD = /(^|\s)([\p{L}\p{N}'’]+)(?=(\s?))/gu;
  const LONGEST_SHORT = 3;
  const send = Worker.prototype.postMessage;

  function asTyped(all, before, word, after) {
    const exact = `${word}^3`;
    const isWhole = after && word.length <= LONGEST_SHORT;
    return before + (isWhole ? exact : `${exact} ${word}`);
  }

  Worker.prototype.postMessage = function (message, ...others) {
    const isPlain = message?.type === QUERY && /^[\p{L}\p{N}'’\s]+$/u.test(message.data);
    const told = isPlain ? { ...message, data: message.data.replace(WORD, asTyped) } : message;
    return send.call(this, told, ...others);
  };
})();
