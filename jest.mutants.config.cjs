const base = require('./jest.config.cjs');

// Read by the tests of random histories: enough for a mutant to show.
process.env.LOCKT_HISTORIES ??= '40';

/** What `npm run mutants` runs for every mutant: the tests of the trigger's decisions. */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/unit/{trigger*,afterHours}.test.ts'],
};
