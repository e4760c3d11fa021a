// Every client of the SDK, and none that can call anybody.
"use strict";

class Client {
  constructor() {
    return new Proxy(this, {
      get: (_, name) => () => {
        throw new Error(`a test must not call the cloud (${String(name)})`);
      },
    });
  }
}

module.exports = new Proxy({}, { get: () => Client });
