/* The answer to a query: which places say most of what was asked, best first.
   The same as builder/outputs/search/ranking.py: whole numbers only. */

/**
 * @typedef {Object} Term
 * @property {number} rarity
 * @property {Int32Array} places Entry, level, entry, level …
 *
 * @typedef {Object} Hit
 * @property {number} entry
 * @property {number} score
 *
 * @typedef {Object} Frame Which entries belong together.
 * @property {Int32Array} owners
 * @property {Int32Array} heads
 * @property {Int32Array} firsts
 */

const searchRanking = (function () {
  /** Read numbers of five bits a sign; the upper half says that more follow.
   * @param {string} text @param {string} digits @returns {number[]} */
  function numbers(text, digits) {
    const worth = new Uint8Array(128);
    for (let place = 0; place < digits.length; place += 1) worth[digits.charCodeAt(place)] = place;
    const found = [];
    let value = 0;
    let unit = 1;
    for (let place = 0; place < text.length; place += 1) {
      const digit = worth[text.charCodeAt(place)];
      value += (digit % 32) * unit;
      unit *= 32;
      if (digit < 32) {
        found.push(value);
        value = 0;
        unit = 1;
      }
    }
    return found;
  }

  /** @param {string} text @param {Rules} rules @returns {Term} */
  function readTerm(text, rules) {
    const [rarity, ...steps] = numbers(text, rules.digits);
    const places = new Int32Array(steps.length * 2);
    let entry = 0;
    steps.forEach((step, place) => {
      entry += Math.floor(step / rules.levels);
      places[2 * place] = entry;
      places[2 * place + 1] = step % rules.levels;
    });
    return { rarity, places };
  }

  /** @param {string} groups @param {Rules} rules @returns {Frame} */
  function readFrame(groups, rules) {
    const told = numbers(groups, rules.digits);
    /** @type {number[]} */ const owners = [];
    /** @type {number[]} */ const heads = [];
    /** @type {number[]} */ const firsts = [];
    for (let place = 0; place < told.length; place += told[place] + 1) {
      firsts.push(owners.length);
      for (const size of told.slice(place + 1, place + 1 + told[place])) {
        const head = owners.length;
        for (let one = 0; one < size; one += 1) {
          owners.push(firsts.length - 1);
          heads.push(head);
        }
      }
    }
    return {
      owners: Int32Array.from(owners),
      heads: Int32Array.from(heads),
      firsts: Int32Array.from(firsts),
    };
  }

  /** @param {Slot} slot @param {Map<string, Term>} terms @returns {number} */
  function weightOf(slot, terms) {
    const exact = [...slot.terms].filter(([, worth]) => worth === 100).map(([term]) => term);
    const told = exact.length ? exact : [...slot.terms.keys()];
    const rarest = Math.max(...told.map((term) => terms.get(term)?.rarity || 0));
    return Math.max(1, Math.floor((rarest * slot.share) / 100));
  }

  /** What each entry says about one word: the best of its terms counts.
   * @param {Slot} slot @param {Map<string, Term>} terms @param {number} size
   * @param {number} most @returns {Int32Array} */
  function valuesOf(slot, terms, size, most) {
    const values = new Int32Array(size);
    slot.terms.forEach((worth, name) => {
      const term = terms.get(name);
      if (!term) return;
      const unit = Math.min(Math.floor((term.rarity * slot.share) / 100), most) * worth;
      const { places } = term;
      for (let place = 0; place < places.length; place += 2) {
        const value = unit * places[place + 1];
        if (value > values[places[place]]) values[places[place]] = value;
      }
    });
    return values;
  }

  /** @param {Hit} one @param {Hit} other @returns {number} */
  function order(one, other) {
    return other.score - one.score || one.entry - other.entry;
  }

  /** @param {Int32Array[]} found @param {Frame} frame @returns {Float64Array} */
  function bestOfOrigins(found, frame) {
    const { owners } = frame;
    const sums = new Float64Array(frame.firsts.length);
    for (const values of found) {
      const best = new Int32Array(frame.firsts.length);
      for (let entry = 0; entry < values.length; entry += 1) {
        if (values[entry] > best[owners[entry]]) best[owners[entry]] = values[entry];
      }
      for (let origin = 0; origin < best.length; origin += 1) sums[origin] += best[origin];
    }
    return sums;
  }

  /** The score of each entry that says something; -1 for all others.
   * @param {Int32Array[]} found @param {number[]} weights @param {Frame} frame
   * @param {Rules["ranking"]} shares @returns {Float64Array} */
  function scoresOf(found, weights, frame, shares) {
    const { owners, heads, firsts } = frame;
    const best = bestOfOrigins(found, frame);
    const asked = weights.reduce((sum, weight) => sum + weight, 0);
    const scores = new Float64Array(owners.length).fill(-1);
    for (let entry = 0; entry < owners.length; entry += 1) {
      const head = heads[entry];
      const first = firsts[owners[entry]];
      let isFound = false;
      let total = best[owners[entry]] * shares.others;
      let covered = 0;
      for (let place = 0; place < found.length; place += 1) {
        const values = found[place];
        let own = values[entry] * 100;
        if (own) isFound = true;
        if (head !== entry) own += values[head] * shares.head;
        if (first !== entry && first !== head) own += values[first] * shares.page;
        if (own) {
          total += own;
          covered += weights[place];
        }
      }
      if (!isFound) continue;
      const share = Math.floor((covered * 100) / asked);
      const rest = Math.floor(((100 - shares.whole) * share * share) / 100);
      scores[entry] = Math.floor((Math.floor(total / 2000) * (shares.whole * 100 + rest)) / 10000);
    }
    return scores;
  }

  /** The score below which nothing can be among the first: so many SOPs have a better
   * one, and the best result of an SOP keeps its score.
   * @param {Float64Array} scores @param {Frame} frame @param {number} limit
   * @param {(origin: number) => boolean} admits @returns {number} */
  function leastOf(scores, frame, limit, admits) {
    const best = new Float64Array(frame.firsts.length).fill(-1);
    for (let entry = 0; entry < scores.length; entry += 1) {
      const origin = frame.owners[entry];
      if (scores[entry] > best[origin]) best[origin] = scores[entry];
    }
    const kept = best.filter((score, origin) => score >= 0 && admits(origin)).sort();
    return kept.length < limit ? 0 : kept[kept.length - limit];
  }

  /** The best results, later ones of the same SOP worth less.
   * @param {Slot[]} slots @param {Map<string, Term>} terms @param {Frame} frame
   * @param {Rules["ranking"]} shares @param {number} limit
   * @param {(origin: number) => boolean} admits @returns {Hit[]} */
  function rank(slots, terms, frame, shares, limit, admits) {
    const weights = slots.map((slot) => weightOf(slot, terms));
    const size = frame.owners.length;
    const found = slots.map((slot, place) => valuesOf(slot, terms, size, weights[place]));
    const scores = scoresOf(found, weights, frame, shares);
    const least = leastOf(scores, frame, limit, admits);
    /** @type {Hit[]} */ const hits = [];
    for (let entry = 0; entry < size; entry += 1) {
      if (scores[entry] >= least && admits(frame.owners[entry])) {
        hits.push({ entry, score: scores[entry] });
      }
    }
    hits.sort(order);
    const counts = new Int32Array(frame.firsts.length);
    const last = shares.repeated.length - 1;
    for (const hit of hits) {
      const before = counts[frame.owners[hit.entry]]++;
      hit.score = Math.floor((hit.score * shares.repeated[Math.min(before, last)]) / 100);
    }
    return hits.sort(order).slice(0, limit);
  }

  return { numbers, readTerm, readFrame, rank };
})();
