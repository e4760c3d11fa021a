/* A query as slots: for each word that says something, the terms it may stand for.
   The same as builder/outputs/search/query.py, step by step. */

/**
 * @typedef {Object} Slot
 * @property {number} share How much the word counts, in hundredths.
 * @property {Map<string, number>} terms What each term is worth, in hundredths.
 */

const searchQuery = (function () {
  const { rawTokens, stem, family } = searchWords;

  /** @param {Slot} slot @param {string} term @param {number} worth */
  function add(slot, term, worth) {
    slot.terms.set(term, Math.max(slot.terms.get(term) || 0, worth));
  }

  /** A bit for each letter from a to z that a word has.
   * @param {string} word @returns {number} */
  function mask(word) {
    let bits = 0;
    for (let place = 0; place < word.length; place += 1) {
      const letter = word.charCodeAt(place) - 97;
      if (letter >= 0 && letter < 26) bits |= 1 << letter;
    }
    return bits;
  }

  /** @param {number} bits @returns {number} */
  function countBits(bits) {
    let count = 0;
    for (let left = bits; left; left &= left - 1) count += 1;
    return count;
  }

  /** @param {string} word @returns {number} */
  function mostMistakes(word) {
    if (word.length < 4 || /\p{N}/u.test(word)) return 0;
    return word.length < 8 ? 1 : 2;
  }

  /** How many letters are wrong, missing, too many or changed about.
   * @param {string} typed @param {string} word @param {number} most
   * @param {boolean} isOpen What stands behind the typed letters is no mistake.
   * @returns {number} */
  function mistakes(typed, word, most, isOpen) {
    /** @type {number[]} */ let older;
    /** @type {number[]} */ let before = [];
    let row = Array.from({ length: word.length + 1 }, (_, place) => place);
    for (let i = 1; i <= typed.length; i += 1) {
      older = before;
      before = row;
      row = [i];
      let least = i;
      for (let j = 1; j <= word.length; j += 1) {
        const changed = before[j - 1] + (typed[i - 1] === word[j - 1] ? 0 : 1);
        let cost = Math.min(before[j] + 1, row[j - 1] + 1, changed);
        if (i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1]) {
          cost = Math.min(cost, older[j - 2] + 1);
        }
        row.push(cost);
        if (cost < least) least = cost;
      }
      if (least > most) return most + 1;
    }
    return isOpen ? Math.min(...row) : row[word.length];
  }

  /** Read the words of the index: what is shared with the one before, the rest, the rank.
   * @param {string} text @param {string} marks @returns {{words: string[], ranks: number[]}} */
  function unfold(text, marks) {
    /** @type {string[]} */ const words = [];
    /** @type {number[]} */ const ranks = [];
    let before = "";
    let from = 0;
    for (let place = 1; place < text.length; place += 1) {
      const rank = marks.indexOf(text[place]);
      if (rank < 0) continue;
      before = before.slice(0, text.charCodeAt(from) - 65) + text.slice(from + 1, place);
      words.push(before);
      ranks.push(rank);
      from = place + 1;
      place += 1;
    }
    return { words, ranks };
  }

  /** The single words of each group, by every expression of the group.
   * @param {string} groups @returns {Map<string, string[]>} */
  function readThesaurus(groups) {
    /** @type {Map<string, Set<string>>} */ const found = new Map();
    for (const group of groups.split("|")) {
      const names = group.split(",").map((name) => name.trim());
      const singles = names.filter((name) => !name.includes(" "))
        .map((name) => stem(name.replaceAll("-", "")));
      for (const name of names) {
        for (const way of new Set([name.replaceAll("-", " "), name.replaceAll("-", "")])) {
          const key = way.split(" ").map(stem).join(" ");
          const others = found.get(key) || new Set();
          singles.filter((word) => word !== key).forEach((word) => others.add(word));
          found.set(key, others);
        }
      }
    }
    /** @type {Map<string, string[]>} */ const kept = new Map();
    found.forEach((others, key) => { if (others.size) kept.set(key, [...others]); });
    return kept;
  }

  /**
   * @param {Rules} rules
   * @param {string} coded The words of the index.
   */
  function makeReader(rules, coded) {
    const { worth } = rules;
    const common = new Set(rules.common.split(" "));
    const soft = new Set(rules.soft.split(" "));
    const endings = rules.endings.split(" ");
    const thesaurus = readThesaurus(rules.groups);
    const { words, ranks } = unfold(coded, rules.ranks);
    /** @type {Map<string, number>} */
    const known = new Map(words.map((word, place) => [word, place]));
    const guesses = [...words];
    const others = new Set([...thesaurus.keys()].flatMap((key) => key.split(" ")));
    common.forEach((word) => others.add(word));
    [...others].filter((word) => !known.has(word)).sort().forEach((word) => guesses.push(word));
    const masks = Int32Array.from(guesses, mask);

    /** @param {string} word */
    const familyOf = (word) => family(word, endings, rules.shortest);

    /** The first place of a word that begins so, and the place behind the last.
     * @param {string} prefix @returns {[number, number]} */
    function beginning(prefix) {
      let low = 0;
      let high = words.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (words[middle] < prefix) low = middle + 1;
        else high = middle;
      }
      let end = low;
      while (end < words.length && words[end].startsWith(prefix)) end += 1;
      return [low, end];
    }

    /** @param {string} word @returns {string[]} */
    function relatives(word) {
      const root = familyOf(word);
      return words.slice(...beginning(root))
        .filter((other) => other !== word && familyOf(other) === root);
    }

    /** @param {string} prefix @returns {string[]} */
    function completions(prefix) {
      const [low, end] = beginning(prefix);
      const found = Array.from({ length: end - low }, (_, place) => low + place)
        .filter((place) => words[place] !== prefix);
      found.sort((one, other) => ranks[other] - ranks[one] || one - other);
      return found.slice(0, worth.completions).map((place) => words[place]);
    }

    /** Words that were perhaps meant, with what they are worth.
     * @param {string} word @param {boolean} isOpen @returns {Map<string, number>} */
    function similar(word, isOpen) {
      const most = mostMistakes(word);
      const letters = mask(word);
      /** @type {{order: number[], word: string}[]} */ const found = [];
      for (let place = 0; place < guesses.length; place += 1) {
        const longer = guesses[place].length - word.length;
        if (longer < -most || (longer > most && !isOpen)) continue;
        if (countBits(letters & ~masks[place]) > most || /^\p{Nd}/u.test(guesses[place])) continue;
        const distance = mistakes(word, guesses[place], most, isOpen);
        if (distance > most) continue;
        const differs = guesses[place][0] === word[0] ? 0 : 1;
        const unlike = isOpen ? 0 : Math.abs(longer);
        const rank = place < ranks.length ? ranks[place] : 0;
        found.push({ order: [distance, differs, unlike, -rank, place], word: guesses[place] });
      }
      found.sort((one, other) => {
        const at = one.order.findIndex((value, place) => value !== other.order[place]);
        return at < 0 ? 0 : one.order[at] - other.order[at];
      });
      /** @type {Map<string, number>} */ const kept = new Map();
      for (const { order, word: other } of found.slice(0, worth.guesses)) {
        const [distance, differs] = order;
        if (distance === found[0].order[0] && differs === found[0].order[1]) {
          kept.set(other, worth.slips[distance] - worth.first * differs);
        }
      }
      return kept;
    }

    /** The two known words that were typed as one, or nothing.
     * @param {string} word @returns {Map<string, number>} */
    function halves(word) {
      for (let cut = 3; cut < word.length - 2; cut += 1) {
        const first = stem(word.slice(0, cut));
        const second = stem(word.slice(cut));
        if (known.has(first) && known.has(second)) {
          return new Map([[first, worth.joined], [second, worth.joined]]);
        }
      }
      return new Map();
    }

    /** @param {string} word @param {boolean} isOpen @returns {Map<string, number>} */
    function meant(word, isOpen) {
      if (word.length === 1 && !/\p{Nd}/u.test(word)) return new Map();
      const plain = stem(word);
      const asTyped = new Map([[plain, worth.exact]]);
      if (known.has(plain) || common.has(plain) || thesaurus.has(plain)) return asTyped;
      if (relatives(plain).length) return asTyped;
      const [low, end] = beginning(plain);
      if (isOpen && low < end) return asTyped;
      let found = similar(plain, isOpen);
      if (!found.size && plain !== word) found = similar(word, isOpen);
      if (!found.size) found = halves(word);
      return found.size ? found : asTyped;
    }

    /** @param {Map<string, number>} found @returns {Slot} */
    function slotOf(found) {
      const [first] = found.keys();
      /** @type {Slot} */
      const slot = { share: soft.has(first) ? worth.soft : 100, terms: new Map() };
      found.forEach((value, word) => {
        if (known.has(word)) add(slot, word, value);
        relatives(word).forEach((other) => {
          add(slot, other, Math.floor((value * worth.family) / 100));
        });
      });
      return slot;
    }

    /** @param {string[]} asked @param {Map<number, Slot>} slots */
    function addSynonyms(asked, slots) {
      for (let start = 0; start < asked.length; start += 1) {
        for (let length = 1; length < 6 && start + length <= asked.length; length += 1) {
          const names = thesaurus.get(asked.slice(start, start + length).join(" "));
          if (!names) continue;
          let span = Array.from({ length }, (_, place) => start + place)
            .filter((place) => slots.has(place));
          if (!span.length) {
            slots.set(start, { share: worth.soft, terms: new Map() });
            span = [start];
          }
          const value = length > 1 ? worth.expression : worth.synonym;
          for (const place of span) {
            const slot = slots.get(place);
            for (const name of names) if (slot && known.has(name)) add(slot, name, value);
          }
        }
      }
    }

    /** The slots of a query, in its order.
     * @param {string} query @returns {Slot[]} */
    function read(query) {
      const typed = rawTokens(query).flatMap((word) => word.split("-")).slice(0, rules.longest);
      const isOpen = query.slice(-1).trim() !== "";
      const last = typed.length - 1;
      const found = typed.map((word, place) => meant(word, isOpen && place === last));
      const asked = found.map((one) => [...one.keys()][0] || "");
      const hasTelling = asked.some((word) => !common.has(word));
      /** @type {Map<number, Slot>} */ const slots = new Map();
      found.forEach((one, place) => {
        const isTelling = !hasTelling || !common.has(asked[place]);
        if (one.size && isTelling) slots.set(place, slotOf(one));
      });
      const open = isOpen && slots.get(last);
      if (open) {
        const value = open.terms.size ? worth.beside : worth.prefix;
        completions(stem(typed[last])).forEach((word) => add(open, word, value));
      }
      for (let place = 0; place < last; place += 1) {
        const whole = stem(typed[place] + typed[place + 1]);
        for (const part of [place, place + 1]) {
          const slot = slots.get(part);
          if (slot && known.has(whole)) add(slot, whole, worth.joined);
        }
      }
      addSynonyms(asked, slots);
      return [...slots].sort(([one], [other]) => one - other).map(([, slot]) => slot)
        .filter((slot) => slot.terms.size);
    }

    return { read, placeOf: (/** @type {string} */ word) => known.get(word) ?? -1 };
  }

  return { makeReader, mistakes, unfold };
})();
