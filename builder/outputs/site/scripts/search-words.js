/* Text as words that can be compared, exactly as the index was made: what is kept here
   as code stands in builder/outputs/search/words.py, and tests hold the two together. */

/**
 * @typedef {Object} Rules What the index brings along.
 * @property {string} common
 * @property {string} soft
 * @property {string} endings
 * @property {number} shortest
 * @property {string} groups
 * @property {string} digits
 * @property {string} ranks
 * @property {number} levels
 * @property {number} longest
 * @property {{exact: number, joined: number, family: number, synonym: number,
 *   expression: number, prefix: number, beside: number, slips: number[], first: number,
 *   soft: number, completions: number, guesses: number}} worth
 * @property {{head: number, page: number, others: number, whole: number,
 *   repeated: number[]}} ranking
 */

const searchWords = (function () {
  /** @param {string} text @returns {string} */
  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f'’‘ʼ´`]/g, "").toLowerCase();
  }

  /** The words of a text as they stand; parts joined by hyphens stay one.
   * @param {string} text @returns {string[]} */
  function rawTokens(text) {
    return fold(text).match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) || [];
  }

  /** @param {string} word @returns {string} */
  function withoutDouble(word) {
    const last = word.slice(-1);
    if (word.length > 3 && last === word[word.length - 2]) {
      if ("bdgmnprt".includes(last) || (last === "l" && word.length > 5)) {
        return word.slice(0, -1);
      }
    }
    return word;
  }

  /** @param {string} word @returns {string} */
  function withoutPlural(word) {
    if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
    if (/(sses|shes|ches|xes|zes)$/.test(word)) return word.slice(0, -2);
    if (word.endsWith("s") && !/(ss|us|is)$/.test(word)) return word.slice(0, -1);
    return word;
  }

  /** @param {string} word @returns {string} */
  function withoutTense(word) {
    if (word.endsWith("ied") && word.length > 4) return `${word.slice(0, -3)}y`;
    for (const ending of ["ing", "ed"]) {
      const rest = word.slice(0, -ending.length);
      if (word.endsWith(ending) && rest.length > 2 && /[aeiouy]/.test(rest)) {
        return withoutDouble(rest);
      }
    }
    return word;
  }

  /** A word without the endings of number, tense and person.
   * @param {string} word @returns {string} */
  function stem(word) {
    if ([...word].length < 4 || !/^[a-z0-9]+$/.test(word) || /^[0-9]+$/.test(word)) return word;
    const plain = withoutTense(withoutPlural(word));
    return plain.endsWith("e") && plain.length > 3 ? plain.slice(0, -1) : plain;
  }

  /** What a stem shares with its relatives: "escal", of "escalation".
   * @param {string} term @param {string[]} endings @param {number} shortest
   * @returns {string} */
  function family(term, endings, shortest) {
    for (const ending of endings) {
      const rest = term.length - ending.length;
      if (rest >= shortest && term.endsWith(ending)) return term.slice(0, rest);
    }
    return term;
  }

  return { fold, rawTokens, stem, family };
})();
