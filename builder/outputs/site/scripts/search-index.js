/* The index, loaded piece by piece as a query needs it. Pieces are scripts: those run
   from a file, too, where nothing can be fetched. */

/**
 * @typedef {Object} Found A result as it is shown.
 * @property {number} score
 * @property {string} sop
 * @property {string} number
 * @property {string} source The title of the SOP or page.
 * @property {string} path
 * @property {string} kind
 * @property {string} anchor
 * @property {string} title
 * @property {string} text
 * @property {string[]} heard
 *
 * @typedef {[string[], string, string[]]} Filterable Channels, direction, roles.
 *
 * @typedef {Object} First The file that comes first.
 * @property {Rules} rules
 * @property {string} words
 * @property {string} groups
 * @property {{channels: Record<string, string>, directions: Record<string, string>,
 *   roles: Record<string, string>}} facets
 * @property {Filterable[]} filters
 * @property {string} origins
 * @property {{w: number[], t: number[]}} starts
 *
 * @typedef {[owner: number, kind: string, anchor: string, title: string, text: string,
 *   heard?: string[], own?: string]} ShownEntry
 *
 * @typedef {Object} ShownPiece What a piece of texts has; origins are id, number, title, path.
 * @property {ShownEntry[]} entries
 * @property {[string, string, string, string][]} origins
 *
 * @typedef {Object} Filter
 * @property {string} channel
 * @property {string} direction
 * @property {string} role
 */

const searchIndex = (function () {
  /** The number of the piece that holds a thing, by the first thing of each piece.
   * @param {number[]} starts @param {number} thing @returns {number} */
  function pieceOf(starts, thing) {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= thing) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** @param {Filter} filter @param {Filterable} facets @returns {boolean} */
  function passes(filter, [channels, direction, roles]) {
    if (!channels.length) return true;
    const isDirection = direction === filter.direction || (direction === "both"
      && (filter.direction === "inbound" || filter.direction === "outbound"));
    return (!filter.channel || channels.includes(filter.channel))
      && (!filter.direction || isDirection)
      && (!filter.role || roles.includes(filter.role));
  }

  /**
   * @param {(name: string) => Promise<unknown>} load Gives the content of a piece by name.
   */
  async function openIndex(load) {
    const first = /** @type {First} */ (await load("index0"));
    const { rules, starts } = first;
    const reader = searchQuery.makeReader(rules, first.words);
    const frame = searchRanking.readFrame(first.groups, rules);
    const kinds = searchRanking.numbers(first.origins, rules.digits);
    /** @type {Map<string, Term>} */ const terms = new Map();

    /** @param {string} word */
    async function loadTerm(word) {
      if (terms.has(word)) return;
      const place = reader.placeOf(word);
      const piece = pieceOf(starts.w, place);
      const content = /** @type {string[]} */ (await load(`w${piece}`));
      terms.set(word, searchRanking.readTerm(content[place - starts.w[piece]], rules));
    }

    /** @param {Hit} hit @returns {Promise<Found>} */
    async function show(hit) {
      const piece = pieceOf(starts.t, hit.entry);
      const content = /** @type {ShownPiece} */ (await load(`t${piece}`));
      const [owner, kind, anchor, title, text, heard, own] = content.entries[hit.entry - starts.t[piece]];
      const [sop, number, source, shared] = content.origins[owner];
      const path = own || shared;
      const { score } = hit;
      return { score, sop, number, source, path, kind, anchor, title, text, heard: heard || [] };
    }

    /** The terms that a query stands for, and its results, best first.
     * @param {string} query @param {number} limit @param {Filter} filter
     * @returns {Promise<{words: Set<string>, hits: Hit[]}>} */
    async function search(query, limit, filter) {
      const slots = reader.read(query);
      const words = new Set(slots.flatMap((slot) => [...slot.terms.keys()]));
      await Promise.all([...words].map(loadTerm));
      const admits = (/** @type {number} */ origin) => passes(filter, first.filters[kinds[origin]]);
      const hits = slots.length
        ? searchRanking.rank(slots, terms, frame, rules.ranking, limit, admits) : [];
      return { words, hits };
    }

    /** Run once through what the first query needs, so that it finds it compiled: a
     * mistyped word is compared with every word, which takes longest. Loads nothing. */
    function warm() {
      reader.read("wamr sevreal wrods");
      const slot = { share: 100, terms: new Map([["", 100]]) };
      const term = { rarity: 1, places: Int32Array.of(0, 1) };
      const admits = (/** @type {number} */ origin) => first.filters[kinds[origin]] !== undefined;
      searchRanking.rank([slot], new Map([["", term]]), frame, rules.ranking, 1, admits);
    }

    return { search, show, warm, facets: first.facets };
  }

  return { openIndex, passes };
})();
