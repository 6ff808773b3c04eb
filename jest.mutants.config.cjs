const base = require('./jest.config.cjs');

// Enough for a mutant to show.
process.env.LOCKT_RUNS ??= '40';

/** What `npm run mutants` runs for every mutant: the tests of the trigger's decisions. */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/unit/{trigger*,afterHours}.test.ts'],
};
