const base = require('./jest.config.cjs');

process.env.LOCKT_RUNS ??= 'full';

/** What `npm test` runs, with generated tests in full: some minutes. */
module.exports = { ...base, testTimeout: 10 * 60_000 };
